"""The cells of a table's row -> a profile (profile_row.py: the way back)."""

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
from careerpath.knowledge.base import UNKNOWN, KnowledgeBase
from careerpath.knowledge.models import EDUCATION_ORDER
from careerpath.knowledge.search import fold, resolve, role_named
from careerpath.knowledge.text_file import printable
from careerpath.people.cell_text import day_in, is_placeholder, number_in, state_in
from careerpath.people.claims import NO_CLAIM, NOT_HELD, certification_held
from careerpath.people.conditions import CONDITIONS
from careerpath.people.ehr import meant
from careerpath.people.held_jobs import role_of_words
from careerpath.people.license_words import says_abroad, says_none_valid, with_licensed_abroad
from careerpath.people.pay_said import pay_in
from careerpath.people.profile import Profile, check_profile, faults_of_day
from careerpath.record import Record
from careerpath.services.job_cell import JobReader, JobSaid

YES_NO = {
    **dict.fromkeys(("yes", "y", "true", "t", "1", "x", "sure", "ok", "\u2713", "\u2714", "\u2611"), True),
    **dict.fromkeys(("no", "n", "false", "f", "0", "never"), False),
}
TIMES = {"current": True, "past": False}
LEVEL_OF_NAMED = 2.0
"""What a skill counts that is only named, as in an imported résumé."""
NONE = "none"
"""As the whole cell of the licenses: that none is valid, where an empty cell says nothing; other words say it, too."""
ABROAD = "abroad"
"""After a job: it was done in another country."""
ERASES = "-"
"""The whole cell that takes away what is known."""
ADDED = frozenset(("skills", "certifications", "licences"))
"""Columns whose items are added to the known ones, each for itself."""
FIRST = ("roles", "education")
"""Columns that others speak about: years, field."""
BULLET = re.compile(r"^(?:[-*\u2022\u2013]\s+)+")
HOURS = re.compile(r"\s*(?:hours?|hrs?\.?|h)(?:\s*(?:a|per|/)\s*(?:week|wk))?$", re.I)
YEARS = re.compile(r"\s*\+?\s*(?:years?|yrs?\.?|y)?$", re.I)
YEARS_AND_MONTHS = re.compile(
    r"(?:(?P<years>\d{1,2}) ?(?:y(?:ea)?rs?|y)\b\.?,? ?(?:and )?)?(?P<months>\d{1,3}) ?(?:m|mos?|months?)\.?", re.I
)
FROM_TO = re.compile(r"(\d{1,2}) ?(?:-|\u2013|to) ?\d{1,2}(?= |[a-z]|$)", re.I)
"""As years: "5-6", of which the least is sure."""
HALF = re.compile(r"(?<=\d)\u00bd")
UNTIL = re.compile(
    r"(?P<name>.+?)[ ,(-]{1,3}(?:exp(?:ires)?\.?|valid (?:until|through)|until) ?(?:on )?(?P<day>\d[\d/.-]+\d)\)?",
    re.I,
)
"""A certification with its last day as people write it: "CCNA (exp. 4/30/2027)"."""
EARNED = re.compile(r"(?P<name>.+?)[ ,(:-]{1,3}(?:(?:earned|passed|since|in|on) )*(?P<day>\S.*?)\)?$", re.I)
"""The same with the day of the exam: "A+ (2024)", "CCNA (earned 12.05.2024)"."""
LISTED = r"[;|,\n\u2022]"
ALONE = r"[;|\n]"
"""Within one certification, whose words may have a comma."""
NOT_WITHIN_BRACKETS = r"(?![^()]*\))"
"""What stands in brackets belongs to what stands before: "PMP (2021, lapsed)" is one thing."""
TOGETHER = re.compile(r"\s*(?:/|&|\band\b)\s*", re.I)
"""Between two things of a list that has no commas: "A+ / CCNA"."""
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

    def __init__(
        self, kb: KnowledgeBase, today: date, *, day_first: bool = False, jobs_ended: bool = False
    ) -> None:  # fmt: skip
        self.kb = kb
        self.today = today
        self.day_first = day_first
        self.jobs_ended = jobs_ended
        """Whether the jobs of the cells are over: those under "Last job"."""
        self.words: list[Word] = []

    @cached_property
    def job_reader(self) -> JobReader:
        return JobReader(self.kb, Lexicon(self.kb), self.today)

    def profile(self, before: Mapping[str, Any], cells: Mapping[str, str]) -> Profile:
        """The same where every word must be understood. Raises CareerpathError with all that is not."""
        reading = self.read(before, cells)
        if reading.unread:
            raise CareerpathError("; ".join(word.why for word in reading.unread))
        return reading.profile

    def read(self, before: Mapping[str, Any], cells: Mapping[str, str]) -> Reading:
        """What was known, with what the cells say instead; skills, licenses and certifications are added to the known.

        Nothing known is erased but by the cell "-". Raises CareerpathError if what was known is itself faulty.
        """
        units = list(self._apart(_units(cells)))
        profile, faults = self._checked(self._applied(units, before, cells, step_by_step=False))
        if profile is None or faults:
            known, old_faults = self._checked(before)
            if known is None or old_faults:
                raise CareerpathError(f"the profile so far: {'; '.join(old_faults)}; mend it by `clients update`")
            profile, _ = self._checked(self._applied(units, before, cells, step_by_step=True))
        if profile is None:
            raise CareerpathError("; ".join(faults))
        return Reading(profile, tuple(self.words))

    def _apart(self, units: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
        """The units, with two things of one unit each for itself: "A+ / CCNA", but not "Licensing and regulation"."""
        for column, text in units:
            parts = TOGETHER.split(text) if column in ADDED else []
            if len(parts) > 1 and not self._can_read(column, text) and all(self._can_read(column, p) for p in parts):
                yield from ((column, part) for part in parts)
            else:
                yield column, text

    def _can_read(self, column: str, text: str) -> bool:
        """True for an item of a column of ADDED that is understood."""
        try:
            return bool(self._ids_in(column, text))
        except CareerpathError:
            return False

    def _applied(
        self, units: Iterable[tuple[str, str]], before: Mapping[str, Any], cells: Mapping[str, str], *,
        step_by_step: bool,
    ) -> dict[str, Any]:  # fmt: skip
        """The data with each unit, less those that cannot be read or, `step_by_step`, that make the profile faulty."""
        self.words, data = [], dict(before)
        for column, text in units:
            with_unit, words_before = dict(data), len(self.words)
            try:
                self._read(column, text, cells, with_unit)
                if step_by_step:
                    self._refuse_faulty(with_unit)
            except CareerpathError as error:
                why = str(error)
                if not why.startswith(f"{column}:"):
                    why = f"{column}: {why}"
                self.words[words_before:] = [Word(column, text, "", why)]
                continue
            data = with_unit
            if len(self.words) == words_before and column not in ("years", "field"):
                self.words.append(Word(column, text, self._meaning(column, text, data)))
        return data

    def _refuse_faulty(self, data: Mapping[str, Any]) -> None:
        """Raises CareerpathError if the data is no profile."""
        _, faults = self._checked(data)
        if faults:
            raise CareerpathError("; ".join(map(_of_cell, faults)))

    def _checked(self, data: Mapping[str, Any]) -> tuple[Profile | None, list[str]]:
        """The profile, and everything that is wrong with it."""
        profile, problems = check_profile(dict(data), self.kb)
        if profile:
            problems += faults_of_day(profile, self.today)
        return profile, [text for _, text in problems]

    def _read(self, column: str, cell: str, cells: Mapping[str, str], data: dict[str, Any]) -> None:
        """Put what one unit says into the profile's data."""
        if cell == ERASES and column != "licences":
            self._erase(column, data)
        elif column == "deadline":
            data["limits"] = {**data.get("limits", {}), column: self._day(cell, is_last=True)}
        elif column == "pay_floor_usd":
            data["limits"] = {**data.get("limits", {}), column: self._pay(column, cell)}
        elif column in LIMITS:
            data["limits"] = {**data.get("limits", {}), column: LIMITS[column](column, cell)}
        elif column == "years":
            self._years(cell, cells, data)
        elif column == "education":
            data[column] = self._education(cell, cells.get("field"))
        elif column == "field":
            self._field(cell, cells, data)
        elif column == "licences" and says_abroad(f"license {cell}"):
            data[column] = []
            data["roles"] = with_licensed_abroad(data.get("roles", ()), self.kb)
        else:
            data[column] = getattr(self, f"_{column}")(cell, data)

    def _erase(self, column: str, data: dict[str, Any]) -> None:
        """Take away what is known of the column."""
        if column in LIMITS:
            data["limits"] = _less(data.get("limits", {}), column)
        elif column == "years":  # of the first job, as where years are given
            first, others = data.get("roles", ())[:1], data.get("roles", ())[1:]
            data["roles"] = [*(_less(held, "years") for held in first), *others]
        elif column == "field":
            data["education"] = _less(data.get("education") or {}, "field") or None
        else:
            data.pop(column, None)

    def without(self, before: Mapping[str, Any], column: str, item: str) -> Profile:
        """The profile less one job, skill, license or certification. Raises CareerpathError if it is not there."""
        if column not in (*ADDED, "roles"):
            raise CareerpathError(f"{column}: nothing to take out of it; `-` as the value takes it away")
        known = before.get(column) or ()
        if column == "roles":
            wanted = self._role(item)
        else:
            named = self._ids_in(column, item)
            wanted = named[0] if named else ""  # "none" names nothing
        left = _without(known, wanted)
        if len(left) == len(known):
            raise CareerpathError(f"{column}: {printable(item[:60])!r} is not among them")
        profile, faults = self._checked({**before, column: left})
        if profile is None or faults:
            raise CareerpathError("; ".join(faults))
        return profile

    def _ids_in(self, column: str, text: str) -> list[str]:
        """The ids that the text names in a column of ADDED."""
        value = getattr(self, f"_{column}")(text, {})
        return [_id_of(item) for item in value]

    def _meaning(self, column: str, text: str, data: Mapping[str, Any]) -> str:
        """What a unit became, in words."""
        if text == ERASES and column != "licences":
            return "taken away"
        if column in ADDED:
            return self._titles(column, text)
        value: Any = data.get("limits", {}).get(column) if column in LIMITS else data.get(column)
        if column == "education":
            level, field = value["level"], value.get("field")
            return f"{level} in {field}" if field else str(level)
        if column == "goal":
            return self.kb.roles[value].title
        if isinstance(value, bool):
            return yes_or_no_word(value)
        return shown_value(value)

    def _titles(self, column: str, text: str) -> str:
        """The titles of what the text adds."""
        tables: dict[str, Mapping[str, Any]] = {
            "skills": self.kb.skills,
            "certifications": self.kb.certs,
            "licences": self.kb.roles,
        }
        titles = [tables[column][entry_id].title for entry_id in self._ids_in(column, text)]
        return ", ".join(titles) or "none"

    def _roles(self, cell: str, data: Mapping[str, Any]) -> list[dict[str, Any]]:
        """`role:years:current:until`, before the jobs known besides; a job that nobody knows stays as words."""
        known = {held["role"]: held for held in data.get("roles", ())}
        named: dict[str, dict[str, Any]] = {}
        for parts in _items(cell, r"[;|\n]"):
            text, *more = self._around_colon(parts)
            for job in self.job_reader.jobs(text):
                named[job.role] = self._held(job, more, known.get(job.role, {}))
                self._tell_role(job)
        others = [held for role_id, held in known.items() if role_id not in named]
        first = next(iter(named.values()), None)
        # who is working, and has a new job at the head of the list, works there now
        if first and first["role"] not in known and any(held.get("current") for held in others):
            first.setdefault("current", True)
        return [*named.values(), *others]

    def _around_colon(self, parts: list[str]) -> list[str]:
        """The parts of an item; one part where the colon is none of ours: "previously: RN"."""
        text, *more = parts
        is_ours = not more or not more[0] or more[0][0].isdigit() or self.job_reader.jobs(text)[0].is_known
        return parts if is_ours else [": ".join(parts)]

    def _held(self, job: JobSaid, more: Iterable[str], known: Mapping[str, Any]) -> dict[str, Any]:
        """What is known of the job, with what the cell says of it instead."""
        years, time, until, where, *_ = (*more, "", "", "", "")
        held: dict[str, Any] = {**known, "role": job.role}
        if not job.is_known:
            held.setdefault("job", job.words)
        if years:
            held["years"] = _number("years", years)
        elif job.years is not None:
            held["years"] = job.years
        if time in TIMES:
            held["current"] = TIMES[time]
        elif job.current is not None or self.jobs_ended:
            held["current"] = bool(job.current)
        if until:
            held["until"] = until
        if where.casefold() == ABROAD or (job.role != job.words and says_abroad(job.words)):
            held["abroad"] = True
        return held

    def _tell_role(self, job: JobSaid) -> None:
        """Keep what the words of a job were read as."""
        if job.why and not job.is_known and not job.words.startswith(UNKNOWN):
            why = f"roles: {job.why}; it is kept in these words"
            self.words.append(Word("roles", job.words, "", f"{why}; `careerpath jobs WORDS` shows what is near"))
            return
        title = job.role
        if job.role in self.kb.roles:
            title = self.kb.roles[job.role].title
        if job.role != job.words and says_abroad(job.words):
            title += ", in another country"
        why = f"roles: {job.why}; read as {title}" if job.why and job.is_known else ""
        self.words.append(Word("roles", job.words, title, why))

    def _role(self, text: str) -> str:
        """The first job of the words."""
        return self.job_reader.jobs(text)[0].role

    def _years(self, cell: str, cells: Mapping[str, str], data: dict[str, Any]) -> None:
        """Of the first job, unless the job's own cell says them; of each where there are as many: "5; 3"."""
        roles = list(data.get("roles", ()))
        several = [part.strip() for part in re.split(r"[;|\n/]|, ", cell)]
        if 1 < len(several) == len(roles):
            of_each = [_number("years", part) for part in several]
            data["roles"] = [{**held, "years": years} for held, years in zip(roles, of_each, strict=True)]
            return
        years = _number("years", cell)
        first_job = re.split(r"[;|\n]", cells.get("roles", ""))[0]
        if ":" in first_job:
            return
        if not roles:
            raise CareerpathError(f"years: {printable(cell[:40])!r} of no job; give the job too")
        data["roles"] = [{**roles[0], "years": years}, *roles[1:]]

    def _licences(self, cell: str, data: Mapping[str, Any]) -> list[str]:
        if says_none_valid(cell):
            return []
        _refuse_no_claim("licences", cell)
        licences = list(data.get("licences") or ())
        licences += [role_named(text, self.kb) for text, *_ in _items(cell)]
        return list(dict.fromkeys(licences))

    def _certifications(self, cell: str, data: Mapping[str, Any]) -> list[dict[str, Any]]:
        certifications = {held["id"]: held for held in data.get("certifications", ())}
        for text, *dates in _items(cell, ALONE):
            if not dates:
                text, *dates = self._with_dates(text)
            cert_id = certification_held(text, self.kb)
            held = dict(certifications.get(cert_id, {"id": cert_id}))
            for name, day in zip(("earned", "expires"), dates):
                if day:
                    held[name] = self._day(day, is_last=name == "expires")
            certifications[cert_id] = held
        return list(certifications.values())

    def _with_dates(self, text: str) -> list[str]:
        """A certification, the day of its exam and its last day, as far as they stand behind it."""
        until = UNTIL.fullmatch(text)
        if until:
            return [until["name"], "", until["day"]]
        earned = EARNED.fullmatch(text)
        if earned and find_months(earned["day"]) and self._day(earned["day"]) != earned["day"]:
            return [earned["name"], earned["day"]]
        return [text]

    def _skills(self, cell: str, data: Mapping[str, Any]) -> dict[str, Any]:
        skills = dict(data.get("skills", {}))
        for text, *more in _items(cell):
            _refuse_no_claim("skills", text)
            skill_id = resolve(text, self.kb.skills, kind="skill", listing="skills")
            if not more and skill_id in skills:  # named again: what is known of it stays
                continue
            level_text, evidence, *_ = (*more, "", "")
            level = LEVEL_OF_NAMED
            if level_text:
                level = _number("skills", level_text)
            claim: dict[str, Any] = {"level": int(level) if level == int(level) else level}
            if more[1:]:
                claim["evidence"] = evidence
            skills[skill_id] = claim
        return skills

    def _pay_now_usd(self, cell: str, _: Any) -> float:
        return self._pay("pay_now_usd", cell)

    def _pay(self, column: str, cell: str) -> float:
        """Dollars a year; how they were worked out is told."""
        try:
            usd, time = pay_in(cell)
        except ValueError as error:
            why = str(error) if "dollars" in str(error) else f"{printable(cell[:40])!r} is no number"
            raise CareerpathError(f"{column}: {why}") from None
        if time:
            shown = f"{usd:,.0f} dollars a year"
            why = f"{column}: {printable(cell[:40])!r} is read as pay for {time}: {shown}"
            self.words.append(Word(column, cell, shown, why))
        return usd

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
            meant = role_of_words(cell, self.kb)
            if meant in self.kb.roles and self.kb.roles[meant].kind == "hospital-it":
                return meant
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
        if level not in EDUCATION_ORDER:
            degree = read_education(Line("education", "", 0, cell), self.today)
            if degree is None:
                raise CareerpathError(f"education: {printable(cell[:40])!r} is none of {', '.join(EDUCATION_ORDER)}")
            level, field = degree.id, field or degree.field
        if not field:
            return {"level": level}
        return {"level": level, "field": field}

    def _day(self, text: str, *, is_last: bool = False) -> str:
        """A day as YYYY-MM-DD if the text is one date; of a month or year its first day, or the last if `is_last`.

        Any other text stays, and the checks name it.
        """
        day = day_in(text, day_first=self.day_first)
        if day:
            return day
        dates = find_months(text)
        if len(dates) != 1:
            return text
        ((month, start, end),) = dates
        is_all = not text[:start].strip() and not text[end:].strip()
        if not is_all:
            return text
        return month.last_day if is_last else month.first_day


def _units(cells: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """(column, text) of what is read, or not, for itself; what others speak about comes first."""
    for column in sorted(cells, key=lambda name: name not in FIRST):
        cell = cells[column]
        if cell == ERASES:
            yield column, cell
        elif _says_nothing(column, cell):
            continue
        elif column == "licences":
            yield from ((column, text) for text in _license_texts(cell))
        elif column in ADDED:
            for text in _certification_texts(cell) if column == "certifications" else _split(cell, LISTED):
                if not _says_nothing(column, text):
                    yield column, text
        else:
            yield column, cell


def _certification_texts(cell: str) -> list[str]:
    """What a cell says of each certification, with what says behind it that it is none any more: "RHIT, expired"."""
    texts: list[str] = []
    for text in _split(cell, LISTED + NOT_WITHIN_BRACKETS):
        if texts and NOT_HELD.fullmatch(text.strip(" ().")):
            texts[-1] += f", {text}"
        else:
            texts.append(text)
    return texts


def _license_texts(cell: str) -> list[str]:
    """What a cell says of each license: first what says that one is not valid, so that a valid one is added to it."""
    invalid, named = [], []
    for text in _split(cell, r"[;|\n\u2022]"):
        if says_none_valid(text):
            invalid.append(text)
        else:
            named += [item for item in _split(text, ",") if not is_placeholder(item)]
    return [*invalid, *named]


def _split(cell: str, separators: str) -> Iterator[str]:
    """The items of a list in one cell, without bullets and empty ones."""
    for item in re.split(separators, cell):
        text = BULLET.sub("", item.strip())
        if text:
            yield text


def _items(cell: str, separators: str = r"[;|,\n]") -> Iterator[list[str]]:
    """`sql:2:practised; excel` -> ["sql", "2", "practised"], ["excel"]."""
    for item in _split(cell, separators):
        yield [part.strip() for part in item.split(":")]


def _less(data: Mapping[str, Any], key: str) -> dict[str, Any]:
    return {name: value for name, value in data.items() if name != key}


def _without(held: Any, wanted: str) -> Any:
    """The claims or the list less one."""
    if isinstance(held, dict):
        return _less(held, wanted)
    return [item for item in held if _id_of(item) != wanted]


def _id_of(item: Any) -> str:
    """The id of a skill or license, a certification or a job in a profile's data."""
    if isinstance(item, str):
        return item
    return str(item["role"] if "role" in item else item["id"])


def shown_value(value: Any) -> str:
    """A value as a cell has it."""
    if isinstance(value, float):
        return f"{value:g}"
    return str(value)


def yes_or_no_word(value: bool) -> str:
    """The inverse of what YES_NO reads."""
    return "yes" if value else "no"


def _says_nothing(column: str, cell: str) -> bool:
    """True for "n/a" and the like, but not where "none" is an answer."""
    if column in LITERAL_NONE and cell.casefold() == NONE:
        return False
    if column == "licences" and says_none_valid(cell):
        return False
    return is_placeholder(cell)


def _of_cell(fault: str) -> str:
    """What is wrong with a profile as it is said of a cell: "roles.0.years: 100.0 is above 70" without the path."""
    text = re.sub(r"^(?:roles\.\d+|limits)\.", "", fault)
    return re.sub(r"(\d)\.0 (?=is (?:above|below))", r"\1 ", text).replace("2e+06", "2,000,000")


def _refuse_no_claim(column: str, text: str) -> None:
    """Raises CareerpathError for "no SQL" and "A+?"."""
    if NO_CLAIM.search(text):
        raise CareerpathError(f"{column}: {printable(text[:60])!r} is not counted as held")


def _number(column: str, text: str) -> float:
    if column == "years":
        text = FROM_TO.sub(r"\1", HALF.sub(".5", text).replace("\u00bd", "0.5"))
        if years_and_months := YEARS_AND_MONTHS.fullmatch(text):
            return round(float(years_and_months["years"] or 0) + float(years_and_months["months"]) / 12, 2)
    unit = HOURS if column == "hours_per_week" else YEARS
    try:
        return number_in(unit.sub("", text), is_money=column.endswith("_usd"))
    except ValueError:
        raise CareerpathError(f"{column}: {printable(text[:40])!r} is no number") from None


def _yes_or_no(column: str, text: str) -> bool:
    if text.casefold() not in YES_NO:
        raise CareerpathError(f"{column}: {printable(text[:40])!r} is neither yes nor no")
    return YES_NO[text.casefold()]


LIMITS: dict[str, Callable[[str, str], Any]] = {
    **dict.fromkeys((condition.limit for condition in CONDITIONS), _yes_or_no),
    **dict.fromkeys(("budget_usd", "hours_per_week", "pay_floor_usd"), _number),  # the floor: by the reader, as pay
    "deadline": lambda _, text: text,
    "state": lambda _, text: state_in(text),
}
"""How the cell of each limit is read; that of a deadline by the reader, who knows the order of day and month."""
