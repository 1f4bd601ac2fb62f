"""Fills the given signals with vectorbt's `Portfolio.from_signals`, at its own defaults: the close of the signal's bar."""

import math

from bridge import Refused


def run(task, stage):
    stage("importing vectorbt")
    import numpy as np
    import pandas as pd
    import vectorbt as vbt

    bars, costs = task["bars"], task["costs"]
    rows = len(bars["close"])
    series = {name: pd.Series(np.asarray(bars[name])) for name in ("open", "high", "low", "close")}
    signals = {name: truths(np, task["signals"].get(name), rows) for name in ("entryLong", "exitLong", "entryShort", "exitShort")}
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
            **stops(np, task["signals"], rows),
        )

    stage("simulating")
    portfolio = simulate()
    limits = Limits(task["signals"].get("maxBarsHeld"), task["cooldown"], rows)
    while limits.correct(portfolio.trades.records, signals):
        portfolio = simulate()
    return {
        "trades": trades(portfolio.trades.records),
        "equity": portfolio.value().to_numpy(),
        "cash": portfolio.cash().to_numpy(),
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


def stops(np, signals, rows):
    fixed, trailing, target = (positive(np, signals.get(name)) for name in ("stopLoss", "trailingStop", "takeProfit"))
    if fixed is not None and trailing is not None:
        raise Refused("vectorbt holds one stop a position: leave stopLoss or trailingStop empty")
    stop = trailing if fixed is None else fixed
    given = {"sl_stop": stop, "tp_stop": target, "sl_trail": True if trailing is not None else None}
    return {name: value for name, value in given.items() if value is not None}


def positive(np, column):
    if column is None:
        return None
    values = np.asarray(column)
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
