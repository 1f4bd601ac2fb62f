"""Averages of 10 and 30 closes in backtesting.py, long only. Usage: backtesting_bars.py PRICES.csv.

Prints one line of JSON: seconds of the second run (indicators, orders and figures), bars, trades.
"""
import json
import sys
import time

import pandas as pd
from backtesting import Backtest, Strategy
from backtesting.lib import crossover

prices = pd.read_csv(sys.argv[1], index_col=0, parse_dates=True)


def average(values, n):
    return pd.Series(values).rolling(n).mean()


class Cross(Strategy):
    def init(self):
        self.fast = self.I(average, self.data.Close, 10)
        self.slow = self.I(average, self.data.Close, 30)

    def next(self):
        if crossover(self.fast, self.slow):
            self.buy(size=0.95)
        elif crossover(self.slow, self.fast):
            self.position.close()


for _ in range(2):
    begin = time.perf_counter()
    stats = Backtest(prices, Cross, cash=1_000_000).run()
    seconds = time.perf_counter() - begin

print(json.dumps({"seconds": seconds, "bars": len(prices), "trades": int(stats["# Trades"])}))
