"""Fills the given signals with vectorbt's `Portfolio.from_signals`, at its own defaults: the close of the signal's bar."""

import math

from bridge import Refused


def run(task, stage):
    stage("importing vectorbt")
    import numpy as np
    import pandas as pd
    import vectorbt as vbt

    costs, symbols = task["costs"], task["series"]
    rows = len(symbols[0]["bars"]["close"])
    series = {
        name: pd.DataFrame(np.column_stack([np.asarray(one["bars"][name]) for one in symbols]))
        for name in ("open", "high", "low", "close")
    }
    signals = {
        name: np.column_stack([truths(np, one["signals"].get(name), rows) for one in symbols])
        for name in ("entryLong", "exitLong", "entryShort", "exitShort")
    }
    shared = {"group_by": True, "cash_sharing": True} if len(symbols) > 1 else {}
    size, size_type = sizing(np, task["sizing"])
    if size_type == "percent" and signals["entryLong"].any() and signals["entryShort"].any():
        raise Refused("vectorbt cannot turn a position that is sized as a percentage below 100: use percent(100) or units(n)")

    def simulate():
        return vbt.Portfolio.from_signals(
            **series,
            entries=signals["entryLong"],
            exits=signals["exitLong"],
            short_entries=signals["entryShort"],
            short_exits=signals["exitShort"],
            size=size,
            size_type=size_type,
            init_cash=costs["cash"],
            fees=costs["fees"],
            fixed_fees=costs["feeFixed"],
            slippage=costs["slippage"],
            # Signals mean what the rules say: an exit wins over an entry of the same side, contradicting entries cancel out.
            upon_long_conflict="exit",
            upon_short_conflict="exit",
            upon_dir_conflict="ignore",
            upon_opposite_entry="reverse",
            **stops(np, symbols),
            **shared,
        )

    stage("simulating")
    portfolio = simulate()
    limits = [Limits(one["signals"].get("maxBarsHeld"), task["cooldown"], rows) for one in symbols]
    while any(
        limit.correct(
            portfolio.trades.records[portfolio.trades.records["col"] == column],
            {name: values[:, column] for name, values in signals.items()},
        )
        for column, limit in enumerate(limits)
    ):
        portfolio = simulate()
    return {
        "trades": trades(portfolio.trades.records),
        "equity": portfolio.value().to_numpy().reshape(rows),
        "cash": portfolio.cash().to_numpy().reshape(rows),
        "refused": 0,
    }


def truths(np, column, rows):
    return np.zeros(rows, dtype=bool) if column is None else np.asarray(column) != 0


def sizing(np, rule):
    kind = rule["kind"]
    if kind == "percent":
        return (np.inf, "amount") if rule["percent"] >= 100 else (rule["percent"] / 100, "percent")
    if kind == "value":
        return rule["value"], "value"
    return rule["units"], "amount"


def stops(np, symbols):
    names = ("stopLoss", "trailingStop", "takeProfit")
    fixed, trailing, target = (positive(np, [one["signals"].get(name) for one in symbols]) for name in names)
    if fixed is not None and trailing is not None:
        raise Refused("vectorbt holds one stop a position: leave stopLoss or trailingStop empty")
    stop = trailing if fixed is None else fixed
    given = {"sl_stop": stop, "tp_stop": target, "sl_trail": True if trailing is not None else None}
    return {name: value for name, value in given.items() if value is not None}


def positive(np, columns):
    # The rules are the same for all symbols: one has a column where the others have.
    if columns[0] is None:
        return None
    values = np.column_stack([np.asarray(column) for column in columns])
    return np.where(values > 0, values, np.nan)


class Limits:
    """Rules that vectorbt has no argument for, made true by changing the signals where the first trade breaks one."""

    def __init__(self, hold, cooldown, rows):
        self.hold, self.cooldown, self.rows = hold, cooldown, rows

    def correct(self, records, signals):
        """Changes the signals for the first trade that breaks a rule; False where none does."""
        last_exit = None
        for entry, leave, direction, status in zip(
            records["entry_idx"], records["exit_idx"], records["direction"], records["status"]
        ):
            own, other = ("Short", "Long") if direction == 1 else ("Long", "Short")
            if self.cooldown > 0 and last_exit is not None and entry <= last_exit + self.cooldown:
                signals["entry" + own][entry] = False
                # What the entry would have turned is still closed by it.
                signals["exit" + other][entry] = True
                return True
            due = self.due(entry)
            if due < self.rows and (leave > due or (status == 0 and leave >= due)):
                signals["exit" + own][due] = True
                return True
            last_exit = leave
        return False

    def due(self, entry):
        """Bar on which a position entered on a bar is closed at the latest."""
        limit = 0 if self.hold is None else self.hold[entry]
        return entry + math.ceil(limit) if limit > 0 else self.rows


def trades(records):
    return {
        "column": records["col"],
        "side": [-1 if direction == 1 else 1 for direction in records["direction"]],
        "size": records["size"],
        "entryBar": records["entry_idx"],
        "entryPrice": records["entry_price"],
        "exitBar": records["exit_idx"],
        "exitPrice": records["exit_price"],
        "entryFee": records["entry_fees"],
        "exitFee": records["exit_fees"],
        "pnl": records["pnl"],
        "open": [1 if status == 0 else 0 for status in records["status"]],
    }
