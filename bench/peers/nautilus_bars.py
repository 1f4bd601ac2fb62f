"""Averages of 10 and 30 closes in NautilusTrader, long only, no figures. Usage: nautilus_bars.py PRICES.csv.

Bars of one minute drive a strategy of its own; orders sent on a bar fill at its close. Prints one line of JSON: seconds of
the run, bars, closed positions.
"""
import json
import sys
import time
from decimal import Decimal

import pandas as pd
from nautilus_trader.backtest.engine import BacktestEngine, BacktestEngineConfig
from nautilus_trader.config import LoggingConfig
from nautilus_trader.indicators import SimpleMovingAverage
from nautilus_trader.model.currencies import USD
from nautilus_trader.model.data import BarType
from nautilus_trader.model.enums import AccountType, OmsType, OrderSide
from nautilus_trader.model.identifiers import InstrumentId, Symbol, Venue
from nautilus_trader.model.instruments import Equity
from nautilus_trader.model.objects import Money, Price, Quantity
from nautilus_trader.persistence.wranglers import BarDataWrangler
from nautilus_trader.trading.strategy import Strategy

prices = pd.read_csv(sys.argv[1], index_col=0, parse_dates=True)
prices.columns = [name.lower() for name in prices.columns]
prices.index = prices.index.tz_localize("UTC")

venue = Venue("SIM")
instrument = Equity(
    instrument_id=InstrumentId(Symbol("X"), venue),
    raw_symbol=Symbol("X"),
    currency=USD,
    price_precision=4,
    price_increment=Price(0.0001, 4),
    lot_size=Quantity.from_int(1),
    ts_event=0,
    ts_init=0,
)
kind = BarType.from_str(f"{instrument.id}-1-MINUTE-LAST-EXTERNAL")


class Cross(Strategy):
    def on_start(self):
        self.fast, self.slow, self.side = SimpleMovingAverage(10), SimpleMovingAverage(30), 0
        self.register_indicator_for_bars(kind, self.fast)
        self.register_indicator_for_bars(kind, self.slow)
        self.subscribe_bars(kind)

    def on_bar(self, bar):
        if not self.slow.initialized:
            return
        side = 1 if self.fast.value > self.slow.value else -1
        if side == self.side:
            return
        self.side = side
        flat = self.portfolio.is_flat(instrument.id)
        if side > 0 and flat:
            cash = self.portfolio.account(venue).balance_free(USD).as_double()
            units = Quantity.from_int(int(cash * 0.95 / bar.close.as_double()))
            self.submit_order(self.order_factory.market(instrument.id, OrderSide.BUY, units))
        elif side < 0 and not flat:
            self.close_all_positions(instrument.id)


engine = BacktestEngine(BacktestEngineConfig(logging=LoggingConfig(bypass_logging=True), run_analysis=False))
engine.add_venue(venue, OmsType.NETTING, AccountType.MARGIN, [Money(1_000_000, USD)], base_currency=USD)
engine.add_instrument(instrument)
# Bars stand for a market deep enough for any order.
deep = prices.assign(volume=1_000_000_000)
engine.add_data(BarDataWrangler(kind, instrument).process(deep))
engine.add_strategy(Cross())
begin = time.perf_counter()
engine.run()
seconds = time.perf_counter() - begin
closed = len(engine.cache.positions_closed())
snapshots = len(engine.cache.position_snapshots()) if hasattr(engine.cache, "position_snapshots") else 0
print(json.dumps({"seconds": seconds, "bars": len(prices), "trades": closed + snapshots}))
