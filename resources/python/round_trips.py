"""Turns fills into round trips, for tools that report fills."""


class RoundTrips:
    """Holds one position at a time. Bars are indices; the fee of a fill is in account currency."""

    def __init__(self):
        names = ("side", "size", "entryBar", "entryPrice", "exitBar", "exitPrice", "entryFee", "exitFee", "pnl", "open")
        self.columns = {name: [] for name in names}
        self.columns["exitReason"] = []
        self.entry = None
        self.last_exit = None

    def enter(self, bar, side, size, price, fee):
        self.entry = (bar, side, size, price, fee)

    def leave(self, bar, price, fee, reason, still_open=False):
        entry_bar, side, size, entry_price, entry_fee = self.entry
        row = {
            "side": side,
            "size": size,
            "entryBar": entry_bar,
            "entryPrice": entry_price,
            "exitBar": bar,
            "exitPrice": price,
            "entryFee": entry_fee,
            "exitFee": fee,
            "pnl": side * size * (price - entry_price) - entry_fee - fee,
            "open": 1 if still_open else 0,
            "exitReason": reason,
        }
        for name, value in row.items():
            self.columns[name].append(value)
        self.entry = None
        self.last_exit = bar

    def rests(self, bar, cooldown):
        """True where an entry on this bar would come too soon after the last exit."""
        return cooldown > 0 and self.last_exit is not None and bar <= self.last_exit + cooldown

    def mark(self, bar, price):
        """Lists a position that is open at the end, at the last price and without an exit fee."""
        if self.entry is not None:
            self.leave(bar, price, 0.0, "", still_open=True)


def together(books):
    """The round trips of several books, each with the index of its book."""
    columns = {name: [value for book in books for value in book.columns[name]] for name in books[0].columns}
    columns["column"] = [index for index, book in enumerate(books) for _ in book.columns["side"]]
    return columns


def wanted_side(signals, bar):
    """1, -1 or 0: what the entries of a bar ask for. An exit forbids its own side, contradicting entries cancel out."""
    long = truth(signals, "entryLong", bar) and not truth(signals, "exitLong", bar)
    short = truth(signals, "entryShort", bar) and not truth(signals, "exitShort", bar)
    return int(long) - int(short)


def reason_to_leave(signals, bar, side, held, limit):
    """Why a position is closed by the signals of a bar after `held` bars, or None."""
    if truth(signals, "exitLong" if side > 0 else "exitShort", bar):
        return "signal"
    if limit > 0 and held >= limit:
        return "timeLimit"
    if truth(signals, "entryShort" if side > 0 else "entryLong", bar):
        return "reverse"
    return None


def number(signals, name, bar):
    """Value of a numeric rule on a bar; 0 where there is none."""
    column = signals.get(name)
    return column[bar] if column is not None and column[bar] > 0 else 0.0


def truth(signals, name, bar):
    column = signals.get(name)
    return column is not None and column[bar] != 0
