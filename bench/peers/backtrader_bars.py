"""Averages of 10 and 30 closes in backtrader, long only, no figures. Usage: backtrader_bars.py PRICES.csv.

Prints one line of JSON: seconds of the run, bars, closed trades.
"""
import json
import sys
import time

import backtrader as bt
import pandas as pd

prices = pd.read_csv(sys.argv[1], index_col=0, parse_dates=True)


class Cross(bt.Strategy):
    def __init__(self):
        self.cross = bt.ind.CrossOver(bt.ind.SMA(self.data.close, period=10), bt.ind.SMA(self.data.close, period=30))
        self.closed = 0

    def next(self):
        if self.cross > 0 and not self.position:
            self.buy()
        elif self.cross < 0 and self.position:
            self.close()

    def notify_trade(self, trade):
        self.closed += trade.isclosed


cerebro = bt.Cerebro(stdstats=False)
cerebro.broker.setcash(1_000_000)
cerebro.addsizer(bt.sizers.PercentSizer, percents=95)
cerebro.adddata(bt.feeds.PandasData(dataname=prices))
cerebro.addstrategy(Cross)
begin = time.perf_counter()
(strategy,) = cerebro.run()
seconds = time.perf_counter() - begin

print(json.dumps({"seconds": seconds, "bars": len(prices), "trades": strategy.closed}))
