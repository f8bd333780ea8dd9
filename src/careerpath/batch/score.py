"""A table of people -> their next roles: the kernel for all, the plain engine for the few it leaves in doubt."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from operator import attrgetter
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

from careerpath.batch import ranking as k
from careerpath.batch.columns import plain_column
from careerpath.batch.encode import Encoder
from careerpath.batch.layout import Array
from careerpath.batch.people import GAPS, Answer, Facts, People, blank
from careerpath.batch.tables import name_all, tabulate
from careerpath.knowledge.base import UNKNOWN, KnowledgeBase
from careerpath.knowledge.models import EDUCATION_ORDER, INTEREST_SCALES
from careerpath.people import profile as p
from careerpath.people.conditions import CONDITIONS
from careerpath.record import Record
from careerpath.rules.credit import Credits
from careerpath.rules.order import Ranked, assess, rank
from careerpath.rules.reach import months_from, years_worked
from careerpath.rules.standing import Standing, stand

SILENCE = {
    k.EMPTY: "not ranked: nothing to go by, no job held, no education stated and no skill above 0",
    k.AT_TOP: "not ranked: at the top of what the knowledge holds; every other role would be a step down",
    k.NONE_FITS: "not ranked: no role fits all limits and gates as they stand",
}
# The arrays know only whether a job is long over or a certification expired, not when: any such day will do.
LONG_AGO, FAR_AHEAD = "1950-01-01", "2150-12-31"
NO_WORK = "none-"
"""Before the id of a state without paid work."""
# The order values of all roles are held for so many people at once: at 1,000 roles that is 2 MB.
SLICE = 256
"""People that are settled at a time."""


class Note(Record):
    """What is to be said about one row (from 0)."""

    row: int
    id: str
    is_error: bool
    message: str
    is_remark: bool = False
    """The person is ranked all the same."""


class Scored(Record):
    """The answer for a table of people."""

    table: pa.Table
    """A row for each person and role, in the order of the people and of their roles."""
    notes: tuple[Note, ...]
    ranked: int
    settled: int
    """People left to the plain engine: mostly because two values were too near for sums in another order."""


class Scorer:
    """Ranks tables of people against one knowledge on one day; `top` roles each."""

    def __init__(self, kb: KnowledgeBase, today: date, top: int, cache_dir: Path | None) -> None:
        self.kb = kb
        self.today = today
        self.top = top
        self.names = name_all(kb)
        self.tables = tabulate(kb, self.names)
        self.encoder = Encoder(kb, self.names, today)
        self.rank_people = k.compiled(cache_dir)
        self.work = k.room(self.tables, top)

    def score(self, table: pa.Table) -> Scored:
        """The next roles of everyone in the table. Raises CareerpathError for a column of a wrong type."""
        faults: dict[int, list[str]] = {}

        def note(row: Any, why: str) -> None:
            faults.setdefault(int(row), []).append(why)

        ids = plain_column(table, "id", note)
        for row in np.flatnonzero(ids.is_null().to_numpy(zero_copy_only=False)):
            note(row, "id: missing")
        people, fields = self.encoder.people(table, note)
        if self.encoder.names is not self.names:  # jobs outside the list that were not met before
            self.names = self.encoder.names
            self.tables = tabulate(self.kb, self.names)
        answer = blank(len(table), self.top)
        good = np.setdiff1d(np.arange(len(table)), np.fromiter(faults, np.int64, len(faults)))
        self.rank_people(self.tables, people, good, answer, np.zeros((0, 0)), self.work)
        doubtful, all_roles = self._left_open(people, answer, good)
        for begin in range(0, len(doubtful), SLICE):
            self._settle(people, fields, doubtful[begin : begin + SLICE], answer, all_roles)
        for row in good[answer.status[good] == k.TWICE]:
            note(row, "a skill, role or certification stands here twice")
        notes = [*_fault_notes(faults, ids), *_silence_notes(answer, good, ids)]
        for remark in self._remarks(people, ids):
            if remark.row not in faults:
                notes.append(remark)
        notes.sort(key=attrgetter("row"))
        ranked = int((answer.filled > 0).sum())
        return Scored(self._table(ids, answer), tuple(notes), ranked, len(doubtful))

    def _left_open(self, people: People, answer: Answer, good: Array) -> tuple[Array, Array]:
        """Whom the plain engine has to order, and those among them of whom it has to look at all roles."""
        is_ordered = np.isin(answer.status[good], (k.RANKED, k.AT_TOP, k.NONE_FITS))
        doubtful = good[answer.doubtful[good] & is_ordered]
        alike = good[answer.status[good] == k.ALIKE]
        without_work = np.intersect1d(good, self._without_work(people))
        all_roles = np.union1d(alike, without_work)
        if self.kb.constants.order_time:  # the kernel knows no steps, and so not how long the way is
            all_roles = np.union1d(all_roles, good[answer.status[good] == k.RANKED])
        return np.union1d(doubtful, all_roles), all_roles

    def _table(self, ids: Any, answer: Answer) -> pa.Table:
        """The answer as columns; names as dictionaries."""
        place = np.arange(self.top)[None, :] < answer.filled[:, None]
        rows = np.repeat(np.arange(len(ids)), answer.filled)
        columns = {
            "id": ids.take(pa.array(rows)),
            "rank": pa.array(answer.rank[place]),
            "role": pa.DictionaryArray.from_arrays(answer.role[place], self.names.ranked),
            "readiness": pa.array(answer.readiness[place]),
            "order_value": pa.array(answer.value[place]),
        }
        for number in range(GAPS):
            columns[f"gap_{number + 1}"] = self._gap_column(answer.gap[:, :, number][place])
        return pa.table(columns)

    def _gap_column(self, gaps: Array) -> Any:
        """Gaps as `skill:held/needed`, each of them written once and referred to by number."""
        is_used = np.zeros(36 * len(self.names.skills), bool)
        is_used[gaps] = True  # -1 marks the last one, and is masked below
        words = []
        for gap in np.flatnonzero(is_used).tolist():
            skill, held, needed = gap // 36, gap // 6 % 6, gap % 6
            words.append(f"{self.names.skills[skill]}:{held}/{needed}")
        word_of_gap = np.cumsum(is_used, dtype=np.int32) - 1
        index = pa.array(word_of_gap[gaps], mask=gaps < 0)
        return pa.DictionaryArray.from_arrays(index, pa.array(words, pa.string()))

    def _without_work(self, people: People) -> Array:
        """The people who say that they were at home, at school and the like: the kernel knows jobs alone."""
        is_none = np.array([name.startswith(NO_WORK) for name in self.names.held])
        places = np.flatnonzero(is_none[people.roles.id])
        return np.unique(np.searchsorted(people.roles.at, places, side="right") - 1)

    def _remarks(self, people: People, ids: Any) -> Iterator[Note]:
        """A note for each job that nobody knows; the rest of the person counts."""
        unknown = [name.startswith(UNKNOWN) for name in self.names.held]
        for place in np.flatnonzero(np.array(unknown)[people.roles.id]):
            row = int(np.searchsorted(people.roles.at, place, side="right") - 1)
            words = self.kb.roles[self.names.held[people.roles.id[place]]].title
            message = f"roles: {words!r} is no job known here; it gives nothing, and all else counts"
            yield Note(row, _text(ids, row), False, message, is_remark=True)

    def _settle(self, people: People, fields: list[str], rows: Array, answer: Answer, all_roles: Array) -> None:
        """Let the plain engine order the roles that can be among the first, by its own comparisons.

        Of the people in `all_roles` it looks at every role: the kernel does not know what orders them.
        """
        values = np.empty((len(rows), len(self.names.ranked)))
        self.rank_people(self.tables, people, rows, blank(len(answer.status), self.top), values, self.work)
        for row, value in zip(rows, values, strict=True):
            standing = stand(self.profile(people, fields, row), self.kb, self.today)
            if row in all_roles:
                answer.status[row] = k.NONE_FITS
                in_order = list(rank(standing, self.kb).next)
            else:
                line = -np.inf
                if answer.filled[row] == self.top:
                    line = answer.value[row, -1] - self.tables.constants.rough
                in_order = self._in_order(standing, np.flatnonzero((value >= line) & (value > -np.inf)))
            self._fill(answer, row, in_order[: self.top])

    def _fill(self, answer: Answer, row: int, in_order: list[Ranked]) -> None:
        """Write the roles into the row, in the place of what the kernel left there."""
        answer.filled[row] = len(in_order)
        if in_order:
            answer.status[row] = k.RANKED
        for j, ranked in enumerate(in_order):
            tied = j > 0 and in_order[j - 1].order_value - ranked.order_value < self.kb.constants.tie
            answer.rank[row, j] = answer.rank[row, j - 1] if tied else j + 1
            answer.role[row, j] = self.names.ranked.index(ranked.role.id)
            answer.readiness[row, j] = ranked.readiness.score
            answer.value[row, j] = ranked.order_value
            answer.gap[row, j] = -1
            for m, line in enumerate(ranked.readiness.gaps[:GAPS]):
                skill = self.names.skills.index(line.need.skill)
                answer.gap[row, j, m] = 36 * skill + 6 * line.have + line.need.level

    def _in_order(self, standing: Standing, roles: Array) -> list[Ranked]:
        """The next roles among these (numbers), by the plain engine."""
        distances = months_from(years_worked(standing), self.kb)
        credits = Credits(standing.holdings, self.kb)
        next_roles = []
        for number in roles:
            role = self.kb.roles[self.names.ranked[number]]
            ranked = assess(standing, role, self.kb, distances, credits)
            if ranked.place == "next":
                next_roles.append(ranked)
        return sorted(next_roles, key=lambda ranked: (-ranked.order_value, ranked.role.id))

    def profile(self, people: People, fields: list[str], row: int) -> p.Profile:
        """The person as the plain engine sees one (evidence does not count for the order)."""
        facts = people.facts
        interests = None
        if not np.isnan(facts.interests[row]).any():
            scores = dict(zip(INTEREST_SCALES, map(float, facts.interests[row]), strict=True))
            interests = p.InterestScores(**scores)
        return p.Profile(
            roles=tuple(self._held_roles(people, row)),
            education=_education(facts, fields, row),
            licences=self._held_licences(people, row),
            skills=self._claims(people, row),
            certifications=tuple(self._held_certifications(people, row)),
            pay_now_usd=_number(facts.pay_now[row]),
            limits=self._limits(facts, row),
            interests=interests,
        )

    def _held_roles(self, people: People, row: int) -> Iterator[p.HeldRole]:
        roles = people.roles
        for j in _span(roles.at, row):
            until = LONG_AGO[:7] if roles.faded[j] else None
            yield p.HeldRole(
                role=self.names.held[roles.id[j]],
                years=_number(roles.years[j]),
                current=bool(roles.current[j]),
                until=until,
                abroad=bool(roles.abroad[j]) or None,
            )

    def _held_licences(self, people: People, row: int) -> tuple[str, ...] | None:
        """None where nothing is stated; an empty tuple of who says that none is valid."""
        licences = people.licences
        stated = tuple(self.names.held[licences.id[j]] for j in _span(licences.at, row))
        if not stated and not licences.none[row]:
            return None
        return stated

    def _claims(self, people: People, row: int) -> dict[str, p.SkillClaim]:
        skills = people.skills
        claims = {}
        for j in _span(skills.at, row):
            claim = p.SkillClaim(level=int(skills.level[j]), corrects=bool(skills.corrects[j]))
            claims[self.names.skills[skills.id[j]]] = claim
        return claims

    def _held_certifications(self, people: People, row: int) -> Iterator[p.HeldCertification]:
        certs = people.certs
        for j in _span(certs.at, row):
            expires = LONG_AGO if certs.expired[j] else FAR_AHEAD
            yield p.HeldCertification(id=self.names.certs[certs.id[j]], expires=expires)

    def _limits(self, facts: Facts, row: int) -> p.Limits:
        refused: dict[str, Any] = {}
        for bit, condition in enumerate(reversed(CONDITIONS)):
            if facts.refusals[row] >> bit & 1:
                refused[condition.limit] = False
        state = self.names.states[facts.state[row]] if facts.state[row] >= 0 else None
        return p.Limits(
            hours_per_week=_number(facts.hours[row]),
            state=state,
            pay_floor_usd=_number(facts.pay_floor[row]),
            **refused,
        )


def _fault_notes(faults: dict[int, list[str]], ids: Any) -> Iterator[Note]:
    """Everything that is wrong with a person in one note; the same fault once."""
    for row, whys in faults.items():
        yield Note(row, _text(ids, row), True, "; ".join(dict.fromkeys(whys)))


def _silence_notes(answer: Answer, good: Array, ids: Any) -> Iterator[Note]:
    """Why nothing is ranked."""
    for row in good[np.isin(answer.status[good], [*SILENCE])]:
        yield Note(int(row), _text(ids, row), False, SILENCE[int(answer.status[row])])


def _education(facts: Facts, fields: list[str], row: int) -> p.HeldEducation | None:
    level = int(facts.education[row])
    if level < 0:
        return None
    field = fields[facts.field[row]] if facts.field[row] >= 0 else None
    return p.HeldEducation(level=EDUCATION_ORDER[level], field=field)


def _span(at: Array, row: int) -> range:
    """The places of the row's list."""
    return range(at[row], at[row + 1])


def _number(value: float) -> float | None:
    """None for NaN: not stated."""
    if np.isnan(value):
        return None
    return float(value)


def _text(ids: Any, row: Any) -> str:
    return ids[int(row)].as_py() or ""
