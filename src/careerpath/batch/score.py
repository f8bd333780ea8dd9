"""A table of people -> their next roles: the kernel for all, the plain engine for the few it leaves in doubt."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

from careerpath.batch import ranking as k
from careerpath.batch.columns import plain_column
from careerpath.batch.encode import Encoder
from careerpath.batch.layout import Array
from careerpath.batch.people import GAPS, Answer, People, blank
from careerpath.batch.tables import name_all, tabulate
from careerpath.knowledge.base import UNKNOWN, KnowledgeBase
from careerpath.knowledge.models import EDUCATION_ORDER, INTEREST_SCALES
from careerpath.people import profile as p
from careerpath.people.conditions import CONDITIONS
from careerpath.record import Record
from careerpath.rules.credit import Credits
from careerpath.rules.order import Ranked, assess, rank
from careerpath.rules.reach import months_from
from careerpath.rules.standing import Standing, stand

SILENCE = {
    k.EMPTY: "not ranked: nothing to go by, no job held, no education stated and no skill above 0",
    k.AT_TOP: "not ranked: at the top of what the knowledge holds; every other role would be a step down",
    k.NONE_FITS: "not ranked: no role fits all limits and gates as they stand",
}
LONG_AGO, FAR_AHEAD = "1950-01-01", "2150-12-31"
NO_WORK = "none-"
"""Before the id of a state without paid work."""
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
    """People left to the plain engine, because two values were too near for sums in another order."""


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
        doubtful = good[answer.doubtful[good] & np.isin(answer.status[good], (k.RANKED, k.AT_TOP, k.NONE_FITS))]
        alone = np.union1d(good[answer.status[good] == k.ALIKE], np.intersect1d(good, self._without_work(people)))
        doubtful = np.union1d(doubtful, alone)
        for begin in range(0, len(doubtful), SLICE):
            self._settle(people, fields, doubtful[begin : begin + SLICE], answer, alone)
        for row in good[answer.status[good] == k.TWICE]:
            note(row, "a skill, role or certification stands here twice")
        notes = [Note(row, _text(ids, row), True, "; ".join(dict.fromkeys(whys))) for row, whys in faults.items()]
        silent = good[np.isin(answer.status[good], [*SILENCE])]
        notes += [Note(int(row), _text(ids, row), False, SILENCE[int(answer.status[row])]) for row in silent]
        notes += [one for one in self._remarks(people, ids) if one.row not in faults]
        made = self._table(ids, answer)
        return Scored(made, tuple(sorted(notes, key=lambda n: n.row)), int((answer.filled > 0).sum()), len(doubtful))

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
            gaps = answer.gap[:, :, number][place]
            seen = np.zeros(36 * len(self.names.skills), bool)
            seen[gaps] = True  # -1 marks the last one, and is masked below
            words = [f"{self.names.skills[c // 36]}:{c // 6 % 6}/{c % 6}" for c in np.flatnonzero(seen).tolist()]
            index = pa.array((np.cumsum(seen, dtype=np.int32) - 1)[gaps], mask=gaps < 0)
            columns[f"gap_{number + 1}"] = pa.DictionaryArray.from_arrays(index, pa.array(words, pa.string()))
        return pa.table(columns)

    def _without_work(self, people: People) -> Array:
        """The people who say that they were at home, at school and the like: the kernel knows jobs alone."""
        is_none = np.array([name.startswith(NO_WORK) for name in self.names.held])
        places = np.flatnonzero(is_none[people.roles.id])
        return np.unique(np.searchsorted(people.roles.at, places, side="right") - 1)

    def _remarks(self, people: People, ids: Any) -> list[Note]:
        """A note for each job that nobody knows; the rest of the person counts."""
        unknown = [name.startswith(UNKNOWN) for name in self.names.held]
        notes = []
        for place in np.flatnonzero(np.array(unknown)[people.roles.id]):
            row = int(np.searchsorted(people.roles.at, place, side="right") - 1)
            words = self.kb.roles[self.names.held[people.roles.id[place]]].title
            told = f"roles: {words!r} is no job known here; it gives nothing, and all else counts"
            notes.append(Note(row, _text(ids, row), False, told, is_remark=True))
        return notes

    def _settle(self, people: People, fields: list[str], rows: Array, answer: Answer, alone: Array) -> None:
        """Let the plain engine order the roles that can be among the first, by its own comparisons; of those `alone`
        all roles.
        """
        values = np.empty((len(rows), len(self.names.ranked)))
        self.rank_people(self.tables, people, rows, blank(len(answer.status), self.top), values, self.work)
        for row, value in zip(rows, values, strict=True):
            line = answer.value[row, -1] - self.tables.constants.rough if answer.filled[row] == self.top else -np.inf
            standing = stand(self.profile(people, fields, row), self.kb, self.today)
            if row in alone:
                answer.status[row], found = k.NONE_FITS, list(rank(standing, self.kb).next)
            else:
                found = self._in_order(standing, np.flatnonzero((value >= line) & (value > -np.inf)))
            found = found[: self.top]
            answer.filled[row] = len(found)
            answer.status[row] = k.RANKED if found else answer.status[row]
            for j, ranked in enumerate(found):
                tied = j > 0 and found[j - 1].order_value - ranked.order_value < self.kb.constants.tie
                answer.rank[row, j] = answer.rank[row, j - 1] if tied else j + 1
                answer.role[row, j] = self.names.ranked.index(ranked.role.id)
                answer.readiness[row, j], answer.value[row, j] = ranked.readiness.score, ranked.order_value
                answer.gap[row, j] = -1
                for m, line in enumerate(ranked.readiness.gaps[:GAPS]):
                    skill = self.names.skills.index(line.need.skill)
                    answer.gap[row, j, m] = 36 * skill + 6 * line.have + line.need.level

    def _in_order(self, standing: Standing, roles: Array) -> list[Ranked]:
        """The next roles among these (numbers), by the plain engine."""
        distances, credits = months_from(standing.practice_months, self.kb), Credits(standing.holdings, self.kb)
        named = (self.kb.roles[self.names.ranked[i]] for i in roles)
        found = (assess(standing, role, self.kb, distances, credits) for role in named)
        return sorted((r for r in found if r.place == "next"), key=lambda r: (-r.order_value, r.role.id))

    def profile(self, people: People, fields: list[str], row: int) -> p.Profile:
        """The person as the plain engine sees one (evidence does not count for the order)."""
        names = self.names

        def of(at: Array) -> range:
            return range(at[row], at[row + 1])

        def number(value: float) -> float | None:
            return None if np.isnan(value) else float(value)

        skills, roles, certs, licences, _, facts = people
        state = names.states[facts.state[row]] if facts.state[row] >= 0 else None
        level, field = int(facts.education[row]), int(facts.field[row])
        limits: dict[str, Any] = {}
        for bit, one in enumerate(reversed(CONDITIONS)):
            if facts.refusals[row] >> bit & 1:
                limits[one.limit] = False
        stated: tuple[str, ...] | None = tuple(names.held[licences.id[j]] for j in of(licences.at))
        if not stated and not licences.none[row]:
            stated = None
        scores = dict(zip(INTEREST_SCALES, map(float, facts.interests[row]), strict=True))
        return p.Profile(
            roles=tuple(
                p.HeldRole(
                    role=names.held[roles.id[j]],
                    years=number(roles.years[j]),
                    current=bool(roles.current[j]),
                    until=LONG_AGO[:7] if roles.faded[j] else None,
                )
                for j in of(roles.at)
            ),
            education=None
            if level < 0
            else p.HeldEducation(level=EDUCATION_ORDER[level], field=fields[field] if field >= 0 else None),
            licences=stated,
            skills={
                names.skills[skills.id[j]]: p.SkillClaim(level=int(skills.level[j]), corrects=bool(skills.corrects[j]))
                for j in of(skills.at)
            },
            certifications=tuple(
                p.HeldCertification(id=names.certs[certs.id[j]], expires=LONG_AGO if certs.expired[j] else FAR_AHEAD)
                for j in of(certs.at)
            ),
            pay_now_usd=number(facts.pay_now[row]),
            limits=p.Limits(
                hours_per_week=number(facts.hours[row]),
                state=state,
                pay_floor_usd=number(facts.pay_floor[row]),
                **limits,
            ),
            interests=None if np.isnan(facts.interests[row]).any() else p.InterestScores(**scores),
        )


def _text(ids: Any, row: Any) -> str:
    return ids[int(row)].as_py() or ""
