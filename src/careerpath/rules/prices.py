"""What a step costs this person: list, student or member price, and what a plan reckons where none is published."""

from __future__ import annotations

from careerpath.knowledge.base import KnowledgeBase
from careerpath.knowledge.models import Certification, Step
from careerpath.record import Record
from careerpath.rules.steps import fee_of


class Prices(Record):
    """Which reduced prices this person gets."""

    student: bool = False
    member: bool = False

    def price_of(self, step: Step) -> float | None:
        """The price [USD]: the lowest this person is entitled to; None if no price is published.

        What an employer sponsors costs the learner nothing.
        """
        if step.requires.sponsor and isinstance(step, Certification):
            return 0.0
        fee = fee_of(step)
        if not isinstance(step, Certification):
            return fee
        reduced = [step.fee.student_usd if self.student else None, step.fee.member_usd if self.member else None]
        known = [price for price in (fee, *reduced) if price is not None]
        return min(known, default=None)

    def reckoned(self, step: Step, kb: KnowledgeBase) -> float:
        """The price [USD], or the constant `plan-unknown-fee` where none is published."""
        price = self.price_of(step)
        return kb.constants.plan_unknown_fee if price is None else price
