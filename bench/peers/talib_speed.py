"""Fewest seconds that TA-Lib takes for each named function with its default parameters, each time on fresh copies of
its columns. Prints one line of JSON.

The first argument is a file of float64 columns, one after the other, named by the second; then the fewest repeats, the
fewest milliseconds of the processor a function, and the functions.
"""

import json
import sys
import time

import numpy as np
import talib
from talib import abstract

path, names, repeats, least = sys.argv[1], sys.argv[2].split(","), int(sys.argv[3]), int(sys.argv[4]) / 1000
columns = dict(zip(names, np.fromfile(path).reshape(len(names), -1)))
unit = {"acos", "asin", "cosh", "exp", "sinh"}


def inputs_of(name):
    """Columns in TA-Lib's order: any series is the close, a pair is high and low; see inputsOf of the workload."""
    found = []
    for key, value in abstract.Function(name).input_names.items():
        found += [value] if isinstance(value, str) else list(value)
    if name == "mavp":
        found[1] = "periods"
    return [columns["unit" if name in unit else column] for column in found]


seconds = {}
for name in sys.argv[5:]:
    call = getattr(talib, name.upper())
    inputs = inputs_of(name)
    taken = []
    begun = time.process_time()
    while len(taken) < repeats or time.process_time() - begun < least:
        fresh = [column.copy() for column in inputs]
        start = time.perf_counter()
        call(*fresh)
        taken.append(time.perf_counter() - start)
    seconds[name] = min(taken)
print(json.dumps({"version": talib.__version__, "seconds": seconds}))
