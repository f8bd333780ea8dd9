"""What the goal demands of a stage (docs/method.md, 7).

A role is reached when every essential need is held at its level (or at the highest level that study teaches: what lies
above comes with practice), each expected certification that study can reach is held and valid, and no required or usual
gate is closed. A certification is reached when it is held and valid.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from careerpath.knowledge.models import CertificationValue, Need, Role
from careerpath.pathway.problem import Want
from careerpath.pathway.stock import DAYS_PER_YEAR, ClosedGate, Stock, can_be_met
from careerpath.record import Record, replace
from careerpath.rules.gates import gate_statuses, manner
from careerpath.rules.steps import is_job_or_degree, suits

PRACTICE = "That comes with practice."
"""How the note ends that says what study cannot bring."""


class Demand(Record):
    """One thing the stage must bring: why (for the steps that bring it), and what is missing if nothing does."""

    want: Want
    reason: str
    missing: str
    kind: Literal["gate", "need", "certification", "step"] = "need"
    detour: str = ""


class Demands(Record):
    """Everything the goals ask for, and what a reader must know besides."""

    wanted: tuple[Demand, ...]
    notes: tuple[str, ...]
    needs_study_cannot_reach: tuple[str, ...]
    """Essential needs whose level lies above what study leads to, in words."""
    allowed: frozenset[str]
    """Items the stage may use."""

    @property
    def impossible(self) -> tuple[Demand, ...]:
        """Demands that nothing fulfils, whatever the limits."""
        return tuple(d for d in self.wanted if not can_be_met(d.want, self.allowed))

    def without(self, left: tuple[Demand, ...]) -> Demands:
        """The same without some demands."""
        return replace(self, wanted=tuple(d for d in self.wanted if d not in left))


class GoalReader:
    """Reads demands off the goals for one stock."""

    def __init__(self, stock: Stock, first: str | None = None) -> None:
        """`first`: the step that is the first action towards the goal."""
        self.stock, self.kb, self.first = stock, stock.kb, first
        self.by_study = stock.reachable(degrees=False, without=frozenset(self._late()))
        self.by_all = stock.reachable(degrees=True)
        self.notes: list[str] = []
        self.beyond: list[str] = []

    def _late(self) -> Iterator[str]:
        """Exams that open long after the stage has lasted its least: what they teach comes with practice before."""
        latest = self.stock.least_days + DAYS_PER_YEAR
        for key, entry in self.stock.entries.items():
            if entry.kind == "take" and self.stock.wants.opens_after(entry.step.requires, entry.way) > latest:
                yield key

    def demands(self) -> Demands:
        found = [d for role in self.stock.roles for d in self._of_role(role)]
        for goal in (g for g in self.stock.request.goals if g in self.kb.certs):
            if goal in self.stock.for_good:
                self.notes.append(f"You hold {self.kb.certs[goal].title} already.")
            else:
                if goal in self.stock.expires:
                    until = self.stock.expires[goal]
                    self.notes.append(f"You hold {self.kb.certs[goal].title} until {until}.")
                found.append(self._asked(goal, "it is your goal", "certification"))
        for wish in self.stock.request.wishes:
            if wish not in self.stock.for_good:
                found.append(self._asked(wish, "you asked for it", "step"))
        if self.first and self.first in self.stock.entries:
            found.append(self._asked(self.first, "it brings most for its time, and can begin now", "step"))
        needs_degrees = any(not can_be_met(d.want, self.by_study) for d in found)
        allowed = self.by_all if needs_degrees else self.by_study
        if self.beyond:
            asked = "; ".join(dict.fromkeys(self.beyond))
            self.notes.append(f"Beyond what study brings, the goal asks for {asked}. {PRACTICE}")
        merged = {(d.want.label, d.want.amounts): d for d in found}
        beyond = tuple(dict.fromkeys(self.beyond))
        return Demands(tuple(merged.values()), tuple(dict.fromkeys(self.notes)), beyond, allowed)

    def _of_role(self, role: Role) -> Iterator[Demand]:
        if any(held.role == role.id for held in self.stock.standing.profile.current_roles):
            self.notes.append(f"You work as {role.title} already.")
        for need in role.needs:
            if need.essential and self.stock.grown.level(need.skill) < need.level:
                yield from self._of_need(need)
        for value in role.certifications:
            if value.value == "expected":
                yield from self._of_expected(value, role)
        for status in gate_statuses(self.stock.standing, role, self.kb):
            if status.status == "preferred-missing":
                self.notes.append(f"{role.title}: {status.missing} ({manner(status)}). {status.gate.detour}")
        for gate in self.stock.gates:
            if gate.role is role:
                yield self._of_gate(gate)

    def _of_gate(self, gate: ClosedGate) -> Demand:
        missing = gate.status.missing
        want = Want(missing, tuple((item.id, 1) for item in gate.items))
        text = f"{gate.role.title} needs {missing} ({manner(gate.status)})"
        return Demand(want, f"{gate.role.title} asks for {missing}", text, "gate", gate.status.gate.detour)

    def _of_need(self, need: Need) -> Iterator[Demand]:
        title, have = self.kb.skills[need.skill].title, self.stock.grown.level(need.skill)
        teaching: dict[str, int] = {}
        for key, entry in self.stock.entries.items():
            taught = entry.step.teaches.get(need.skill, 0)
            if taught > have and self.stock.brings_levels(key) and self._fits(key):
                teaching[key] = taught
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

    def _fits(self, key: str) -> bool:
        step = self.stock.step(key)
        return any(suits(step, role) for role in self.stock.roles) or step.id in self.stock.request.wishes

    def _of_expected(self, value: CertificationValue, role: Role) -> Iterator[Demand]:
        group = (value.id, *value.or_else)
        if set(group) & self.stock.for_good:
            return
        titles = " or ".join(self.kb.certs[one].title for one in group)
        want = self._provided(group, f"hospitals expect it for {role.title}")
        if can_be_met(want, self.by_study):
            want = replace(want, amounts=tuple((k, a) for k, a in want.amounts if k in self.by_study))
            yield Demand(want, want.label, f"{titles} cannot be reached", "certification")
        elif self.kb.certs[value.id].requires.sponsor:
            self.notes.append(f"{titles}: {role.title} expects it, and the employer pays and sends you after hiring.")
        else:
            why = self._why_not(group[0], self.by_study)
            self.notes.append(f"{titles}: {role.title} expects it, but it comes later: {why}.")

    def _provided(self, group: tuple[str, ...], label: str) -> Want:
        return self.stock.wants.any_of(sorted(group), label, lasting=True)

    def _asked(self, step_id: str, reason: str, kind: Literal["certification", "step"]) -> Demand:
        want = self.stock.wants.any_of((step_id,), reason, lasting=kind == "certification" or step_id in self.kb.certs)
        missing = f"{self.kb.step(step_id).title} cannot be reached: {self._why_not(step_id, self.by_all)}"
        return Demand(want, reason, missing, kind, self._detour(step_id))

    def _why_not(self, step_id: str, items: frozenset[str]) -> str:
        """What keeps a person from a step if only these items are there."""
        if step_id not in self.stock.entries:
            return "it can no longer be taken"
        unmet = [want for want in self.stock.item(step_id).wants if not can_be_met(want, items)]
        return f"it needs {unmet[0].label} first" if unmet else "it cannot be taken now"

    def _detour(self, step_id: str) -> str:
        cert = self.kb.certs.get(step_id)
        if cert and cert.status.successor:
            return f"Take its successor {self.kb.certs[cert.status.successor].title} instead."
        return cert.eligibility if cert else ""


def by_study_alone(stock: Stock, demands: Demands) -> list[str]:
    """Allowed items that bring levels and are no degree."""
    found = []
    for key, entry in stock.entries.items():
        if key in demands.allowed and stock.brings_levels(key) and not is_job_or_degree(entry.step):
            found.append(key)
    return found
