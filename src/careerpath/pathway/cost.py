"""Cost to hold: what certifications cost to get and to keep over some years (docs/method.md, 8).

To get: price times expected attempts (1 + `plan-retake-share` for an exam, 1 for a programme or training).
To keep: every renewal that falls due by the end of the period, the last day included: floor(years / validity) cycles of
fee, units and hours; a fee per year is due every year. One renewal renews others: a certification whose `renewed_by`
names another that is kept, and renewed at least as often, costs nothing to keep.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from careerpath.knowledge.base import KnowledgeBase
from careerpath.knowledge.models import Certification
from careerpath.pathway.stock import renewal_of
from careerpath.record import Record
from careerpath.rules.prices import Prices, PriceSpan

MOST_EXACT = 12
"""Certifications that may rest on the renewal of others; beyond so many, the cheapest are reckoned in full."""


class HoldLine(Record):
    """One certification over the period [USD, hours]; a price or fee that is not published counts 0 and is named."""

    id: str
    price_usd: float | None
    retake_usd: float
    """What the share of second attempts adds on average."""
    renewals: int
    """Times it is renewed in the period."""
    renewal_usd: float
    units: float
    hours: float
    carried_by: str | None
    """The certification whose renewal renews this one."""
    unknown: tuple[str, ...]
    """What is not published: price, renewal."""
    span: PriceSpan | None = None
    """Both ends of the price; None where none is published."""

    @property
    def total_usd(self) -> float:
        return (self.price_usd or 0.0) + self.retake_usd + self.renewal_usd


class HoldCost(Record):
    """Cost of getting and holding a set of certifications for some years."""

    years: float
    lines: tuple[HoldLine, ...]

    @property
    def total_usd(self) -> float:
        return sum(line.total_usd for line in self.lines)

    @property
    def total_span(self) -> PriceSpan:
        """Both ends of the total: of prices that are ranges."""
        prices = self.price_span
        return PriceSpan(prices.low + self.beyond_headline_usd, prices.high + self.beyond_headline_usd)

    @property
    def price_span(self) -> PriceSpan:
        """Both ends of the published prices."""
        spans = [line.span for line in self.lines if line.span is not None]
        return PriceSpan(sum(span.low for span in spans), sum(span.high for span in spans))

    @property
    def headline_usd(self) -> float:
        """The sum of the published prices."""
        return sum(line.price_usd or 0.0 for line in self.lines)

    @property
    def beyond_headline_usd(self) -> float:
        return self.total_usd - self.headline_usd

    @property
    def hours(self) -> float:
        """Hours of renewing."""
        return sum(line.hours for line in self.lines)

    @property
    def is_at_least(self) -> bool:
        """True if something is not published, so that the total is a lower bound."""
        return any(line.unknown for line in self.lines)


def cost_to_hold(
    certs: Sequence[Certification],
    years: float,
    kb: KnowledgeBase,
    prices: Prices | None = None,
    held: Sequence[Certification] = (),
) -> HoldCost:
    """What the certifications cost to get and to hold; those in `held` are kept anyway and may carry others."""
    carriers = _carriers(certs, held)
    share = kb.constants.plan_retake_share
    prices = prices or Prices()
    lines = [_line(cert, years, share, prices, carriers.get(cert.id)) for cert in certs]
    return HoldCost(years, tuple(lines))


def _line(cert: Certification, years: float, share: float, prices: Prices, carrier: str | None) -> HoldLine:
    price = prices.price_of(cert)
    sponsored = cert.requires.sponsor
    fee, hours = renewal_of(cert)
    times = cycles(cert, years)
    pays = times if carrier is None else 0
    units = (cert.renewal.units or 0.0) if cert.renewal else 0.0
    unknown = []
    if price is None:
        unknown.append("price")
    if pays and fee is None and not sponsored:
        unknown.append("renewal")
    return HoldLine(
        id=cert.id,
        price_usd=price,
        retake_usd=(price or 0.0) * share if cert.kind == "exam" else 0.0,
        renewals=times,
        renewal_usd=0.0 if carrier else _renewal_fees(cert, years),
        units=pays * units,
        hours=pays * (hours or 0.0),
        carried_by=carrier if times else None,
        unknown=tuple(unknown),
        span=prices.span_of(cert),
    )


def cycles(cert: Certification, years: float) -> int:
    """How many renewals fall due within the period, its last day included."""
    valid = cert.validity.years
    return math.floor(years / valid + 1e-9) if valid else 0


def _renewal_fees(cert: Certification, years: float) -> float:
    """Renewal fees over the period [USD]; 0 where none is published."""
    if cert.renewal is None or cert.renewal.fee_usd is None:
        return 0.0
    return cert.renewal.fee_usd * (years if cert.renewal.per == "year" else cycles(cert, years))


def _carriers(certs: Sequence[Certification], held: Sequence[Certification]) -> dict[str, str]:
    """Certification -> the one that renews it, chosen so that renewing costs least in all."""
    everything = {cert.id: cert for cert in (*held, *certs)}
    carriers = {key: _possible_carriers(cert, everything) for key, cert in everything.items()}
    can_rest = [key for key in everything if carriers[key]]
    dearest_first = sorted(can_rest, key=lambda key: (-_yearly(everything[key]), key))
    saved, best = (0.0, 0), frozenset[str]()
    for resting in _subsets(dearest_first[:MOST_EXACT]):
        if not all(set(carriers[key]) - resting for key in resting):
            continue  # one of them would rest on another that rests itself
        saves = sum(_yearly(everything[key]) for key in sorted(resting)), len(resting)
        if saves > saved:
            saved, best = saves, resting
    return {key: next(one for one in carriers[key] if one not in best) for key in sorted(best)}


def _possible_carriers(cert: Certification, everything: Mapping[str, Certification]) -> list[str]:
    """Those whose renewal renews this one in time."""
    return [key for key in cert.renewed_by if key in everything and _often_enough(cert, everything[key])]


def _subsets(keys: Sequence[str]) -> Iterator[frozenset[str]]:
    """All subsets, the smaller first."""
    for size in range(len(keys) + 1):
        for subset in combinations(keys, size):
            yield frozenset(subset)


def _often_enough(cert: Certification, carrier: Certification) -> bool:
    mine, other = cert.validity.years, carrier.validity.years
    return mine is not None and other is not None and other <= mine


def _yearly(cert: Certification) -> float:
    """Renewing a year: fee [USD] plus a dollar for every ten hours, to choose between renewals that cost the same."""
    fee, hours = renewal_of(cert)
    return ((fee or 0.0) + (hours or 0.0) / 10) / (cert.validity.years or 1.0)
