"""A table of people -> the arrays of the kernel, and a note for every row that makes no sense.

The rules are those of a profile file (people/profile.py).
"""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from careerpath.batch.across import Ids, left, stand_in
from careerpath.batch.columns import Note, Parts, list_column, plain_column, shown
from careerpath.batch.layout import Array, Names
from careerpath.batch.people import Certifications, Facts, Licences, People, Roles, Skills, Studied
from careerpath.batch.tables import TIERS, standardized, with_jobs
from careerpath.knowledge.base import FOREIGN, KnowledgeBase
from careerpath.knowledge.models import EDUCATION_ORDER, INTEREST_SCALES
from careerpath.people.conditions import CONDITIONS
from careerpath.people.held_jobs import role_of_words
from careerpath.people.profile import MOST_HINTS, US_STATES, state_fault, unknown
from careerpath.rules.gates import in_field
from careerpath.rules.standing import studied

RANGES = {
    "hours_per_week": (0.5, 80.0),
    **dict.fromkeys(("pay_now_usd", "pay_floor_usd"), (0.0, 2e6)),
    **dict.fromkeys(INTEREST_SCALES, (0.0, 40.0)),
}
NEVER = np.datetime64("NaT", "D")


class Encoder:
    """Reads tables of people against one knowledge and one day."""

    def __init__(self, kb: KnowledgeBase, names: Names, today: date) -> None:
        self.kb = kb
        self.names = names
        walk = kb.indexes.crosswalk
        roles = Ids(names.held, walk.get("roles", {}))
        self.ids = {
            "skills": Ids(names.skills, walk.get("skills", {})), "roles": roles,
            "certifications": Ids(names.certs, {}), "licences": roles,
        }  # fmt: skip
        self.read: dict[str, str] = {}
        """Words for a job -> the role that they are read as."""
        self.today = np.datetime64(today.isoformat())

    def people(self, table: pa.Table, note: Note) -> tuple[People, list[str]]:
        """The people of the table, and the fields of education they state.

        Raises CareerpathError for a column of a wrong type.
        """
        lists = [list_column(table, name, note) for name in self.ids]
        self._read_jobs(lists[1])
        hints: dict[str, str] = {}
        skills, roles, certs, licences = lists
        codes = {name: self._codes(parts, name, note, hints) for parts, name in zip(lists, self.ids, strict=True)}
        plain = {name: plain_column(table, name, note) for name in ("education", "field")}
        field = plain["field"].dictionary_encode()
        texts = field.dictionary.to_pylist()
        fits = [[in_field(text, wanted) for wanted in self.names.fields] for text in texts]
        interests = np.array([self._number(table, scale, note) for scale in INTEREST_SCALES]).T
        _note(note, np.isnan(interests).any(axis=1) & ~np.isnan(interests).all(axis=1), "interests: all six or none")
        education = self._education(plain["education"], note)
        alone = pc.and_(pc.is_valid(plain["field"]), pc.is_null(plain["education"]))
        _note(note, alone.to_numpy(zero_copy_only=False), "field: stated without a level of education")
        field = np.where(education < 0, -1, pc.fill_null(field.indices, -1).to_numpy(zero_copy_only=False))
        known = np.array(fits, bool).reshape(len(texts), len(self.names.fields))
        groups = (
            self._skills(skills, codes["skills"], note),
            self._roles(roles, codes["roles"], note),
            Certifications(certs.at, codes["certifications"], self._expired(certs, note)),
            Licences(
                licences.at, self.ids["licences"].code[codes["licences"]], licences.stated & (np.diff(licences.at) == 0)
            ),
            self._studied(texts, education, field),
            Facts(
                education, field, known, self._refusals(table, note), self._states(table, note),
                self._number(table, "hours_per_week", note),
                float(self.kb.constants.default_hours_per_week), standardized(interests),
                self._number(table, "pay_now_usd", note), self._number(table, "pay_floor_usd", note),
            ),
        )  # fmt: skip
        return People(*map(_own, groups)), texts

    def _read_jobs(self, parts: Parts) -> None:
        """Put roles in the place of words for jobs, and number the jobs outside the list that are new."""
        words = parts.more.get("job")
        ids = parts.id.cast(pa.string()) if pa.types.is_dictionary(parts.id.type) else parts.id
        parts.from_words = np.zeros(len(ids), bool)
        if words is not None and words.null_count < len(words):
            parts.from_words = pc.and_(pc.is_valid(words), pc.is_null(ids)).to_numpy(zero_copy_only=False)
            asked = words.dictionary_encode()
            roles = [self._role_of(text) for text in asked.dictionary.to_pylist()]
            parts.id = pc.coalesce(ids, pa.array(roles, pa.string()).take(asked.indices))
            ids = parts.id
        named = pc.unique(ids.drop_null()).to_pylist()
        known = set(self.names.held)
        new = [one for one in named if one.startswith(FOREIGN) and one not in known and one in self.kb.roles]
        if new:
            self.names = with_jobs(self.names, sorted(new))
            self.ids["roles"] = Ids(self.names.held, self.kb.indexes.crosswalk.get("roles", {}))

    def _role_of(self, words: str) -> str:
        if words not in self.read:
            self.read[words] = role_of_words(words, self.kb)
        return self.read[words]

    def _codes(self, parts: Parts, name: str, note: Note, hints: dict[str, str]) -> Array:
        """Places of the ids; -1 for an unknown one, which is noted."""
        codes = self.ids[name].places(parts.id)
        wrong = codes < 0
        if parts.noted:
            wrong &= parts.id.is_valid().to_numpy(zero_copy_only=False)
        for place in np.flatnonzero(wrong):
            note(parts.rows(place), f"{name}: {self._unknown(parts.id[int(place)].as_py(), name, hints)}")
        return codes

    def _unknown(self, name: str | None, column: str, hints: dict[str, str]) -> str:
        """Why an id is none, with the nearest known one."""
        table, kind = {
            "skills": ("skills", "skill"), "certifications": ("certs", "certification")
        }.get(column, ("roles", "role"))  # fmt: skip
        if name is None:
            return f"a {kind} without a name"
        if name not in hints:
            hints[name] = unknown(name, kind, getattr(self.kb, table) if len(hints) < MOST_HINTS else {}, table)
        return hints[name]

    def _skills(self, parts: Parts, places: Array, note: Note) -> Skills:
        """The claims; of those that the crosswalk makes one the highest, and none that loses all its levels."""
        ids, said = self.ids["skills"], self._levels(parts, note)
        level = np.maximum(said - ids.loss[places], 0)
        codes, corrects = ids.code[places], _flags(parts, "corrects")
        stays = (level > 0) | (said == 0)
        at, groups = left(parts.at, stays), [array[stays] for array in (codes, level, corrects, places >= ids.own)]
        stays = stand_in(at, groups[0], groups[3], groups[1]) == np.arange(len(groups[0]))
        return Skills(left(at, stays), *(array[stays] for array in groups[:3]))

    def _roles(self, parts: Parts, places: Array, note: Note) -> Roles:
        """The jobs; those that the crosswalk makes one add their years."""
        ids, years, current = self.ids["roles"], self._years(parts, note), _flags(parts, "current")
        faded, ended = self._ended(parts, note)
        codes = ids.code[places]
        stands = stand_in(parts.at, codes, (places >= ids.own) | parts.from_words, np.zeros(len(codes)))
        stays = stands == np.arange(len(codes))
        if not stays.all():
            total, known = np.zeros(len(codes)), np.zeros(len(codes), bool)
            np.add.at(total, stands, np.nan_to_num(years))
            np.logical_or.at(known, stands, ~np.isnan(years))
            np.logical_or.at(current, stands, current.copy())
            years = np.where(known, total, np.nan)
        at, codes, years, current = left(parts.at, stays), codes[stays], years[stays], current[stays]
        faded, ended = faded[stays], ended[stays]
        months = 12.0 * np.where(np.isnan(years), self.kb.constants.assumed_years, years)
        return Roles(
            at, codes, years, months, len(TIERS) * codes + self._tiers(years), faded, _current(at, current, ended)
        )

    def _ended(self, parts: Parts, note: Note) -> tuple[Array, Array]:
        """1 for each job that `has_faded` (rules/standing.py), and which jobs are said to have ended."""
        current, ended = (_flags(parts, "current"), np.zeros(len(parts.id), bool))
        if "current" in parts.more:
            ended = pc.is_valid(parts.more["current"]).to_numpy(zero_copy_only=False) & ~current
        if "until" not in parts.more:
            return np.zeros(len(parts.id), np.int8), ended
        text = parts.more["until"]
        months = pc.match_substring_regex(text, r"^(19|20)\d\d-(0[1-9]|1[0-2])(-\d\d)?$")
        stated = pc.is_valid(text).to_numpy(zero_copy_only=False)
        good = pc.fill_null(months, False).to_numpy(zero_copy_only=False)
        for place in np.flatnonzero(stated & ~good):
            note(parts.rows(place), f"roles: {shown(text[int(place)])} is no month; write it as 2024-06")
        ago = np.full(len(text), -1.0)
        today = self.today.astype("M8[M]")
        ago[good] = (today - np.array(text.filter(pa.array(good)).to_pylist(), "M8[M]")).astype(float)
        faded = good & ~current & (ago >= 12 * self.kb.constants.fade_years)
        return faded.astype(np.int8), ended | stated

    def _studied(self, texts: list[str], education: Array, field: Array) -> Studied:
        """What the degrees give: a list for each level and field that are stated together."""
        pairs, by = np.unique(np.stack([education, field]), axis=1, return_inverse=True)
        skill = {name: i for i, name in enumerate(self.names.skills)}
        at, found = [0], []
        for level, text in pairs.T.tolist():
            if level >= 0 and text >= 0:
                found += [(skill[s], most) for _, s, most in studied(EDUCATION_ORDER[level], texts[text], self.kb)]
            at.append(len(found))
        gives = np.array(found, np.int32).reshape(len(found), 2)
        return Studied(np.array(at), gives[:, 0], gives[:, 1].astype(np.int8), by.reshape(-1))

    def _tiers(self, years: Array) -> Array:
        """Place in TIERS of what `practice_tier` says (rules/standing.py); NaN is neither below nor above a limit."""
        constants = self.kb.constants
        tiers: Array = np.zeros(len(years), np.int32)
        tiers[years >= constants.long_practice_years] = 1
        tiers[years < constants.short_practice_years] = -1
        return tiers - TIERS[0]

    def _levels(self, parts: Parts, note: Note) -> Array:
        level = _numbers(parts, "level")
        wrong = ~np.isin(level, np.arange(6))
        for place in np.flatnonzero(wrong & parts.id.is_valid().to_numpy(zero_copy_only=False)):
            note(
                parts.rows(place), f"skills: {shown(parts.id[int(place)])}: the level is not a whole number from 0 to 5"
            )
        return np.asarray(np.where(wrong, 0, level).astype(np.int8))

    def _years(self, parts: Parts, note: Note) -> Array:
        years = _numbers(parts, "years")
        _note(note, parts.rows(np.flatnonzero((years < 0) | (years > 70))), "roles: years are not between 0 and 70")
        return years

    def _expired(self, parts: Parts, note: Note) -> Array:
        """1 for each certification that no longer counts: only a stated last day ends one (rules/standing.py)."""
        earned, expires = (self._days(parts, name, note) for name in ("earned", "expires"))
        _note(note, parts.rows(np.flatnonzero(earned > self.today)), "certifications: earned lies in the future")
        _note(note, parts.rows(np.flatnonzero(expires < earned)), "certifications: expires before it was earned")
        return np.asarray(expires < self.today).astype(np.int8)

    def _days(self, parts: Parts, name: str, note: Note) -> Array:
        """Dates; NaT where none is stated."""
        if name not in parts.more:
            return np.full(len(parts.id), NEVER)
        text = parts.more[name]
        days = pc.strptime(text, format="%Y-%m-%d", unit="s", error_is_null=True).cast(pa.date32())
        year = pc.year(days)
        good = pc.and_(
            pc.equal(pc.strftime(days, format="%Y-%m-%d"), text),
            pc.and_(pc.greater_equal(year, 1950), pc.less_equal(year, 2150)),
        )
        wrong = pc.and_(pc.is_valid(text), pc.invert(pc.fill_null(good, False))).to_numpy(zero_copy_only=False)
        for place in np.flatnonzero(wrong):
            note(parts.rows(place), f"certifications: {shown(text[int(place)])} is no date; write it as 2027-01-31")
        return np.where(wrong, NEVER, days.to_numpy(zero_copy_only=False).astype("M8[D]"))

    def _education(self, text: Any, note: Note) -> Array:
        found = pc.index_in(text, value_set=pa.array(EDUCATION_ORDER))
        wrong = pc.and_(pc.is_valid(text), pc.is_null(found)).to_numpy(zero_copy_only=False)
        for row in np.flatnonzero(wrong):
            note(row, f"education: {shown(text[int(row)])} is not one of {', '.join(EDUCATION_ORDER)}")
        return np.asarray(pc.fill_null(found, -1).to_numpy().astype(np.int8))

    def _states(self, table: pa.Table, note: Note) -> Array:
        text = pc.utf8_upper(plain_column(table, "state", note))
        wrong = pc.and_(pc.is_valid(text), pc.invert(pc.is_in(text, pa.array(US_STATES)))).to_numpy(
            zero_copy_only=False
        )
        for row in np.flatnonzero(wrong):
            note(row, state_fault(text[int(row)].as_py()))
        found = pc.index_in(text, value_set=pa.array(self.names.states, pa.string()))
        return np.asarray(pc.fill_null(found, -1).to_numpy().astype(np.int32))

    def _refusals(self, table: pa.Table, note: Note) -> Array:
        bits: Array = np.zeros(len(table), np.int8)
        for one in CONDITIONS:  # the first is the highest bit
            refused = pc.fill_null(pc.invert(plain_column(table, one.limit, note)), False)
            bits = 2 * bits + refused.to_numpy(zero_copy_only=False)
        return bits

    def _number(self, table: pa.Table, name: str, note: Note) -> Array:
        values = plain_column(table, name, note).to_numpy(zero_copy_only=False)
        low, high = RANGES[name]
        _note(note, (values < low) | (values > high), f"{name}: not between {low:g} and {high:g}")
        return np.asarray(values)


def _own(group: Any) -> Any:
    """The group with arrays that may be written: numba would compile once more for any that may not."""
    return type(group)(
        *(np.require(a, requirements=["C", "W", "O"]) if isinstance(a, np.ndarray) else a for a in group)
    )


def _note(note: Note, rows: Array, why: str) -> None:
    """The same note for rows given as numbers or as a mask."""
    for row in np.flatnonzero(rows) if rows.dtype == bool else rows:
        note(row, why)


def _numbers(parts: Parts, name: str) -> Array:
    """An inner column as numbers, NaN where it is not stated."""
    if name not in parts.more:
        return np.full(len(parts.id), np.nan)
    return np.asarray(parts.more[name].to_numpy(zero_copy_only=False), float)


def _flags(parts: Parts, name: str) -> Array:
    if name not in parts.more:
        return np.zeros(len(parts.id), bool)
    return np.asarray(pc.fill_null(parts.more[name], False).to_numpy(zero_copy_only=False), bool)


def _current(at: Array, marked: Array, ended: Array) -> Array:
    """The roles marked as current; of a person who marked none, the first unless it is said to have ended."""
    before = np.concatenate([[0], np.cumsum(marked)])
    first = at[:-1][(before[at[1:]] == before[at[:-1]]) & (np.diff(at) > 0)]
    marked = marked.copy()
    marked[first] |= ~ended[first]
    return marked
