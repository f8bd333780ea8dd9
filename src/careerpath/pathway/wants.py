"""What steps and goals want, said in items: the bridge from requirements, gates and needs to the puzzle."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from careerpath.knowledge.base import KnowledgeBase
from careerpath.knowledge.models import EDUCATION_ORDER, Activity, Certification, Education, Gate, Role, Step, Way
from careerpath.pathway.problem import Want
from careerpath.record import Record
from careerpath.rules.gates import counted_months, shares_a_word
from careerpath.rules.standing import Standing, months_in
from careerpath.rules.steps import is_in_field, is_open, way_in


class Bridge(Record):
    """Which items bring what. `providers` names the items that give a certification or stand for a done step."""

    standing: Standing
    kb: KnowledgeBase
    jobs: tuple[tuple[str, Activity], ...]
    """Items that are a year of work, with the activity behind them."""
    degrees: tuple[tuple[str, Activity], ...]
    providers: dict[str, tuple[str, ...]]
    """Certification -> items (the exam, a held one that expires, renewals)."""
    for_good: frozenset[str]
    """Steps done, and certifications held that will not expire within the plan."""
    teachers: dict[str, tuple[tuple[str, int], ...]]
    """Skill -> (item, level) of the steps that suit the goal."""

    def wants_of(self, step: Step, way: Way | None = None) -> Iterator[Want]:
        """What must be done before the step can begin, on the way in of today or another one.

        A want that nothing brings has no amounts.
        """
        requires = step.requires
        for group in (*((c,) for c in requires.certifications), *requires.any_of, *((a,) for a in requires.activities)):
            if not set(group) & self.for_good:
                yield self.any_of(group, " or ".join(self.kb.step(one).title for one in group))
        way = way or way_in(requires, self.standing)
        if way.education and not is_open(way, requires, self.standing):
            yield self.degree(way.education, way.education_fields, lambda field: is_in_field(field, way))
        if requires.licence and requires.licence not in self.standing.licences:
            yield Want(f"a licence as {self.kb.roles[requires.licence].title.lower()}", ())
        if requires.roles_held and not self.standing.practice_months.keys() & set(requires.roles_held):
            yield self.job_as(requires.roles_held)
        if way.experience_months:
            roles = requires.experience_in or self._hospital_roles()
            missing = way.experience_months - months_in(self.standing, roles)
            if missing > 0:
                yield self.months(missing, dict.fromkeys(roles, 1.0))
        if requires.sponsor and not self._sponsored(step):
            yield self.sponsor(step)

    def groundwork(self, step: Step) -> Iterator[Want]:
        """Nobody should sit an exam far above what they know (`plan-largest-jump`)."""
        if not isinstance(step, Certification) or step.kind != "exam":
            return
        jump = round(self.kb.constants.plan_largest_jump)
        seen = set()
        for skill, level in step.teaches.items():
            floor = level - jump
            if level >= 3 and self.standing.level(skill) < floor:
                teachers = self.teachers.get(skill, ())
                amounts = tuple((key, 1) for key, taught in teachers if floor <= taught < level and key != step.id)
                if amounts and amounts not in seen:
                    seen.add(amounts)
                    yield Want(f"{self.kb.skills[skill].title} at level {floor}", amounts)

    def any_of(self, group: Iterable[str], label: str, *, lasting: bool = False) -> Want:
        keys = dict.fromkeys(key for one in group for key in self.providers.get(one, ()))
        return Want(label, tuple((key, 1) for key in keys), lasting=lasting)

    def job_as(self, roles: tuple[str, ...]) -> Want:
        names = " or ".join(self.kb.roles[role].title.lower() for role in roles[:2])
        keys = [key for key, step in self.jobs if step.grants.role in roles]
        return Want(f"work as {names}{' or the like' if len(roles) > 2 else ''}", tuple((k, 1) for k in keys))

    def months(self, missing: float, worth: dict[str, float], label: str = "") -> Want:
        """Months of practice (in tenths) that jobs bring, by the worth (0-1) of a month in each role."""
        amounts = tuple(
            (key, round(10 * worth.get(step.grants.role or "", 0.0) * (step.grants.practice_months or 0)))
            for key, step in self.jobs
        )
        return Want(
            label or f"{missing:.0f} more months of experience",
            tuple((key, amount) for key, amount in amounts if amount),
            max(1, round(10 * missing)),
        )

    def degree(self, level: Education, fields: tuple[str, ...], fits: Callable[[str], bool]) -> Want:
        keys = [
            key
            for key, step in self.degrees
            if step.grants.education
            and EDUCATION_ORDER.index(step.grants.education) >= EDUCATION_ORDER.index(level)
            and (not fields or fits(step.grants.field or ""))
        ]
        wanted = f" in {' or '.join(f.replace('-', ' ') for f in fields[:2])}" if fields else ""
        return Want(f"an education of {level} level{wanted}", tuple((key, 1) for key in keys))

    def sponsor(self, step: Step) -> Want:
        keys = [key for key, job in self.jobs if self._sponsors(self.kb.roles[job.grants.role or ""], step)]
        return Want("an employer who sponsors it", tuple((key, 1) for key in keys))

    def _sponsored(self, step: Step) -> bool:
        current = self.standing.profile.current_roles
        return any(self._sponsors(self.kb.roles[held.role], step) for held in current)

    def _sponsors(self, role: Role, step: Step) -> bool:
        """A hospital pays for the training of the people whose role uses it."""
        if isinstance(step, Certification):
            return any(value.id == step.id and value.value != "unneeded" for value in role.certifications)
        return role.kind == "hospital-it"

    def gate(self, gate: Gate, grace: float) -> Want:
        """What opens a closed gate of the goal."""
        if gate.kind == "degree" and gate.level:
            return self.degree(gate.level, gate.fields, lambda field: shares_a_word(field, gate.fields))
        if gate.kind == "practice" and gate.months:
            missing = gate.months - counted_months(self.standing, gate.roles, self.kb) - grace
            elsewhere = self.kb.constants.practice_elsewhere
            worth = dict.fromkeys(self._hospital_roles(), elsewhere) | dict.fromkeys(gate.roles, 1.0)
            return self.months(missing, worth)
        if gate.kind == "sponsorship" and gate.certification:
            return self.any_of((gate.certification,), self.kb.certs[gate.certification].title)
        licence = self.kb.roles[gate.licence].title.lower() if gate.licence else "the role"
        return Want(f"a licence as {licence}", ())

    def _hospital_roles(self) -> tuple[str, ...]:
        return tuple(role.id for role in self.kb.roles.values() if role.kind == "hospital-it")
