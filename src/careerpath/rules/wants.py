"""What steps and gates want, said in items: which items bring what a requirement asks for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from careerpath.knowledge.base import KnowledgeBase
from careerpath.knowledge.models import (
    EDUCATION_ORDER,
    Activity,
    Certification,
    Education,
    Equivalent,
    Requirements,
    Role,
    Step,
    Way,
)
from careerpath.record import Record
from careerpath.rules.after import DAYS_PER_MONTH
from careerpath.rules.gates import GateStatus, in_field
from careerpath.rules.standing import Standing, has_education, months_in
from careerpath.rules.steps import SCHOOLING, is_open, licence_step, missing_groundwork, way_in
from careerpath.rules.want import Want

NEVER = 1_000_000
"""Plan days for what no time in the jobs held now brings."""


def _groups(requires: Requirements) -> Iterator[tuple[str, ...]]:
    """Steps of which one each must be done before: certifications, any of several, activities."""
    for certification in requires.certifications:
        yield (certification,)
    yield from requires.any_of
    for activity in requires.activities:
        yield (activity,)


class WantIndex(Record):
    """Which items bring what. `providers` names the items that give a certification or stand for a done step."""

    standing: Standing
    kb: KnowledgeBase
    degrees: tuple[tuple[str, Activity], ...]
    providers: Mapping[str, tuple[str, ...]]
    """Certification -> items (the exam, a held one that expires, renewals)."""
    held_until_horizon: frozenset[str]
    """Steps done, and certifications held that will not expire within the plan."""
    teachers: dict[str, tuple[tuple[str, int], ...]]
    """Skill -> (item, level) of the steps that suit the goal."""

    def wants_of(self, step: Step, way: Way | None = None) -> Iterator[Want]:
        """What must be done before the step can begin, on the way in of today or another one.

        A want that nothing brings has no amounts. What only time brings is in `opens_after`.
        """
        requires = step.requires
        for group in _groups(requires):
            if not self.held_until_horizon.intersection(group):
                yield self.any_of(group, " or ".join(self.kb.step(one).title for one in group))
        way = way or way_in(requires, self.standing)
        if way.education and not is_open(way, requires, self.standing):
            yield self.degree(way.education, way.education_fields)
        if requires.licence and requires.licence not in self.standing.licences:
            yield Want(f"a license as {self.kb.roles[requires.licence].title.lower()}", ())
        if requires.roles_held and not self.standing.practice_months.keys() & set(requires.roles_held):
            yield Want(self._work_as(requires.roles_held), ())
        if self.opens_after(requires, way) >= NEVER:
            yield Want(self._experience(requires, way), ())
        if requires.sponsor and not self._sponsored(step):
            yield Want("an employer who sponsors it", ())

    def opens_after(self, requires: Requirements, way: Way | None = None) -> int:
        """Plan days until the jobs held now have brought the experience that is asked for; NEVER if they do not."""
        way = way or way_in(requires, self.standing)
        if not way.experience_months:
            return 0
        roles = self._counting(requires)
        return self._days(way.experience_months - months_in(self.standing, roles), len(self._now() & set(roles)))

    def _days(self, months: float, pace: float) -> int:
        """Days in the jobs held now for so many months, of which each month brings `pace`."""
        if months <= 0:
            return 0
        return round(months / pace * DAYS_PER_MONTH + 0.5) if pace > 0 else NEVER

    def _now(self) -> set[str]:
        return {held.role for held in self.standing.profile.current_roles}

    def _counting(self, requires: Requirements) -> tuple[str, ...]:
        """The roles whose months an issuer counts; where it names none, all of hospital IT."""
        return requires.experience_in or tuple(self.kb.indexes.ranked_roles)

    def _experience(self, requires: Requirements, way: Way) -> str:
        left = (way.experience_months or 0) - months_in(self.standing, self._counting(requires))
        names = f" as {self._names(requires.experience_in)}" if requires.experience_in else " in hospital IT"
        return f"{left:.0f} months of work{names}"

    def _work_as(self, roles: tuple[str, ...]) -> str:
        return f"work as {self._names(roles)}"

    def _names(self, roles: tuple[str, ...]) -> str:
        names = " or ".join(self.kb.roles[role].title for role in roles[:2])
        return f"{names}{' or the like' if len(roles) > 2 else ''}"

    def groundwork(self, step: Step) -> Iterator[Want]:
        """What teaches enough for an exam that is far above what the person knows; more than enough does as well."""
        seen = set()
        for skill, floor in missing_groundwork(step, self.standing, self.kb):
            teaches = [key for key, level in self.teachers.get(skill, ()) if level >= floor and key != step.id]
            amounts = tuple((key, 1) for key in teaches)
            if amounts and amounts not in seen:
                seen.add(amounts)
                yield Want(f"{self.kb.skills[skill].title} at level {floor}", amounts)

    def any_of(self, group: Iterable[str], label: str, *, lasting: bool = False) -> Want:
        """Any item that gives one of these certifications or stands for one of these steps."""
        keys: dict[str, None] = {}  # each once, in their order
        for step in group:
            keys |= dict.fromkeys(self.providers.get(step, ()))
        return Want(label, tuple((key, 1) for key in keys), lasting=lasting)

    def degree(self, level: Education, fields: tuple[str, ...]) -> Want:
        """Any degree of this level or a higher one, in one of the fields."""
        keys = []
        for key, step in self.degrees:
            granted = step.grants.education
            is_enough = granted and EDUCATION_ORDER.index(granted) >= EDUCATION_ORDER.index(level)
            if is_enough and in_field(step.grants.field, fields):
                keys.append(key)
        wanted = f" in {' or '.join(field.replace('-', ' ') for field in fields[:2])}" if fields else ""
        schooling = SCHOOLING.get(level, f"an education of {level} level")
        return Want(f"{schooling}{wanted}", tuple((key, 1) for key in keys))

    def _sponsored(self, step: Step) -> bool:
        return any(self._sponsors(self.kb.roles[job], step) for job in self._now())

    def _sponsors(self, role: Role, step: Step) -> bool:
        """A hospital pays for the training of the people whose role uses it."""
        if isinstance(step, Certification):
            return any(value.id == step.id and value.value != "unneeded" for value in role.certifications)
        return role.kind == "hospital-it"

    def gate_ways(self, status: GateStatus) -> Iterator[tuple[int, tuple[Want, ...]]]:
        """The ways to pass a gate: (plan days that it takes in the jobs held now, what must be done besides)."""
        gate = status.gate
        if gate.kind == "degree" and gate.level:
            yield 0, (self.degree(gate.level, gate.fields),)
        elif gate.kind == "licence" and gate.licence:
            step = licence_step(self.standing, gate.licence, self.kb)
            if step and step.id in self.providers:
                yield 0, (self.any_of((step.id,), step.title),)
        elif gate.kind == "practice" and status.wait is not None:
            yield round(status.wait * DAYS_PER_MONTH + 0.5), ()
        elif gate.kind == "sponsorship" and gate.certification:
            yield 0, (self.any_of((gate.certification,), self.kb.certs[gate.certification].title),)
        for way in gate.equivalents:
            yield from self._equivalent(way)

    def _equivalent(self, way: Equivalent) -> Iterator[tuple[int, tuple[Want, ...]]]:
        """An equivalent as a way, if the jobs held now, exams and degrees can bring all of it."""
        days, wants = 0, []
        if way.roles:
            worked = months_in(self.standing, way.roles)
            is_known = bool(self.standing.practice_months.keys() & set(way.roles))
            if not is_known:
                return
            days = self._days((way.months or 0) - worked, len(self._now() & set(way.roles)))
        if way.licence and way.licence not in self.standing.licences:
            return
        if way.certifications and not self.standing.certifications & set(way.certifications):
            wants.append(self.any_of(way.certifications, way.says))
        if way.education and not self._is_educated(way.education, way.fields):
            wants.append(self.degree(way.education, way.fields))
        if days < NEVER:
            yield days, tuple(wants)

    def _is_educated(self, level: Education, fields: tuple[str, ...]) -> bool:
        education = self.standing.profile.education
        return has_education(self.standing, level) and in_field(education.field if education else None, fields)
