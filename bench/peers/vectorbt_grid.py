"""All pairs of averages with windows 2 to 100 in vectorbt: total return, Sharpe ratio, deepest drawdown, closed trades.

Usage: vectorbt_grid.py PRICES.csv REPEATS. Prints one line of JSON: seconds of the import, of the first run and of each
later run, and the four figures of every pair. Takes about 6 GB of memory.
"""
import json
import sys
import time

begin = time.perf_counter()
import numpy as np
import pandas as pd
import vectorbt as vbt

imported = time.perf_counter() - begin

prices = pd.read_csv(sys.argv[1], index_col=0, parse_dates=True)["close"]


def grid():
    fast, slow = vbt.MA.run_combs(prices, window=np.arange(2, 101), r=2, short_names=["fast", "slow"])
    portfolio = vbt.Portfolio.from_signals(
        prices, fast.ma_crossed_above(slow), fast.ma_crossed_below(slow), freq="1D", init_cash=10_000
    )
    return [
        portfolio.total_return().to_numpy(),
        portfolio.sharpe_ratio().to_numpy(),
        portfolio.max_drawdown().to_numpy(),
        portfolio.trades.closed.count().to_numpy(),
    ]


seconds = []
for _ in range(1 + int(sys.argv[2])):
    begin = time.perf_counter()
    figures = grid()
    seconds.append(time.perf_counter() - begin)

print(
    json.dumps(
        {
            "importSeconds": imported,
            "firstSeconds": seconds[0],
            "warmSeconds": seconds[1:],
            "figures": [[float(value) for value in column] for column in figures],
        }
    )
)
