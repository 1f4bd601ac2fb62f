"""Fills the given signals with backtrader's broker at its own defaults: market orders at the next open, sized at the signal's
close, refused where the cash does not reach; stops and targets as bracket orders around the signal's close."""

import datetime

from bridge import Refused
from round_trips import RoundTrips, number, reason_to_leave, together, wanted_side


def run(task, stage):
    stage("importing backtrader")
    import backtrader as bt

    symbols, costs = task["series"], task["costs"]
    if any(one["signals"].get("trailingStop") is not None for one in symbols):
        raise Refused("This comparison places fixed stops in backtrader, not trailing ones: empty trailingStop")
    rows = len(symbols[0]["bars"]["close"])
    stage("simulating")

    class Columns(bt.feed.DataBase):
        params = (("bars", None),)

        def start(self):
            super().start()
            self.row = 0

        def _load(self):
            if self.row >= rows:
                return False
            bars = self.p.bars
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

    books = [RoundTrips() for _ in symbols]
    equity, cash = [], []

    class FollowSignals(bt.Strategy):
        def __init__(self):
            self.reasons, self.refused = {}, 0
            self.brackets, self.limits = [[] for _ in symbols], [0.0 for _ in symbols]

        def next(self):
            equity.append(self.broker.getvalue())
            cash.append(self.broker.getcash())
            for column in range(len(symbols)):
                self.follow(column, len(self) - 1)

        def follow(self, column, bar):
            data, book, signals = self.datas[column], books[column], symbols[column]["signals"]
            units = self.getposition(data).size
            if units:
                side = 1 if units > 0 else -1
                reason = reason_to_leave(signals, bar, side, bar + 1 - book.entry[0], self.limits[column])
                if reason is None:
                    return
                for order in self.brackets[column]:
                    self.cancel(order)
                self.reasons[self.close(data=data).ref] = reason
            side = wanted_side(signals, bar)
            # An exit ordered now takes place on the bar on which the entry would.
            if side and not (task["cooldown"] and units) and not book.rests(bar + 1, task["cooldown"]):
                self.enter(column, bar, side)

        def enter(self, column, bar, side):
            data, signals = self.datas[column], symbols[column]["signals"]
            close = data.close[0]
            self.limits[column] = number(signals, "maxBarsHeld", bar)
            stop, target = number(signals, "stopLoss", bar), number(signals, "takeProfit", bar)
            buy, sell = (self.buy, self.sell) if side > 0 else (self.sell, self.buy)
            size = self.units(data, close)
            parent = buy(data=data, size=size, transmit=not (stop or target))
            self.brackets[column] = []
            if stop:
                level = close * (1 - side * stop)
                kind = bt.Order.Stop
                order = sell(data=data, size=size, exectype=kind, price=level, parent=parent, transmit=not target)
                self.bracket(column, order, "stopLoss")
            if target:
                level = close * (1 + side * target)
                kind = bt.Order.Limit
                order = sell(data=data, size=size, exectype=kind, price=level, parent=parent, transmit=True)
                self.bracket(column, order, "takeProfit")

        def bracket(self, column, order, reason):
            self.brackets[column].append(order)
            self.reasons[order.ref] = reason

        def units(self, data, close):
            rule = task["sizing"]
            if rule["kind"] == "percent":
                # What a position that turns is worth is cash by the time its order is filled.
                money = self.broker.getcash() + self.broker.getvalue([data])
                if len(symbols) == 1:
                    money = self.broker.getvalue() if self.getposition(data).size else self.broker.getcash()
                return money * (rule["percent"] / 100) / close
            return rule["value"] / close if rule["kind"] == "value" else rule["units"]

        def notify_order(self, order):
            if order.status in (order.Margin, order.Rejected):
                self.refused += 1
            if order.status != order.Completed:
                return
            bar, done = len(self) - 1, order.executed
            book = books[self.datas.index(order.data)]
            if order.ref in self.reasons:
                book.leave(bar, done.price, done.comm, self.reasons[order.ref])
            else:
                book.enter(bar, 1 if done.size > 0 else -1, abs(done.size), done.price, done.comm)

    cerebro = bt.Cerebro(stdstats=False)
    for column, one in enumerate(symbols):
        cerebro.adddata(Columns(bars=one["bars"]), name=str(column))
    cerebro.addstrategy(FollowSignals)
    # Given as a parameter: the broker's own defaults stay, under which orders filled at the open do not slip.
    cerebro.broker = bt.brokers.BackBroker(cash=costs["cash"], slip_perc=costs["slippage"])
    cerebro.broker.addcommissioninfo(Fees())
    [strategy] = cerebro.run()
    for book, one in zip(books, symbols):
        book.mark(rows - 1, one["bars"]["close"][rows - 1])
    return {"trades": together(books), "equity": equity, "cash": cash, "refused": strategy.refused}
