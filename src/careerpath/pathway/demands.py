"""What the goal demands of a plan (docs/method.md, 7).

A role is reached when every essential need is held at its level (or at the highest level that study teaches: what lies
above comes with practice), each expected certification that study can reach is held and valid, and no firm gate is
closed. A certification is reached when it is held and valid.
"""

from __future__ import annotations

from collections.abc import Iterator

from careerpath.knowledge.models import CertificationValue, Need, Role
from careerpath.pathway.problem import Want
from careerpath.pathway.stock import Stock, can_be_met
from careerpath.record import Record, replace
from careerpath.rules.gates import gate_statuses
from careerpath.rules.steps import suits

PRACTICE = "That comes with practice."
"""How the note ends that says what study cannot bring."""


class Demand(Record):
    """One thing the plan must bring: why (for the steps that bring it), and what is missing if nothing does."""

    want: Want
    reason: str
    missing: str
    detour: str = ""


class Demands(Record):
    """Everything the goals ask for, and what a reader must know besides."""

    wanted: tuple[Demand, ...]
    notes: tuple[str, ...]
    allowed: frozenset[str]
    """Items the plan may use."""
    job_years: int
    """Most years of work in one plan."""

    @property
    def impossible(self) -> tuple[Demand, ...]:
        """Demands that nothing fulfils, whatever the limits."""
        return tuple(d for d in self.wanted if not self._possible(d.want))

    def _possible(self, want: Want) -> bool:
        amounts = sorted((amount for key, amount in want.amounts if key in self.allowed), reverse=True)
        return sum(amounts[: self.job_years] if want.needed > 1 else amounts) >= want.needed


class GoalReader:
    """Reads demands off the goals for one stock."""

    def __init__(self, stock: Stock) -> None:
        self.stock, self.kb, self.standing = stock, stock.kb, stock.standing
        self.by_study = stock.reachable(jobs=False)
        self.by_all = stock.reachable(jobs=True)
        self.roles = [self.kb.roles[goal] for goal in stock.request.goals if goal in self.kb.roles]
        self.fitting = [
            key
            for key, step in stock.steps.items()
            if any(suits(step, role) for role in self.roles) or key in stock.request.wishes
        ]
        self.notes: list[str] = []
        self.beyond: list[str] = []
        """Needs above what study leads to."""

    def demands(self) -> Demands:
        found = [d for role in self.roles for d in self._of_role(role)]
        for goal in (g for g in self.stock.request.goals if g in self.kb.certs):
            if goal in self.stock.for_good:
                self.notes.append(f"You hold {self.kb.certs[goal].title} already.")
            else:
                found.append(self._asked(goal, "it is your goal"))
        wishes = (wish for wish in self.stock.request.wishes if wish not in self.stock.for_good)
        found += [self._asked(wish, "you asked for it") for wish in wishes]
        needs_jobs = any(not can_be_met(d.want, self.by_study) for d in found)
        allowed = self.by_all if needs_jobs else self.by_study
        if self.beyond:
            asked = "; ".join(dict.fromkeys(self.beyond))
            self.notes.append(f"Beyond what study brings, the goal asks for {asked}. {PRACTICE}")
        merged = {(d.want.label, d.want.amounts): d for d in found}
        years = round(self.kb.constants.plan_job_years)
        return Demands(tuple(merged.values()), tuple(dict.fromkeys(self.notes)), allowed, years)

    def _of_role(self, role: Role) -> Iterator[Demand]:
        if any(held.role == role.id for held in self.standing.profile.current_roles):
            self.notes.append(f"You work as {role.title} already.")
        for need in role.needs:
            if need.essential and self.standing.level(need.skill) < need.level:
                yield from self._of_need(need)
        for value in role.certifications:
            if value.value == "expected":
                yield from self._of_expected(value, role)
        for status in gate_statuses(self.standing, role, self.kb):
            if status.status == "waivable":
                asked = f"{role.title}: {status.missing} is often asked for and often waived."
                self.notes.append(f"{asked} {status.gate.detour}")
            elif status.status == "closed" and status.gate.firm:
                grace = self.kb.constants.practice_grace if status.gate.kind == "practice" else 0.0
                want = self.stock.bridge.gate(status.gate, grace)
                reason = f"opens the gate to {role.title}: {status.missing}"
                reason += f" ({grace:.0f} of them may be missing when you apply)" if grace else ""
                yield Demand(want, reason, f"{role.title} needs {status.missing}", status.gate.detour)

    def _of_need(self, need: Need) -> Iterator[Demand]:
        title, have = self.kb.skills[need.skill].title, self.standing.level(need.skill)
        teaching = {
            key: level for key in self.fitting if (level := self.stock.step(key).teaches.get(need.skill, 0)) > have
        }
        by_study = [level for key, level in teaching.items() if key in self.by_study]
        most = round(self.kb.constants.plan_study_level)
        level = min(need.level, most, max(by_study, default=have))
        if max(level, have) < need.level:
            reached = f" (study leads to {level})" if level > have else ""
            self.beyond.append(f"{title} to level {need.level}{reached}")
        if level > have:
            amounts = tuple((key, 1) for key, taught in teaching.items() if taught >= level)
            reason = f"teaches {title} to level {level} (essential)"
            yield Demand(Want(reason, amounts), reason, f"nothing teaches {title} to level {level}")

    def _of_expected(self, value: CertificationValue, role: Role) -> Iterator[Demand]:
        group = (value.id, *value.or_else)
        if set(group) & self.stock.for_good:
            return
        titles = " or ".join(self.kb.certs[one].title for one in group)
        if self.stock.step(value.id).requires.sponsor and not can_be_met(self._provided(group), self.by_study):
            self.notes.append(f"{titles}: {role.title} expects it, and the employer pays and sends you after hiring.")
            return
        want = self._provided(group, f"hospitals expect it for {role.title}")
        if not can_be_met(want, self.by_study):
            self.notes.append(self._comes_later(group, titles, role))
            return
        want = replace(want, amounts=tuple((k, a) for k, a in want.amounts if k in self.by_study))
        yield Demand(want, want.label, f"{titles} cannot be reached")

    def _provided(self, group: tuple[str, ...], label: str = "") -> Want:
        return self.stock.bridge.any_of(sorted(group), label, lasting=True)

    def _comes_later(self, group: tuple[str, ...], titles: str, role: Role) -> str:
        return f"{titles}: {role.title} expects it, but it comes later: {self._why_not(group[0], self.by_study)}."

    def _asked(self, step_id: str, reason: str) -> Demand:
        want = self.stock.bridge.any_of((step_id,), reason, lasting=True)
        missing = f"{self.kb.step(step_id).title} cannot be reached: {self._why_not(step_id, self.by_all)}"
        return Demand(want, reason, missing, self._detour(step_id))

    def _why_not(self, step_id: str, items: frozenset[str]) -> str:
        """What keeps a person from a step if only these items are there."""
        if step_id not in self.stock.steps:
            return "it can no longer be taken"
        unmet = [want for want in self.stock.item(step_id).wants if not can_be_met(want, items)]
        return f"it needs {unmet[0].label} first" if unmet else "it cannot be taken now"

    def _detour(self, step_id: str) -> str:
        cert = self.kb.certs.get(step_id)
        if cert and cert.status.successor:
            return f"Take its successor {self.kb.certs[cert.status.successor].title} instead."
        return cert.eligibility if cert else ""
