"""What a step costs this person: list, student or member price, from the low to the high end of what is published.

Where nothing is published, a stand-in orders choices and is never shown or counted as a price.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from careerpath.knowledge.base import KnowledgeBase
from careerpath.knowledge.exams import versions
from careerpath.knowledge.models import Certification, OtherPrice, Step
from careerpath.record import Record
from careerpath.rules.steps import USUAL_HOURS, months_paid, price_span

PAYERS = {"member": "members", "student": "students", "voucher": "some"}
"""Who a price is for -> how a sentence about them begins."""


class PriceSpan(Record):
    """A published price [USD]; of most steps both ends are the same."""

    low: float
    high: float


class Prices(Record):
    """Which reduced prices this person gets, and what somebody else pays."""

    student: bool = False
    member: bool = False
    covered: frozenset[str] = frozenset()
    """Ids of steps that somebody else pays."""
    passed: Mapping[str, tuple[str, ...]] = {}
    """Of certifications of several exams: the parts that are passed and paid."""
    fewest_hours: float = USUAL_HOURS
    """Hours of study a week, where they are fewest in the year: what is paid by the month costs more then."""
    most_hours: float = USUAL_HOURS

    def price_of(self, step: Step) -> float | None:
        """The price [USD]: the lowest this person is entitled to; None if no price is published.

        Of a range the middle. What an employer sponsors or somebody else pays costs the learner nothing.
        """
        span = self.span_of(step)
        return None if span is None else (span.low + span.high) / 2

    def _own_span(self, step: Step) -> PriceSpan | None:
        """Both ends of what the learner pays who pays it; None if no price is published."""
        listed = price_span(step, self.fewest_hours, self.most_hours)
        if not isinstance(step, Certification):
            return None if listed is None else PriceSpan(*listed)
        spans = [listed]
        if self.student:
            spans.append(_both(step.fee.student_usd))
        if self.member:
            spans.append(_both(step.fee.member_usd))
        known = [span for span in spans if span is not None]
        if not known:
            return None
        low, high = min(known)
        share = self.share_left(step)
        return PriceSpan(low * share, high * share)

    def share_left(self, cert: Certification) -> float:
        """The share (0-1) of its exams that are not passed yet; each counts as an equal part."""
        parts = versions(cert).keys()
        if len(parts) < 2:  # where no parts are listed, the exam is one
            return 1.0
        return len(parts - set(self.passed.get(cert.id, ()))) / len(parts)

    def span_of(self, step: Step) -> PriceSpan | None:
        """Both ends of the price; None if no price is published."""
        if self._is_paid_by_others(step):
            return PriceSpan(0.0, 0.0)
        return self._own_span(step)

    def _is_paid_by_others(self, step: Step) -> bool:
        """True for what somebody else pays, and for what an employer sponsors."""
        return step.id in self.covered or (step.requires.sponsor and isinstance(step, Certification))

    def second_try(self, step: Step) -> float | None:
        """What it costs to sit one of its exams again [USD], of several the dearest; 0 for what is no exam.

        None if no price is published. Where exams of their own price are not known, each is an equal part of the fee.
        """
        if not isinstance(step, Certification) or step.kind != "exam":
            return 0.0
        price = self.price_of(step)
        if price is None or not price:
            return price
        parts = versions(step).keys() - set(self.passed.get(step.id, ()))
        return price / max(1, len(parts))

    def reckoned(self, step: Step, kb: KnowledgeBase) -> float:
        """What orders choices [USD]: the price, or the constant `plan-unknown-fee` where none is published."""
        price = self.price_of(step)
        return kb.constants.plan_unknown_fee if price is None else price

    def renewal_reckoned(self, cert: Certification, fee: float | None, kb: KnowledgeBase) -> float:
        """The same of a renewal. One whose fee is not published is taken to cost at most half of sitting the exam."""
        if fee is not None:
            return fee
        if cert.renewal is None:  # whether it can be renewed at all is not known
            return kb.constants.plan_unknown_fee
        return min(kb.constants.plan_unknown_fee, self.reckoned(cert, kb) / 2)


def _both(price: float | None) -> tuple[float, float] | None:
    """A price of one figure as a span."""
    return None if price is None else (price, price)


def by_the_month(cert: Certification, prices: Prices) -> str:
    """ "$49 a month; at 6 h a week 5-10 months are paid, $245-490" of a course that is paid by the month."""
    assert cert.fee.monthly_usd is not None
    fewest, most = prices.fewest_hours, prices.most_hours
    monthly = f"${cert.fee.monthly_usd:g} a month"
    months, span = months_paid(cert, fewest, most), price_span(cert, fewest, most)
    if months is None or span is None:
        return monthly
    hours = _from_to(fewest, most)
    return f"{monthly}; at {hours} h a week {_from_to(*months)} months are paid, ${_from_to(*span)}"


def _from_to(low: float, high: float) -> str:
    """ "5-10", or one number where both are the same."""
    return f"{low:g}" if low == high else f"{low:g}-{high:g}"


def other_prices(cert: Certification) -> Iterator[str]:
    """What members, students and holders of a voucher pay, and what that asks for, a sentence each."""
    of_fee = {"member": cert.fee.member_usd, "student": cert.fee.student_usd}
    for price in cert.prices:
        usd = of_fee.get(price.who) if price.usd is None else price.usd
        pay = "have a price of their own, which is not published" if usd is None else f"pay ${usd:,.0f}"
        yield f"{PAYERS[price.who]} {pay} (with {price.needs}{_membership(price, usd, cert.fee.usd)})"


def _membership(price: OtherPrice, usd: float | None, full_usd: float | None) -> str:
    """What the membership costs that the price asks for, and a word where that is no bargain."""
    if price.membership_usd is None:
        return ""
    cost = f", ${price.membership_usd:,.0f} a year"
    if usd is None or full_usd is None or price.membership_usd < full_usd - usd:
        return cost
    return f"{cost}, which is more than the ${full_usd - usd:,.0f} it saves"
