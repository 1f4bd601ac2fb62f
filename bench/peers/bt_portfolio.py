"""Monthly momentum over generated symbols in bt: `bt_portfolio.py SYMBOLS DAYS` prints seconds, peak memory and the final equity."""

import json
import resource
import sys
import time

import bt
import numpy as np
import pandas as pd

symbols, days = int(sys.argv[1]), int(sys.argv[2])


def closes(seed, first):
    """The closes of bench/portfolio-child.ts."""
    state, last, out = seed, first, np.empty(days)
    for day in range(days):
        state ^= (state << 13) & 0xFFFFFFFF
        state ^= state >> 17
        state ^= (state << 5) & 0xFFFFFFFF
        last = max(1000, last + state % 401 - 200)
        out[day] = last / 100
    return out


index = pd.date_range("1990-01-01", periods=days)
prices = pd.DataFrame({f"S{k}": closes(1000 + 17 * k, 20_000 + 10 * k) for k in range(symbols)}, index=index)
started = time.perf_counter()
momentum = prices.pct_change(252, fill_method=None)
best = momentum.rank(axis=1, method="first", ascending=False) <= symbols // 10
firsts = np.concatenate([[True], index.to_period("M")[1:] != index.to_period("M")[:-1]])
target = (best * (9.5 / symbols))[firsts & momentum.notna().any(axis=1).to_numpy()]
tree = bt.Strategy("s", [bt.algos.RunOnDate(*target.index), bt.algos.WeighTarget(target), bt.algos.Rebalance()])
test = bt.Backtest(
    tree, prices, initial_capital=1_000_000.0, integer_positions=False, commissions=lambda q, p: 0.0, progress_bar=False
)
test.run()
print(
    json.dumps(
        {
            "seconds": time.perf_counter() - started,
            "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
            "finalEquity": float(test.strategy.values.iloc[-1]),
        }
    )
)
