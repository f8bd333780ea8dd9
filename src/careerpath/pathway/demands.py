"""What the goal demands of a stage (docs/method.md, 7).

A role is reached when every essential need is held at its level (or at the highest level that study teaches: what lies
above comes with practice), each expected certification that study can reach is held and valid, and no required or usual
gate is closed. A certification is reached when it is held and valid.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from careerpath.knowledge.models import CertificationValue, Need, Role
from careerpath.pathway.dates import DAYS_PER_YEAR
from careerpath.pathway.stock import ClosedGate, Stock, can_be_met
from careerpath.record import Record, replace
from careerpath.rules.gates import gate_statuses, manner
from careerpath.rules.steps import is_job_or_degree, suits
from careerpath.rules.want import Want

PRACTICE = "That comes with practice."
"""How the note ends that says what study cannot bring."""


class Demand(Record):
    """One thing the stage must bring: why (for the steps that bring it), and what is missing if nothing does."""

    want: Want
    reason: str
    missing: str
    kind: Literal["gate", "need", "certification", "expected", "kept", "step"] = "need"
    """`certification`: one that is a goal; `expected`: one that hospitals like to see for the role of the goal; `kept`:
    such a one that is held and ends."""
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
        return tuple(demand for demand in self.wanted if not can_be_met(demand.want, self.allowed))

    def without(self, left: tuple[Demand, ...]) -> Demands:
        """The same without some demands."""
        return replace(self, wanted=tuple(demand for demand in self.wanted if demand not in left))

    def without_kinds(self, *kinds: str) -> Demands:
        """The same without the demands of some kinds."""
        return self.without(tuple(demand for demand in self.wanted if demand.kind in kinds))


class GoalReader:
    """Reads demands off the goals for one stock."""

    def __init__(self, stock: Stock, first: str | None = None) -> None:
        """`first`: the step that is the first action towards the goal."""
        self.stock, self.kb, self.first = stock, stock.kb, first
        self.by_study = stock.reachable(degrees=False, without=frozenset(self._late()))
        self.by_all = stock.reachable(degrees=True)
        self.notes: list[str] = []
        self.needs_study_cannot_reach: list[str] = []

    def _late(self) -> Iterator[str]:
        """Exams that open long after the stage has lasted its least: what they teach comes with practice before."""
        latest = self.stock.least_days + DAYS_PER_YEAR
        for key, entry in self.stock.entries.items():
            if entry.kind == "take" and self.stock.wants.opens_after(entry.step.requires, entry.way) > latest:
                yield key

    def demands(self) -> Demands:
        """Everything the goals ask for. Where study alone cannot bring it, the stage may use degrees."""
        wanted = [*self._of_roles(), *self._of_certifications(), *self._of_wishes(), *self._of_the_first_action()]
        allowed = self.by_study
        if any(not can_be_met(demand.want, self.by_study) for demand in wanted):
            allowed = self.by_all
        beyond_study = tuple(dict.fromkeys(self.needs_study_cannot_reach))
        if beyond_study:
            titles = [role.title for role in self.stock.roles]  # of this stage: the goal may lie behind it
            asking = f"{' and '.join(titles)} {'asks' if len(titles) == 1 else 'ask'} for"
            self.notes.append(f"Beyond what study brings, {asking} {'; '.join(beyond_study)}. {PRACTICE}")
        # Two roles may want the same: it is one demand.
        merged = {(demand.want.label, demand.want.amounts): demand for demand in wanted}
        return Demands(tuple(merged.values()), tuple(dict.fromkeys(self.notes)), beyond_study, allowed)

    def _of_roles(self) -> Iterator[Demand]:
        for role in self.stock.roles:
            yield from self._of_role(role)

    def _of_certifications(self) -> Iterator[Demand]:
        """The goals that are certifications, but for those that are held and will be when the plan ends."""
        for goal in self.stock.request.goals:
            if goal not in self.kb.certs:
                continue
            title = self.kb.certs[goal].title
            if goal in self.stock.held_until_horizon:
                self.notes.append(f"You hold {title} already.")
                continue
            if goal in self.stock.expires:
                self.notes.append(f"You hold {title} until {self.stock.expires[goal]}.")
            yield self._of_step(goal, "it is your goal", "certification")

    def _of_wishes(self) -> Iterator[Demand]:
        for wish in self.stock.request.wishes:
            if wish not in self.stock.held_until_horizon:
                yield self._of_step(wish, "you asked for it", "step")

    def _of_the_first_action(self) -> Iterator[Demand]:
        if self.first and self.first in self.stock.entries:
            yield self._of_step(self.first, "it brings most for its time, and can begin now", "step")

    def _of_role(self, role: Role) -> Iterator[Demand]:
        is_held = any(held.role == role.id for held in self.stock.standing.profile.current_roles)
        if is_held and not any(gate.role is role for gate in self.stock.gates):
            self.notes.append(f"You work as {role.title} already.")
        for need in role.needs:
            if need.essential and self.stock.grown.level(need.skill) < need.level:
                yield from self._of_need(need)
        for value in role.certifications:
            if value.value == "expected":
                yield from self._of_expected(value, role)
        for status in gate_statuses(self.stock.standing, role, self.kb):
            if status.status == "preferred-missing":
                self.notes.append(f"{role.title}: {status.missing} ({manner(status)}). {status.detour}")
        for gate in self.stock.gates:
            if gate.role is role:
                yield self._of_gate(gate)

    def _of_gate(self, gate: ClosedGate) -> Demand:
        missing = gate.status.missing
        want = Want(missing, tuple((item.id, 1) for item in gate.items))
        text = f"{gate.role.title} needs {missing} ({manner(gate.status)})"
        return Demand(want, f"{gate.role.title} asks for {missing}", text, "gate", gate.status.detour)

    def _of_need(self, need: Need) -> Iterator[Demand]:
        """The level that study leads to is demanded; what lies above comes with practice, and is only said."""
        title, have = self.kb.skills[need.skill].title, self.stock.grown.level(need.skill)
        teaching = self._teaching(need.skill, have)
        highest = have
        for key, taught in teaching.items():
            if key in self.by_study:
                highest = max(highest, taught)
        level = min(need.level, round(self.kb.constants.plan_study_level), highest)
        if max(level, have) < need.level:
            beyond_study = f"{title} to level {need.level}"
            if level > have:
                beyond_study += f" (study leads to {level})"
            self.needs_study_cannot_reach.append(beyond_study)
        if level > have:
            amounts = tuple((key, 1) for key, taught in teaching.items() if taught >= level)
            reason = f"teaches {title} to level {level} (essential)"
            yield Demand(Want(reason, amounts), reason, f"{title} to level {level}")

    def _teaching(self, skill: str, have: int) -> dict[str, int]:
        """Item -> the level to which it teaches the skill, of those that suit a goal and teach more than one has."""
        teaching = {}
        for key, entry in self.stock.entries.items():
            taught = entry.step.teaches.get(skill, 0)
            if taught > have and self.stock.brings_levels(key) and self._fits(key):
                teaching[key] = taught
        return teaching

    def _fits(self, key: str) -> bool:
        step = self.stock.step(key)
        return any(suits(step, role) for role in self.stock.roles) or step.id in self.stock.request.wishes

    def _of_expected(self, value: CertificationValue, role: Role) -> Iterator[Demand]:
        """A certification that the role expects, if study alone reaches it; else a note of when it comes."""
        group = (value.id, *value.or_else)
        if self.stock.held_until_horizon.intersection(group):
            return
        titles = " or ".join(self.kb.certs[cert].title for cert in group)
        want = self.stock.wants.any_of(sorted(group), f"hospitals expect it for {role.title}", lasting=True)
        if can_be_met(want, self.by_study):
            amounts = tuple((key, amount) for key, amount in want.amounts if key in self.by_study)
            want = replace(want, amounts=amounts)
            is_held = not self.stock.standing.certifications.isdisjoint(group)
            yield Demand(want, want.label, titles, "kept" if is_held else "expected")
        elif self.kb.certs[value.id].requires.sponsor:
            self.notes.append(f"{titles}: {role.title} expects it, and the employer pays and sends you after hiring.")
        else:
            why = self._why_not(group[0], self.by_study)
            self.notes.append(f"{titles}: {role.title} expects it, but it comes later: {why}.")

    def _of_step(self, step_id: str, reason: str, kind: Literal["certification", "step"]) -> Demand:
        """A step that is asked for by name; a certification has to be valid still when the plan ends."""
        want = self.stock.wants.any_of((step_id,), reason, lasting=kind == "certification" or step_id in self.kb.certs)
        missing = f"{self.kb.step(step_id).title} cannot be reached: {self._why_not(step_id, self.by_all)}"
        return Demand(want, reason, missing, kind, self._detour(step_id))

    def _why_not(self, step_id: str, items: frozenset[str]) -> str:
        """What keeps a person from a step if only these items are there."""
        if step_id not in self.stock.entries:
            return "it can no longer be taken"
        for want in self.stock.item(step_id).wants:
            if not can_be_met(want, items):
                return f"it needs {want.label} first"
        return "it cannot be taken now"

    def _detour(self, step_id: str) -> str:
        cert = self.kb.certs.get(step_id)
        if cert is None:
            return ""
        if cert.status.successor:
            return f"Take its successor {self.kb.certs[cert.status.successor].title} instead."
        return cert.eligibility


def by_study_alone(stock: Stock, demands: Demands) -> list[str]:
    """Allowed items that bring levels and are no degree."""
    keys = []
    for key, entry in stock.entries.items():
        if key in demands.allowed and stock.brings_levels(key) and not is_job_or_degree(entry.step):
            keys.append(key)
    return keys
