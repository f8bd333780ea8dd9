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
from careerpath.batch.layout import Array, Names, number
from careerpath.batch.people import Certifications, Facts, Licences, People, Roles, Skills, Studied
from careerpath.batch.tables import LISTS_OF_ROLE, TIERS, standardized, with_jobs
from careerpath.knowledge.base import FOREIGN, KnowledgeBase
from careerpath.knowledge.models import EDUCATION_ORDER, INTEREST_SCALES
from careerpath.people.conditions import CONDITIONS
from careerpath.people.held_jobs import role_of_words
from careerpath.people.license_words import says_abroad
from careerpath.people.profile import MOST_HINTS, US_STATES, state_fault, unknown
from careerpath.rules.gates import in_field
from careerpath.rules.standing import studied

RANGES = {
    "hours_per_week": (0.5, 80.0),
    **dict.fromkeys(("pay_now_usd", "pay_floor_usd"), (0.0, 2e6)),
    **dict.fromkeys(INTEREST_SCALES, (0.0, 40.0)),
}
NEVER = np.datetime64("NaT", "D")
ENTRIES = {
    "skills": ("skills", "skill"),
    "roles": ("roles", "role"),
    "certifications": ("certs", "certification"),
    "licences": ("roles", "role"),
}
"""List column -> the table of the knowledge that its ids stand in, and what one of them is called."""


class Encoder:
    """Reads tables of people against one knowledge and one day."""

    def __init__(self, kb: KnowledgeBase, names: Names, today: date) -> None:
        self.kb = kb
        self.names = names
        walk = kb.indexes.crosswalk
        roles = Ids(names.held, walk.get("roles", {}))
        self.ids = {
            "skills": Ids(names.skills, walk.get("skills", {})),
            "roles": roles,
            "certifications": Ids(names.certs, {}),
            "licences": roles,
        }
        self.roles_of_words: dict[tuple[str, bool], str] = {}
        """Words for a job, and whether it is done in a hospital -> the role that they are read as.

        Reading them is slow, and files repeat themselves.
        """
        self.today = np.datetime64(today.isoformat())

    def people(self, table: pa.Table, note: Note) -> tuple[People, list[str]]:
        """The people of the table, and the fields of education they state.

        Raises CareerpathError for a column of a wrong type.
        """
        lists = {name: list_column(table, name, note) for name in self.ids}
        in_hospital = pc.fill_null(plain_column(table, "in_hospital", note), False)
        self._read_jobs(
            lists["roles"], np.asarray(in_hospital.to_numpy(zero_copy_only=False), bool)
        )  # before the places are looked up: it may number new jobs
        # The order of these calls is the order of a person's notes, where several things are wrong.
        hints: dict[str, str] = {}
        places = {name: self._places(lists[name], name, note, hints) for name in lists}
        education_text = plain_column(table, "education", note)
        field_text = plain_column(table, "field", note)
        fields = field_text.dictionary_encode()
        field_names = fields.dictionary.to_pylist()
        interests = self._interests(table, note)
        education = self._education(education_text, note)
        is_field_alone = pc.and_(pc.is_valid(field_text), pc.is_null(education_text))
        _note(note, is_field_alone.to_numpy(zero_copy_only=False), "field: stated without a level of education")
        field = np.where(education < 0, -1, pc.fill_null(fields.indices, -1).to_numpy(zero_copy_only=False))
        people = People(
            skills=self._skills(lists["skills"], places["skills"], note),
            roles=self._roles(lists["roles"], places["roles"], note),
            certs=Certifications(
                lists["certifications"].at, places["certifications"], self._expired(lists["certifications"], note)
            ),
            licences=self._licences(lists["licences"], places["licences"]),
            studied=self._studied(field_names, education, field),
            facts=Facts(
                education=education,
                field=field,
                fits=self._fits(field_names),
                refusals=self._refusals(table, note),
                state=self._states(table, note),
                hours=self._number(table, "hours_per_week", note),
                interests=standardized(interests),
                pay_now=self._number(table, "pay_now_usd", note),
                pay_floor=self._number(table, "pay_floor_usd", note),
            ),
        )
        return People(*map(_own, people)), field_names

    def _read_jobs(self, parts: Parts, in_hospital: Array) -> None:
        """Put roles in the place of words for jobs, and number the jobs outside the list that are new.

        `in_hospital`: the people who work in a hospital now.
        """
        words = parts.more.get("job")
        ids = parts.id.cast(pa.string()) if pa.types.is_dictionary(parts.id.type) else parts.id
        parts.from_words = np.zeros(len(ids), bool)
        if words is not None and words.null_count < len(words):
            parts.from_words = pc.and_(pc.is_valid(words), pc.is_null(ids)).to_numpy(zero_copy_only=False)
            distinct = words.dictionary_encode()
            texts = distinct.dictionary.to_pylist()
            elsewhere, here = (
                pa.array([self._role_of(text, is_here) for text in texts], pa.string()).take(distinct.indices)
                for is_here in (False, True)
            )
            is_here = pa.array(self._are_here(parts, in_hospital))
            parts.id = pc.coalesce(ids, pc.if_else(is_here, here, elsewhere))
            abroad = pa.array([says_abroad(text) or None for text in texts], pa.bool_()).take(distinct.indices)
            parts.more["abroad"] = pc.coalesce(parts.more.get("abroad", abroad), abroad)
            ids = parts.id
        known = set(self.names.held)
        new = []
        for role in pc.unique(ids.drop_null()).to_pylist():
            if role.startswith(FOREIGN) and role not in known and role in self.kb.roles:
                new.append(role)
        if new:
            self.names = with_jobs(self.names, sorted(new))
            self.ids["roles"] = Ids(self.names.held, self.kb.indexes.crosswalk.get("roles", {}))

    def _are_here(self, parts: Parts, in_hospital: Array) -> Array:
        """Which jobs are present ones of people who work in a hospital now."""
        _, ended = self._ended(parts, lambda *_: None)
        now = _current(parts.at, _flags(parts, "current"), ended)
        return np.asarray(now & np.repeat(in_hospital, np.diff(parts.at)))

    def _role_of(self, words: str, is_here: bool) -> str:
        """The role that words for a job are read as, in a hospital or where nothing says so."""
        key = (words, is_here)
        if key not in self.roles_of_words:
            self.roles_of_words[key] = role_of_words(words, self.kb, in_hospital=is_here)
        return self.roles_of_words[key]

    def _places(self, parts: Parts, column: str, note: Note, hints: dict[str, str]) -> Array:
        """Places of the ids in `Ids.names`; -1 for an unknown one, which is noted."""
        places = self.ids[column].places(parts.id)
        wrong = places < 0
        if parts.noted:
            wrong &= parts.id.is_valid().to_numpy(zero_copy_only=False)
        for part in np.flatnonzero(wrong):
            note(parts.rows(part), f"{column}: {self._unknown(parts.id[int(part)].as_py(), column, hints)}")
        return places

    def _unknown(self, name: str | None, column: str, hints: dict[str, str]) -> str:
        """What is wrong with an id that the knowledge has not; the first ones with the nearest id that it has.

        `hints` remembers the sentences of this table of people: an id is looked up once, however often it stands there.
        """
        table, kind = ENTRIES[column]
        if name is None:
            return f"a {kind} without a name"
        if name not in hints:
            # Looking for the nearest id is slow, and a file of another knowledge has thousands that are unknown.
            known_ids = getattr(self.kb, table) if len(hints) < MOST_HINTS else {}
            hints[name] = unknown(name, kind, known_ids, table)
        return hints[name]

    def _skills(self, parts: Parts, places: Array, note: Note) -> Skills:
        """The claims; of those that the crosswalk makes one the highest, and none that loses all its levels."""
        ids, stated = self.ids["skills"], self._levels(parts, note)
        level = np.maximum(stated - ids.loss[places], 0)
        code, corrects, moved = ids.code[places], _flags(parts, "corrects"), places >= ids.own
        keeps_level = (level > 0) | (stated == 0)
        at = left(parts.at, keeps_level)
        code, level, corrects, moved = (array[keeps_level] for array in (code, level, corrects, moved))
        stands_for_itself = stand_in(at, code, moved, level) == np.arange(len(code))
        return Skills(
            at=left(at, stands_for_itself),
            id=code[stands_for_itself],
            level=level[stands_for_itself],
            corrects=corrects[stands_for_itself],
        )

    def _roles(self, parts: Parts, places: Array, note: Note) -> Roles:
        """The jobs; those that the crosswalk makes one add their years."""
        ids, years, current = self.ids["roles"], self._years(parts, note), _flags(parts, "current")
        abroad = _flags(parts, "abroad").copy()
        faded, ended = self._ended(parts, note)
        codes = ids.code[places]
        moved = (places >= ids.own) | parts.from_words
        stands = stand_in(parts.at, codes, moved, np.zeros(len(codes)))
        stays = stands == np.arange(len(codes))
        if not stays.all():
            total, known = np.zeros(len(codes)), np.zeros(len(codes), bool)
            np.add.at(total, stands, np.nan_to_num(years))
            np.logical_or.at(known, stands, ~np.isnan(years))
            np.logical_or.at(current, stands, current.copy())
            years = np.where(known, total, np.nan)
            np.logical_and.at(abroad, stands, abroad.copy())
        at, codes, years, current, abroad = (
            left(parts.at, stays),
            codes[stays],
            years[stays],
            current[stays],
            abroad[stays],
        )
        return Roles(
            at=at,
            id=codes,
            years=years,
            months=12.0 * np.where(np.isnan(years), self.kb.constants.assumed_years, years),
            full_years=np.nan_to_num(years).astype(np.int32),
            gives=LISTS_OF_ROLE * codes + len(TIERS) * abroad + self._tiers(years),
            faded=faded[stays],
            abroad=abroad,
            current=_current(at, current, ended[stays]),
        )

    def _licences(self, parts: Parts, places: Array) -> Licences:
        is_stated_empty = parts.stated & (np.diff(parts.at) == 0)
        return Licences(parts.at, self.ids["licences"].code[places], is_stated_empty)

    def _interests(self, table: pa.Table, note: Note) -> Array:
        """The scores, a row for each person."""
        interests = np.array([self._number(table, scale, note) for scale in INTEREST_SCALES]).T
        is_missing = np.isnan(interests)
        _note(note, is_missing.any(axis=1) & ~is_missing.all(axis=1), "interests: all six or none")
        return interests

    def _fits(self, field_names: list[str]) -> Array:
        """By stated field and set of wanted fields: whether it is one of them."""
        fits = np.zeros((len(field_names), len(self.names.fields)), bool)
        for row, text in enumerate(field_names):
            fits[row] = [in_field(text, wanted) for wanted in self.names.fields]
        return fits

    def _ended(self, parts: Parts, note: Note) -> tuple[Array, Array]:
        """1 for each job that `has_faded` (rules/standing.py), and which jobs are said to have ended."""
        current = _flags(parts, "current")
        ended: Array = np.zeros(len(parts.id), bool)
        if "current" in parts.more:
            ended = pc.is_valid(parts.more["current"]).to_numpy(zero_copy_only=False) & ~current
        if "until" not in parts.more:
            return np.zeros(len(parts.id), np.int8), ended
        text = parts.more["until"]
        is_month = pc.match_substring_regex(text, r"^(19|20)\d\d-(0[1-9]|1[0-2])(-\d\d)?$")
        stated = pc.is_valid(text).to_numpy(zero_copy_only=False)
        good = pc.fill_null(is_month, False).to_numpy(zero_copy_only=False)
        for part in np.flatnonzero(stated & ~good):
            note(parts.rows(part), f"roles: {shown(text[int(part)])} is no month; write it as 2024-06")
        months_ago = np.full(len(text), -1.0)
        this_month = self.today.astype("M8[M]")
        last_months = np.array(text.filter(pa.array(good)).to_pylist(), "M8[M]")
        months_ago[good] = (this_month - last_months).astype(float)
        faded = good & ~current & (months_ago >= 12 * self.kb.constants.fade_years)
        return faded.astype(np.int8), ended | stated

    def _studied(self, field_names: list[str], education: Array, field: Array) -> Studied:
        """What the degrees give: a list for each level and field that are stated together."""
        pairs, by = np.unique(np.stack([education, field]), axis=1, return_inverse=True)
        skill_numbers = number(self.names.skills)
        at: list[int] = [0]
        given: list[tuple[int, int]] = []
        for level, name in pairs.T.tolist():
            if level >= 0 and name >= 0:
                for _, skill, most in studied(EDUCATION_ORDER[level], field_names[name], self.kb):
                    given.append((skill_numbers[skill], most))
            at.append(len(given))
        gives = np.array(given, np.int32).reshape(len(given), 2)
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
        for part in np.flatnonzero(wrong & parts.id.is_valid().to_numpy(zero_copy_only=False)):
            skill = shown(parts.id[int(part)])
            note(parts.rows(part), f"skills: {skill}: the level is not a whole number from 0 to 5")
        return np.asarray(np.where(wrong, 0, level).astype(np.int8))

    def _years(self, parts: Parts, note: Note) -> Array:
        years = _numbers(parts, "years")
        _note(note, parts.rows(np.flatnonzero((years < 0) | (years > 70))), "roles: years are not between 0 and 70")
        return years

    def _expired(self, parts: Parts, note: Note) -> Array:
        """1 for each certification that no longer counts: only a stated last day ends one (rules/standing.py)."""
        earned = self._days(parts, "earned", note)
        expires = self._days(parts, "expires", note)
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
        is_plausible = pc.and_(pc.greater_equal(year, 1950), pc.less_equal(year, 2150))
        # strptime takes 2027-1-31 and the 30th of February; only what comes back as it was written is a date
        is_same = pc.equal(pc.strftime(days, format="%Y-%m-%d"), text)
        good = pc.and_(is_same, is_plausible)
        wrong = pc.and_(pc.is_valid(text), pc.invert(pc.fill_null(good, False))).to_numpy(zero_copy_only=False)
        for part in np.flatnonzero(wrong):
            note(parts.rows(part), f"certifications: {shown(text[int(part)])} is no date; write it as 2027-01-31")
        return np.where(wrong, NEVER, days.to_numpy(zero_copy_only=False).astype("M8[D]"))

    def _education(self, text: Any, note: Note) -> Array:
        place = pc.index_in(text, value_set=pa.array(EDUCATION_ORDER))
        wrong = pc.and_(pc.is_valid(text), pc.is_null(place)).to_numpy(zero_copy_only=False)
        for row in np.flatnonzero(wrong):
            note(row, f"education: {shown(text[int(row)])} is not one of {', '.join(EDUCATION_ORDER)}")
        return np.asarray(pc.fill_null(place, -1).to_numpy().astype(np.int8))

    def _states(self, table: pa.Table, note: Note) -> Array:
        text = pc.utf8_upper(plain_column(table, "state", note))
        is_state = pc.is_in(text, pa.array(US_STATES))
        wrong = pc.and_(pc.is_valid(text), pc.invert(is_state)).to_numpy(zero_copy_only=False)
        for row in np.flatnonzero(wrong):
            note(row, state_fault(text[int(row)].as_py()))
        place = pc.index_in(text, value_set=pa.array(self.names.states, pa.string()))
        return np.asarray(pc.fill_null(place, -1).to_numpy().astype(np.int32))

    def _refusals(self, table: pa.Table, note: Note) -> Array:
        bits: Array = np.zeros(len(table), np.int8)
        for condition in CONDITIONS:  # the first is the highest bit
            refused = pc.fill_null(pc.invert(plain_column(table, condition.limit, note)), False)
            bits = 2 * bits + refused.to_numpy(zero_copy_only=False)
        return bits

    def _number(self, table: pa.Table, name: str, note: Note) -> Array:
        values = plain_column(table, name, note).to_numpy(zero_copy_only=False)
        low, high = RANGES[name]
        _note(note, (values < low) | (values > high), f"{name}: not between {low:g} and {high:g}")
        return np.asarray(values)


def _own(group: Any) -> Any:
    """The group with arrays that may be written: numba would compile once more for any that may not."""
    members = []
    for member in group:
        if isinstance(member, np.ndarray):
            member = np.require(member, requirements=["C", "W", "O"])
        members.append(member)
    return type(group)(*members)


def _note(note: Note, rows: Array, why: str) -> None:
    """The same note for rows given as numbers or as a mask."""
    if rows.dtype == bool:
        rows = np.flatnonzero(rows)
    for row in rows:
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
