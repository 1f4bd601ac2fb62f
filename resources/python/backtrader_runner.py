"""Fills the given signals with backtrader's broker at its own defaults: market orders at the next open, sized at the signal's
close, refused where the cash does not reach; stops and targets as bracket orders around the signal's close."""

import datetime

from bridge import Refused
from round_trips import RoundTrips, number, reason_to_leave, wanted_side


def run(task, stage):
    stage("importing backtrader")
    import backtrader as bt

    if task["signals"].get("trailingStop") is not None:
        raise Refused("This comparison places fixed stops in backtrader, not trailing ones: empty trailingStop")
    bars, signals, costs = task["bars"], task["signals"], task["costs"]
    rows = len(bars["close"])
    stage("simulating")

    class Columns(bt.feed.DataBase):
        def start(self):
            super().start()
            self.row = 0

        def _load(self):
            if self.row >= rows:
                return False
            moment = datetime.datetime(1970, 1, 1) + datetime.timedelta(milliseconds=bars["ts"][self.row])
            self.lines.datetime[0] = bt.date2num(moment)
            for name in ("open", "high", "low", "close"):
                getattr(self.lines, name)[0] = bars[name][self.row]
            self.lines.volume[0] = self.lines.openinterest[0] = 0.0
            self.row += 1
            return True

    class Fees(bt.CommInfoBase):
        params = (("stocklike", True), ("commtype", bt.CommInfoBase.COMM_PERC), ("percabs", True))

        def _getcommission(self, size, price, pseudoexec):
            return abs(size) * price * costs["fees"] + costs["feeFixed"]

    book = RoundTrips()
    equity, cash = [], []

    class FollowSignals(bt.Strategy):
        def __init__(self):
            self.brackets, self.reasons, self.limit, self.refused = [], {}, 0.0, 0

        def next(self):
            bar = len(self) - 1
            equity.append(self.broker.getvalue())
            cash.append(self.broker.getcash())
            units = self.position.size
            if units:
                side = 1 if units > 0 else -1
                reason = reason_to_leave(signals, bar, side, bar + 1 - book.entry[0], self.limit)
                if reason is None:
                    return
                for order in self.brackets:
                    self.cancel(order)
                self.reasons[self.close().ref] = reason
            side = wanted_side(signals, bar)
            # An exit ordered now takes place on the bar on which the entry would.
            if side and not (task["cooldown"] and units) and not book.rests(bar + 1, task["cooldown"]):
                self.enter(bar, side)

        def enter(self, bar, side):
            close = self.data.close[0]
            self.limit = number(signals, "maxBarsHeld", bar)
            stop, target = number(signals, "stopLoss", bar), number(signals, "takeProfit", bar)
            buy, sell = (self.buy, self.sell) if side > 0 else (self.sell, self.buy)
            size = self.units(close)
            parent = buy(size=size, transmit=not (stop or target))
            self.brackets = []
            if stop:
                level = close * (1 - side * stop)
                order = sell(size=size, exectype=bt.Order.Stop, price=level, parent=parent, transmit=not target)
                self.bracket(order, "stopLoss")
            if target:
                level = close * (1 + side * target)
                order = sell(size=size, exectype=bt.Order.Limit, price=level, parent=parent, transmit=True)
                self.bracket(order, "takeProfit")

        def bracket(self, order, reason):
            self.brackets.append(order)
            self.reasons[order.ref] = reason

        def units(self, close):
            rule = task["sizing"]
            if rule["kind"] == "percent":
                return (self.broker.getvalue() if self.position.size else self.broker.getcash()) * (rule["percent"] / 100) / close
            return rule["value"] / close if rule["kind"] == "value" else rule["units"]

        def notify_order(self, order):
            if order.status in (order.Margin, order.Rejected):
                self.refused += 1
            if order.status != order.Completed:
                return
            bar, done = len(self) - 1, order.executed
            if order.ref in self.reasons:
                book.leave(bar, done.price, done.comm, self.reasons[order.ref])
            else:
                book.enter(bar, 1 if done.size > 0 else -1, abs(done.size), done.price, done.comm)

    cerebro = bt.Cerebro(stdstats=False)
    cerebro.adddata(Columns())
    cerebro.addstrategy(FollowSignals)
    # Given as a parameter: the broker's own defaults stay, under which orders filled at the open do not slip.
    cerebro.broker = bt.brokers.BackBroker(cash=costs["cash"], slip_perc=costs["slippage"])
    cerebro.broker.addcommissioninfo(Fees())
    [strategy] = cerebro.run()
    book.mark(rows - 1, bars["close"][rows - 1])
    return {"trades": book.columns, "equity": equity, "cash": cash, "refused": strategy.refused}
