"""A profile as the cells of a table's row, and back."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from functools import cached_property
from typing import Any

from careerpath.errors import CareerpathError
from careerpath.importers.dates import find_months
from careerpath.importers.education import read_education
from careerpath.importers.found import Line
from careerpath.importers.matcher import Lexicon
from careerpath.importers.titles import role_of_title
from careerpath.knowledge.base import UNKNOWN, KnowledgeBase
from careerpath.knowledge.models import EDUCATION_ORDER
from careerpath.knowledge.search import fold, resolve, role_across, role_named
from careerpath.knowledge.text_file import printable
from careerpath.people.cell_text import day_in, is_placeholder, number_in, state_in
from careerpath.people.conditions import CONDITIONS
from careerpath.people.ehr import meant
from careerpath.people.held_jobs import role_of_words
from careerpath.people.profile import Profile, check_profile, faults_of_day
from careerpath.record import Record

YES_NO = {"yes": True, "y": True, "true": True, "no": False, "n": False, "false": False}
TIMES = {"current": True, "past": False}
NONE = "none"
"""As the whole cell of the licenses: that none is valid, where an empty cell says nothing."""
ERASES = "-"
"""The whole cell that takes away what is known."""
ADDED = frozenset(("skills", "certifications", "licences"))
"""Columns whose items are added to the known ones, each for itself."""
FIRST = ("roles", "education")
"""Columns that others speak about: years, field."""
BULLET = re.compile(r"^(?:[-*\u2022\u2013]\s+)+")
HOURS = re.compile(r"\s*(?:hours?|hrs?\.?|h)(?:\s*(?:a|per|/)\s*(?:week|wk))?$", re.I)
YEARS = re.compile(r"\s*(?:\+|years?|yrs?\.?)$", re.I)
YEARS_AND_MONTHS = re.compile(
    r"(?P<years>\d{1,2}) ?y(?:ea)?rs?\.?,? (?:and )?(?P<months>\d{1,2}) ?mo(?:nth)?s?\.?", re.I
)
UNTIL = re.compile(
    r"(?P<name>.+?)[ ,(-]{1,3}(?:exp(?:ires)?\.?|valid (?:until|through)|until) ?(?:on )?(?P<day>\d[\d/.-]+\d)\)?",
    re.I,
)
"""A certification with its last day as people write it: "CCNA (exp. 4/30/2027)"."""
LITERAL_NONE = frozenset(("licences", "education", "ehr"))
"""Columns in which "none" says something: no valid license, no school, no EHR."""
SOME_SCHOOL = re.compile(r"(?:[1-9]|1[01])th grade|grade (?:[1-9]|1[01])", re.I)
HIGH_SCHOOL = re.compile(r"h\.?\s?s\.?(?: diploma| grad(?:uate)?)?", re.I)


class Word(Record):
    """What a cell, or an item of one, was read as; `meaning` is empty for what is not understood, and `why` says so."""

    column: str
    text: str
    meaning: str
    why: str = ""


class Reading(Record):
    """The profile that the cells give, and every word with what it became."""

    profile: Profile
    words: tuple[Word, ...]

    @property
    def unread(self) -> tuple[Word, ...]:
        """What was not understood."""
        return tuple(word for word in self.words if not word.meaning)


class CellReader:
    """Cells -> profile. What cannot be read is named and left out; the rest of the row counts."""

    def __init__(self, kb: KnowledgeBase, today: date, *, day_first: bool = False) -> None:
        self.kb = kb
        self.today = today
        self.day_first = day_first
        self.words: list[Word] = []

    @cached_property
    def lexicon(self) -> Lexicon:
        return Lexicon(self.kb)

    def profile(self, before: Mapping[str, Any], cells: Mapping[str, str]) -> Profile:
        """The same where every word must be understood. Raises CareerpathError with all that is not."""
        found = self.read(before, cells)
        if found.unread:
            raise CareerpathError("; ".join(word.why for word in found.unread))
        return found.profile

    def read(self, before: Mapping[str, Any], cells: Mapping[str, str]) -> Reading:
        """What was known, with what the cells say instead; skills, licenses and certifications are added to the known.

        Nothing known is erased but by the cell "-". Raises CareerpathError if what was known is itself faulty.
        """
        units = list(_units(cells))
        profile, faults = self._checked(self._applied(units, before, cells, step_by_step=False))
        if profile is None or faults:
            known, old_faults = self._checked(before)
            if known is None or old_faults:
                raise CareerpathError(f"the profile so far: {'; '.join(old_faults)}; mend it by `clients update`")
            profile, _ = self._checked(self._applied(units, before, cells, step_by_step=True))
        if profile is None:
            raise CareerpathError("; ".join(faults))
        return Reading(profile, tuple(self.words))

    def _applied(
        self, units: Iterable[tuple[str, str]], before: Mapping[str, Any], cells: Mapping[str, str], *,
        step_by_step: bool,
    ) -> dict[str, Any]:  # fmt: skip
        """The data with each unit, less those that cannot be read or, `step_by_step`, that make the profile faulty."""
        self.words, data = [], dict(before)
        for column, text in units:
            tried, words = dict(data), len(self.words)
            try:
                self._read(column, text, cells, tried)
                if step_by_step and (faults := self._checked(tried)[1]):
                    raise CareerpathError("; ".join(faults))
            except CareerpathError as error:
                why = str(error)
                why = why if why.startswith(f"{column}:") else f"{column}: {why}"
                self.words[words:] = [Word(column, text, "", why)]
                continue
            data = tried
            if len(self.words) == words and column not in ("years", "field"):
                self.words.append(Word(column, text, self._said(column, text, data)))
        return data

    def _checked(self, data: Mapping[str, Any]) -> tuple[Profile | None, list[str]]:
        profile, problems = check_profile(dict(data), self.kb)
        problems += faults_of_day(profile, self.today) if profile else ()
        return profile, [text for _, text in problems]

    def _read(self, column: str, cell: str, cells: Mapping[str, str], data: dict[str, Any]) -> None:
        """Put what one unit says into the profile's data."""
        if cell == ERASES:
            self._erase(column, data)
        elif column in LIMITS:
            limit = self._day(cell) if column == "deadline" else LIMITS[column](column, cell)
            data["limits"] = {**data.get("limits", {}), column: limit}
        elif column == "years":
            self._years(cell, cells, data)
        elif column == "education":
            data[column] = self._education(cell, cells.get("field"))
        elif column == "field":
            self._field(cell, cells, data)
        else:
            data[column] = getattr(self, f"_{column}")(cell, data)

    def _erase(self, column: str, data: dict[str, Any]) -> None:
        if column in LIMITS:
            data["limits"] = {key: value for key, value in data.get("limits", {}).items() if key != column}
        elif column == "years":
            data["roles"] = [_less(held, "years") for held in data.get("roles", ())[:1]] + list(data.get("roles", ()))[
                1:
            ]
        elif column == "field":
            data["education"] = _less(data.get("education") or {}, "field") or None
        else:
            data.pop(column, None)

    def without(self, before: Mapping[str, Any], column: str, item: str) -> Profile:
        """The profile less one job, skill, license or certification. Raises CareerpathError if it is not there."""
        data = dict(before)
        if column not in (*ADDED, "roles"):
            raise CareerpathError(f"{column}: nothing to take out of it; `-` as the value takes it away")
        if column == "roles":
            wanted = self._role(item)
            kept: Any = [one for one in data.get("roles", ()) if one["role"] != wanted]
        else:
            wanted = next(iter(self._ids(column, getattr(self, f"_{column}")(item, {}))))
            held = data.get(column) or ()
            kept = {key: held[key] for key in held if key != wanted} if isinstance(held, dict) else [
                one for one in held if (one if isinstance(one, str) else one["id"]) != wanted
            ]  # fmt: skip
        if len(kept) == len(data.get(column) or ()):
            raise CareerpathError(f"{column}: {printable(item[:60])!r} is not among them")
        profile, faults = self._checked({**data, column: kept})
        if profile is None or faults:
            raise CareerpathError("; ".join(faults))
        return profile

    @staticmethod
    def _ids(column: str, value: Any) -> list[str]:
        return [one["id"] for one in value] if column == "certifications" else list(value)

    def _said(self, column: str, text: str, data: Mapping[str, Any]) -> str:
        """What a unit became, in words."""
        if text == ERASES:
            return "taken away"
        if column in ADDED:
            newest = self._ids(column, getattr(self, f"_{column}")(text, {}))
            tables: dict[str, Mapping[str, Any]] = {
                "skills": self.kb.skills, "certifications": self.kb.certs, "licences": self.kb.roles,
            }  # fmt: skip
            return ", ".join(tables[column][key].title for key in newest) or "none"
        value: Any = data.get("limits", {}).get(column) if column in LIMITS else data.get(column)
        if column == "education":
            return " in ".join(str(part) for part in (value["level"], value.get("field")) if part)
        if column == "goal":
            return self.kb.roles[value].title
        if isinstance(value, bool):
            return "yes" if value else "no"
        return _shown(value)

    def _roles(self, cell: str, data: Mapping[str, Any]) -> list[dict[str, Any]]:
        """`role:years:current:until`, before the jobs known besides; a job that nobody knows stays as words."""
        known = {one["role"]: one for one in data.get("roles", ())}
        named: dict[str, dict[str, Any]] = {}
        for text, *more in _items(cell, r"[;|\n]"):
            years, time, until, *_ = (*more, "", "", "")
            key = self._role(text)
            role: dict[str, Any] = {**known.get(key, {}), "role": key}
            if key.startswith(UNKNOWN):
                role.setdefault("job", text)
            role |= {"years": _number("years", years)} if years else {}
            role |= {"current": TIMES[time]} if time in TIMES else {}
            role |= {"until": until} if until else {}
            named[key] = role
            self._tell_role(text, key)
        others = [one for key, one in known.items() if key not in named]
        first = next(iter(named.values()), None)
        if first and first["role"] not in known and any(one.get("current") for one in others):
            first.setdefault("current", True)
        return [*named.values(), *others]

    def _tell_role(self, text: str, key: str) -> None:
        if key.startswith(UNKNOWN) and not text.startswith(UNKNOWN):
            why = f"roles: no role {printable(text[:60])!r}, and no job of that name; it is kept in these words"
            self.words.append(Word("roles", text, "", f"{why}; `careerpath jobs WORDS` shows what is near"))
        else:
            title = self.kb.roles[key].title if key in self.kb.roles else key
            self.words.append(Word("roles", text, title))

    def _role(self, text: str) -> str:
        """A role by its id, else the job of the title as in a résumé, else what the words mean: no near miss."""
        known = role_across(text, self.kb)
        if known in self.kb.roles:
            return known
        found = role_of_title(text, self.lexicon)
        return found.role if found.role and found.is_sure else role_of_words(text, self.kb)

    def _years(self, cell: str, cells: Mapping[str, str], data: dict[str, Any]) -> None:
        """Of the first job, unless the job's own cell says them."""
        years = _number("years", cell)
        first_job = re.split(r"[;|\n]", cells.get("roles", ""))[0]
        if ":" in first_job:
            return
        roles = list(data.get("roles", ()))
        if not roles:
            raise CareerpathError(f"years: {printable(cell[:40])!r} of no job; give the job too")
        data["roles"] = [{**roles[0], "years": years}, *roles[1:]]

    def _licences(self, cell: str, data: Mapping[str, Any]) -> list[str]:
        if cell.casefold() == NONE:
            return []
        found = [role_named(item[0], self.kb) for item in _items(cell)]
        return list(dict.fromkeys((*(data.get("licences") or ()), *found)))

    def _certifications(self, cell: str, data: Mapping[str, Any]) -> list[dict[str, Any]]:
        found = {one["id"]: one for one in data.get("certifications", ())}
        for text, *dates in _items(cell):
            if not dates and (match := UNTIL.fullmatch(text)):
                text, dates = match["name"], ["", match["day"]]
            key = resolve(text, self.kb.certs, kind="certification", listing="certs")
            given = {name: self._day(day) for name, day in zip(("earned", "expires"), dates) if day}
            found[key] = {**found.get(key, {"id": key}), **given}
        return list(found.values())

    def _skills(self, cell: str, data: Mapping[str, Any]) -> dict[str, Any]:
        found = dict(data.get("skills", {}))
        for text, *more in _items(cell):
            key = resolve(text, self.kb.skills, kind="skill", listing="skills")
            if not more and key in found:  # named again: what is known of it stays
                continue
            level = _number("skills", more[0]) if more and more[0] else 2.0  # as an import takes one that is only named
            evidence = {"evidence": more[1]} if more[1:] else {}
            found[key] = {"level": int(level) if level == int(level) else level, **evidence}
        return found

    def _pay_now_usd(self, cell: str, _: Any) -> float:
        return _number("pay_now_usd", cell)

    def _in_hospital(self, cell: str, _: Any) -> bool:
        return _yes_or_no("in_hospital", cell)

    def _ehr(self, cell: str, _: Any) -> list[str]:
        if cell.casefold() in (NONE, "no"):
            return []
        return list(dict.fromkeys(meant(text) for text, *_ in _items(cell)))

    def _goal(self, cell: str, _: Any) -> str:
        try:
            return role_named(cell, self.kb)
        except CareerpathError:
            found = role_of_words(cell, self.kb)
            if found in self.kb.roles and self.kb.roles[found].kind == "hospital-it":
                return found
            raise

    def _field(self, cell: str, cells: Mapping[str, str], data: dict[str, Any]) -> None:
        known = data.get("education")
        if not known:
            raise CareerpathError(f"field: {printable(cell[:40])!r} of no degree; give the education too")
        if "education" not in cells:
            data["education"] = {**known, "field": cell}

    def _education(self, cell: str, field: str | None) -> dict[str, str]:
        level = fold(cell).replace(" ", "-")
        if HIGH_SCHOOL.fullmatch(cell):
            level = "high-school"
        elif SOME_SCHOOL.fullmatch(cell):
            level = "none"
        found = None if level in EDUCATION_ORDER else read_education(Line("education", "", 0, cell), self.today)
        if found is None and level not in EDUCATION_ORDER:
            raise CareerpathError(f"education: {printable(cell[:40])!r} is none of {', '.join(EDUCATION_ORDER)}")
        level, field = (level, field) if found is None else (found.id, field or found.field)
        return {"level": level, **({"field": field} if field else {})}

    def _day(self, text: str) -> str:
        """A day as YYYY-MM-DD if the text is one date with its day; else the text, which the checks name."""
        if day := day_in(text, day_first=self.day_first):
            return day
        found = find_months(text)
        if len(found) == 1 and found[0][0].day and text[: found[0][1]].strip() == text[found[0][2] :].strip() == "":
            return found[0][0].first_day
        return text


def _units(cells: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """(column, text) of what is read, or not, for itself; what others speak about comes first."""
    for column in sorted(cells, key=lambda name: name not in FIRST):
        cell = cells[column]
        if cell == ERASES:
            yield column, cell
        elif _says_nothing(column, cell):
            continue
        elif column in ADDED:
            for item in re.split(r"[;|,\n\u2022]", cell):
                if (text := BULLET.sub("", item.strip())) and not _says_nothing(column, text):
                    yield column, text
        else:
            yield column, cell


def _less(data: Mapping[str, Any], key: str) -> dict[str, Any]:
    return {name: value for name, value in data.items() if name != key}


def _shown(value: Any) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value)


def _items(cell: str, separators: str = r"[;|,\n]") -> list[list[str]]:
    """`sql:2:practised; excel` -> [["sql", "2", "practised"], ["excel"]]."""
    items = (BULLET.sub("", item.strip()) for item in re.split(separators, cell))
    return [[part.strip() for part in item.split(":")] for item in items if item]


def _says_nothing(column: str, cell: str) -> bool:
    return is_placeholder(cell) and not (column in LITERAL_NONE and cell.casefold() == NONE)


def _number(column: str, text: str) -> float:
    bare = HOURS.sub("", text) if column == "hours_per_week" else YEARS.sub("", text)
    if column == "years" and (match := YEARS_AND_MONTHS.fullmatch(text)):
        return round(float(match["years"]) + float(match["months"]) / 12, 2)
    try:
        return number_in(bare, is_money=column.endswith("_usd"))
    except ValueError:
        raise CareerpathError(f"{column}: {printable(text[:40])!r} is no number") from None


def _yes_or_no(column: str, text: str) -> bool:
    if text.casefold() not in YES_NO:
        raise CareerpathError(f"{column}: {printable(text[:40])!r} is neither yes nor no")
    return YES_NO[text.casefold()]


LIMITS: dict[str, Callable[[str, str], Any]] = {
    **dict.fromkeys((one.limit for one in CONDITIONS), _yes_or_no),
    **dict.fromkeys(("budget_usd", "hours_per_week", "pay_floor_usd"), _number),
    "deadline": lambda _, text: text,
    "state": lambda _, text: state_in(text),
}
"""How the cell of each limit is read."""


def _role_cell(held: Mapping[str, Any]) -> str:
    """The id; of a job that nobody knows the words, without what would divide the cell."""
    role = str(held["role"])
    return re.sub(r"[:;|\n]+", " ", held["job"]) if role.startswith(UNKNOWN) and held.get("job") else role


def cells_of(data: Mapping[str, Any]) -> dict[str, str]:
    """The cells of a profile, by column."""

    def joined(*parts: Any) -> str:
        return ":".join(
            "" if part is None else f"{part:g}" if isinstance(part, float) else str(part) for part in parts
        ).rstrip(":")

    def yes_or_no(value: bool) -> str:
        return "yes" if value else "no"

    limits = {}
    for key, value in data.get("limits", {}).items():
        limits[key] = yes_or_no(value) if isinstance(value, bool) else joined(value)
    education = data.get("education", {})
    times = {value: word for word, value in TIMES.items()}
    return {
        **limits,
        "roles": "; ".join(
            joined(_role_cell(r), r.get("years"), times.get(r.get("current")), r.get("until"))
            for r in data.get("roles", ())
        ),
        "education": education.get("level", ""),
        "field": education.get("field", ""),
        "licences": "; ".join(data["licences"]) or NONE if "licences" in data else "",
        "certifications": "; ".join(
            joined(c["id"], c.get("earned"), c.get("expires")) for c in data.get("certifications", ())
        ),
        "skills": "; ".join(joined(k, c["level"], c.get("evidence")) for k, c in data.get("skills", {}).items()),
        "goal": data.get("goal", ""),
        "pay_now_usd": joined(data.get("pay_now_usd")),
        "in_hospital": yes_or_no(data["in_hospital"]) if "in_hospital" in data else "",
        "ehr": "; ".join(data["ehr"]) or NONE if "ehr" in data else "",
    }
