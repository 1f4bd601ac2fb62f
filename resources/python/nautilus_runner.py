"""Fills the given signals in a NautilusTrader back test: market orders sent on a bar fill at its close.

Money and sizes keep eight decimals, prices those of the bars; the account is a margin account in one currency."""

from decimal import Decimal

from bridge import Refused
from round_trips import RoundTrips, number, reason_to_leave, together, wanted_side

decimals = 8
# Bars stand for a market deep enough for any order: what is compared is fills and accounting, not liquidity.
depth = 1_000_000_000


def run(task, stage):
    stage("importing nautilus_trader")
    from nautilus_trader.backtest.engine import BacktestEngine, BacktestEngineConfig
    from nautilus_trader.backtest.models import FeeModel
    from nautilus_trader.config import LoggingConfig
    from nautilus_trader.model.currencies import Currency
    from nautilus_trader.model.data import Bar, BarType
    from nautilus_trader.model.enums import AccountType, CurrencyType, OmsType, OrderSide
    from nautilus_trader.model.identifiers import InstrumentId, Symbol, Venue
    from nautilus_trader.model.instruments import CurrencyPair
    from nautilus_trader.model.objects import Money, Price, Quantity
    from nautilus_trader.trading.strategy import Strategy

    [symbol] = task["series"]
    signals, bars, costs = symbol["signals"], symbol["bars"], task["costs"]
    for rule in ("stopLoss", "takeProfit", "trailingStop"):
        if signals.get(rule) is not None:
            raise Refused(f"This comparison sends market orders to nautilus_trader, no protective ones: empty {rule}")
    rows, digits = len(bars["close"]), price_decimals(bars)
    money = Currency("ACCT", decimals, 0, "account currency", CurrencyType.CRYPTO)
    goods = Currency("UNIT", decimals, 0, "traded unit", CurrencyType.CRYPTO)
    venue = Venue("SIM")
    identity = InstrumentId(Symbol("UNIT/ACCT"), venue)
    instrument = CurrencyPair(
        instrument_id=identity,
        raw_symbol=identity.symbol,
        base_currency=goods,
        quote_currency=money,
        price_precision=digits,
        size_precision=decimals,
        price_increment=Price(10.0**-digits, digits),
        size_increment=Quantity(10.0**-decimals, decimals),
        ts_event=0,
        ts_init=0,
        margin_init=Decimal(0),
        margin_maint=Decimal(0),
    )

    class Fees(FeeModel):
        def get_commission(self, order, fill_qty, fill_px, instrument):
            return Money(float(fill_qty) * float(fill_px) * costs["fees"] + costs["feeFixed"], money)

    kind = BarType.from_str(f"{identity}-1-DAY-LAST-EXTERNAL")
    quantity = Quantity(depth, decimals)

    def bar_at(row):
        time = int(bars["ts"][row]) * 1_000_000
        prices = [Price(bars[name][row], digits) for name in ("open", "high", "low", "close")]
        return Bar(kind, *prices, quantity, time, time)

    book = RoundTrips()
    equity, cash = [], []

    class FollowSignals(Strategy):
        def on_start(self):
            self.row, self.next_side, self.reason, self.limit, self.refused = -1, 0, "", 0.0, 0
            self.subscribe_bars(kind)

        def on_bar(self, bar):
            # The orders of the bar before have been filled since; its account is complete only now.
            if self.row >= 0:
                self.value()
            self.row += 1
            row = self.row
            self.next_side = wanted_side(signals, row)
            if book.entry is None:
                self.enter()
                return
            side = book.entry[1]
            reason = reason_to_leave(signals, row, side, row - book.entry[0], self.limit)
            if reason is None:
                self.next_side = 0
                return
            self.reason = reason
            self.send(-side, Quantity(book.entry[2], decimals))

        def on_order_filled(self, event):
            price, fee = float(event.last_px), float(event.commission)
            if book.entry is None:
                book.enter(self.row, 1 if event.order_side == OrderSide.BUY else -1, float(event.last_qty), price, fee)
                return
            book.leave(self.row, price, fee, self.reason)
            self.enter()

        def on_order_rejected(self, event):
            self.refused += 1

        on_order_denied = on_order_rejected

        def on_stop(self):
            self.value()

        def enter(self):
            side, self.next_side = self.next_side, 0
            if not side or book.rests(self.row, task["cooldown"]):
                return
            self.limit = number(signals, "maxBarsHeld", self.row)
            size = instrument.make_qty(self.units(bars["close"][self.row]), round_down=True)
            if size > 0:
                self.send(side, size)

        def send(self, side, size):
            order_side = OrderSide.BUY if side > 0 else OrderSide.SELL
            self.submit_order(self.order_factory.market(identity, order_side, size))

        def units(self, price):
            reach = (self.balance() - costs["feeFixed"]) / (price * (1 + costs["fees"]))
            rule = task["sizing"]
            if rule["kind"] == "percent":
                share = self.balance() * rule["percent"] / 100 - costs["feeFixed"]
                return max(0.0, min(reach, share / (price * (1 + costs["fees"]))))
            return max(0.0, min(reach, rule["value"] / price if rule["kind"] == "value" else rule["units"]))

        def balance(self):
            return float(self.portfolio.account(venue).balance_total(money))

        def value(self):
            """Account after the fills of this bar, the position at its close."""
            total, held = self.balance(), 0.0
            if book.entry is not None:
                _, side, size, price, _ = book.entry
                held = side * size * bars["close"][self.row]
                total += held - side * size * price
            equity.append(total)
            cash.append(total - held)

    engine = BacktestEngine(BacktestEngineConfig(logging=LoggingConfig(bypass_logging=True)))
    engine.add_venue(
        venue=venue,
        oms_type=OmsType.NETTING,
        account_type=AccountType.MARGIN,
        base_currency=money,
        starting_balances=[Money(costs["cash"], money)],
        fee_model=Fees(),
    )
    engine.add_instrument(instrument)
    engine.add_data([bar_at(row) for row in range(rows)])
    strategy = FollowSignals()
    engine.add_strategy(strategy)
    stage("simulating")
    engine.run()
    refused = strategy.refused
    engine.dispose()
    book.mark(rows - 1, bars["close"][rows - 1])
    return {"trades": together([book]), "equity": equity, "cash": cash, "refused": refused}


def price_decimals(bars):
    """Decimals that hold every price exactly, nine at most."""
    for digits in range(9):
        if all(round(price, digits) == price for name in ("open", "high", "low", "close") for price in bars[name]):
            return digits
    return 9
