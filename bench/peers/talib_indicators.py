"""Fewest seconds that TA-Lib takes for each named function on a random walk of as many bars as asked. Prints one line of JSON."""

import json
import sys
import time

import numpy as np
import talib

rows, repeats = int(sys.argv[1]), int(sys.argv[2])
rng = np.random.default_rng(1)
close = np.round(10_000 + np.cumsum(rng.normal(size=rows)), 2)
high = close + np.round(rng.uniform(0, 1, rows), 2)
low = close - np.round(rng.uniform(0, 1, rows), 2)
inputs = {"atr": (high, low, close), "adx": (high, low, close), "stoch": (high, low, close)}

seconds = {}
for name in sys.argv[3:]:
    call = getattr(talib, name.upper())
    taken = []
    for _ in range(repeats):
        start = time.perf_counter()
        call(*inputs.get(name, (close,)))
        taken.append(time.perf_counter() - start)
    seconds[name] = min(taken)
print(json.dumps({"version": talib.__version__, "seconds": seconds}))
