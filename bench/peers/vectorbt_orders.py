"""A million orders in vectorbt: 1000 columns of 1000 closes, entries on even rows, exits on odd ones, fees and slippage.

Usage: vectorbt_orders.py CLOSES REPEATS, the closes as little-endian doubles, column after column. Runs every engine that
is installed and prints one line of JSON: the seconds of each run, warm, and what came out.
"""
import importlib.util
import json
import resource
import sys
import time

import numpy as np
import pandas as pd
import vectorbt as vbt

side = 1000
closes = pd.DataFrame(np.fromfile(sys.argv[1], dtype="<f8").reshape(side, side).T.copy())
rows = np.arange(side)[:, None]
entries = pd.DataFrame(np.broadcast_to(rows % 2 == 0, (side, side)).copy())
exits = pd.DataFrame(np.broadcast_to(rows % 2 == 1, (side, side)).copy())
engines = ["numba"] + (["rust"] if importlib.util.find_spec("vectorbt_rust") else [])


def run(engine):
    return vbt.Portfolio.from_signals(
        closes, entries, exits, init_cash=100.0, fees=0.001, slippage=0.001, freq="1D", engine=engine
    )


seconds = {}
for engine in engines:
    run(engine)
    seconds[engine] = []
    for _ in range(int(sys.argv[2])):
        begin = time.perf_counter()
        portfolio = run(engine)
        seconds[engine].append(time.perf_counter() - begin)

records = portfolio.orders.records
print(
    json.dumps(
        {
            "seconds": seconds,
            "orders": len(records),
            "fees": float(records["fees"].sum()),
            "peakMegabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        }
    )
)
