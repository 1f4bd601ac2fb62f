"""Seconds that hftbacktest takes to replay a feed several times over, quoting two post-only orders a second. Prints one line of JSON.

Arguments: file of seven float64 columns (kind, flags, side, exchange and receive time in microseconds, tick, lots), its rows,
how often it is repeated, the pause between, step and order latency in microseconds, lots of an order, tick size, lot size, runs.
"""

import importlib.metadata
import json
import sys
import time

import numpy as np
from numba import njit
from hftbacktest import (
    BUY_EVENT, DEPTH_CLEAR_EVENT, DEPTH_EVENT, DEPTH_SNAPSHOT_EVENT, GTX, LIMIT, SELL_EVENT, TRADE_EVENT,
    BacktestAsset, HashMapMarketDepthBacktest,
)
from hftbacktest.data import correct_event_order, validate_event_order
from hftbacktest.types import event_dtype

path = sys.argv[1]
rows, times, pause, step, latency, size = (int(each) for each in sys.argv[2:8])
tick_size, lot_size, runs = float(sys.argv[8]), float(sys.argv[9]), int(sys.argv[10])

kind, flags, side, exchange, receive, tick, lots = np.fromfile(path).reshape(7, rows)
span = max(exchange.max() - exchange.min(), receive.max() - receive.min()) + pause

codes = np.array([DEPTH_EVENT, TRADE_EVENT, DEPTH_SNAPSHOT_EVENT], dtype=np.uint64)
one = np.zeros(rows, event_dtype)
one["ev"] = codes[kind.astype(int)] | np.where(side > 0, np.uint64(BUY_EVENT), np.uint64(SELL_EVENT))
one["exch_ts"] = exchange.astype(np.int64) * 1000
one["local_ts"] = receive.astype(np.int64) * 1000
one["px"] = np.round(tick * tick_size, 10)
one["qty"] = np.round(lots * lot_size, 10)
begins = np.flatnonzero((kind == 2) & (flags.astype(int) & 2 != 0))
clears = one[begins].copy()
clears["ev"] = DEPTH_CLEAR_EVENT
one = np.insert(one, begins, clears)

copies = []
for copy in range(times):
    shifted = one.copy()
    shifted["exch_ts"] += int(copy * span) * 1000
    shifted["local_ts"] += int(copy * span) * 1000
    copies.append(shifted)
data = np.concatenate(copies)
data = correct_event_order(data, np.argsort(data["exch_ts"], kind="mergesort"), np.argsort(data["local_ts"], kind="mergesort"))
validate_event_order(data)


@njit
def quote(hbt, step_ns, qty):
    steps = 0
    orders = 0
    while hbt.elapse(step_ns) == 0:
        steps += 1
        if steps % 10 != 0:
            continue
        hbt.clear_inactive_orders(0)
        values = hbt.orders(0).values()
        while values.has_next():
            order = values.get()
            if order.cancellable:
                hbt.cancel(0, order.order_id, False)
        depth = hbt.depth(0)
        if np.isnan(depth.best_bid) or np.isnan(depth.best_ask):
            continue
        hbt.submit_buy_order(0, orders, depth.best_bid, qty, GTX, LIMIT, False)
        hbt.submit_sell_order(0, orders + 1, depth.best_ask, qty, GTX, LIMIT, False)
        orders += 2
    return orders


taken = []
for _ in range(runs + 1):
    asset = (
        BacktestAsset()
        .data(data)
        .linear_asset(1.0)
        .constant_order_latency(latency * 1000, latency * 1000)
        .power_prob_queue_model(2.0)
        .partial_fill_exchange()
        .trading_value_fee_model(0.0, 0.0)
        .tick_size(tick_size)
        .lot_size(lot_size)
        .last_trades_capacity(0)
    )
    hbt = HashMapMarketDepthBacktest([asset])
    start = time.perf_counter()
    orders = quote(hbt, step * 1000, size * lot_size)
    taken.append(time.perf_counter() - start)
    hbt.close()
print(json.dumps({"version": importlib.metadata.version("hftbacktest"), "seconds": min(taken[1:]), "first": taken[0], "orders": int(orders)}))
