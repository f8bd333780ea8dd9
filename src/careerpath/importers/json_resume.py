"""A JSON Resume (jsonresume.org): work, education, certificates, skills, projects and volunteering."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from careerpath.errors import CareerpathError
from careerpath.importers.credentials import take_credentials
from careerpath.importers.dates import parse_month, period
from careerpath.importers.education import read_education
from careerpath.importers.found import Account, Found, Place, shown
from careerpath.importers.json_lines import JsonFaultError, JsonLines, Path
from careerpath.importers.matcher import Lexicon
from careerpath.importers.positions import add_role
from careerpath.importers.skill_text import take_named_skill, take_skills
from careerpath.importers.titles import TitleMatch, role_of_title
from careerpath.knowledge.text_file import printable

PARTS = ("work", "education", "certificates", "skills", "projects", "volunteer")


def read_json_resume(text: str, name: str, lexicon: Lexicon, today: date) -> Found:
    """What the file says. Raises CareerpathError if it is no JSON or no JSON Resume."""
    try:
        file = JsonLines(text)
    except JsonFaultError as error:
        raise CareerpathError(f"{name}:{error.line}: not valid JSON: {printable(str(error))}") from None
    if not isinstance(file.data, dict) or not any(part in file.data for part in ("basics", *PARTS)):
        raise CareerpathError(f"{name}:1: no JSON Resume; it has keys such as `basics`, `work` and `skills`")
    reader = _Reader(file, name, lexicon, today)
    takers: dict[str, Callable[[dict[str, Any], Path], str]] = {
        "work": reader.work,
        "education": reader.education,
        "certificates": reader.certificate,
        "skills": reader.skill,
        "projects": reader.prose_only,
        "volunteer": reader.prose_only,
    }
    for part, take in takers.items():
        reader.take_list(part, take)
    reader.summary()
    return reader.found


class _Reader:
    """Walks the file; every entry of a list is kept or named as a problem."""

    def __init__(self, file: JsonLines, name: str, lexicon: Lexicon, today: date) -> None:
        self.file = file
        self.name = name
        self.lexicon = lexicon
        self.today = today
        self.found = Found()

    def take_list(self, part: str, take: Callable[[dict[str, Any], Path], str]) -> None:
        """Hand every entry of one list to its reader, and count."""
        entries = self.file.data.get(part)
        if entries is None:
            return
        if not isinstance(entries, list):
            self.found.leave_out(self.place((part,), part), "must be a list; not read")
            return
        kept = 0
        for i, entry in enumerate(entries):
            path: Path = (part, i)
            why = take(entry, path) if isinstance(entry, dict) else "must be an object with named values; not read"
            kept += not why
            if why:
                self.found.leave_out(self.place(path, _label(entry)), why)
        self.found.accounts.append(Account(f"{self.name}, {part}", len(entries), kept, len(entries) - kept))

    def place(self, path: Path, text: str) -> Place:
        return Place(self.name, self.file.line(path), text or "(empty)")

    def work(self, entry: dict[str, Any], path: Path) -> str:
        title_text = _text(entry, "position")
        before = self.found.size
        self._prose(entry, path)
        title = role_of_title(title_text, self.lexicon)
        if isinstance(title, str):
            return title + ("; the skills of its description were taken" if self.found.size > before else "")
        assert isinstance(title, TitleMatch)
        dates = (_text(entry, "startDate"), _text(entry, "endDate"))
        shown_text = f"{title_text} | {dates[0] or '?'} - {dates[1] or 'present'}"
        place = self.place((*path, "position"), shown_text)
        add_role(self.found, title, place, period(*dates), self.today)
        return ""

    def education(self, entry: dict[str, Any], path: Path) -> str:
        ends = parse_month(_text(entry, "endDate"))
        unfinished = bool(ends and ends.first_day > self.today.isoformat())
        kind = _text(entry, "studyType") or _text(entry, "institution")
        place = self.place((*path, "studyType"), kind)
        field = shown(_text(entry, "area")).lower()
        schooling = read_education(place, self.today, field=field, unfinished=unfinished, schools=True)
        if schooling is None:
            return "no level of education in it that is known here"
        self.found.education.append(schooling)
        return ""

    def certificate(self, entry: dict[str, Any], path: Path) -> str:
        text = _text(entry, "name")
        earned = parse_month(_text(entry, "date"))
        place = self.place((*path, "name"), text + (f", earned {earned.first_day}" if earned else ""))
        before, left = self.found.size, len(self.found.left_out)
        take_credentials(self.found, self.lexicon, place, self.today, listed=True)
        if self.found.size > before:
            return ""
        if len(self.found.left_out) > left:
            return self.found.left_out.pop().message.split(": ", 1)[-1]
        return "no certification of the list; `careerpath certs WORDS` finds the nearest"

    def skill(self, entry: dict[str, Any], path: Path) -> str:
        level = _text(entry, "level")
        named = [((*path, "name"), _text(entry, "name"))]
        keywords = entry.get("keywords")
        if isinstance(keywords, list):
            named += [((*path, "keywords", i), k) for i, k in enumerate(keywords) if isinstance(k, str)]
        taken = [
            take_named_skill(self.found, self.lexicon, self.place(where, text), level=level)
            for where, text in named
            if text
        ]
        return "" if any(taken) else "no skill of the list; `careerpath skills WORDS` finds the nearest"

    def prose_only(self, entry: dict[str, Any], path: Path) -> str:
        before = self.found.size
        self._prose(entry, path)
        return "" if self.found.size > before else "no skill of the list in its description"

    def summary(self) -> None:
        """The skills that the summary names."""
        basics = self.file.data.get("basics")
        if isinstance(basics, dict) and (text := _text(basics, "summary")):
            take_skills(self.found, self.lexicon, self.place(("basics", "summary"), text), listed=False)

    def _prose(self, entry: dict[str, Any], path: Path) -> None:
        for where, text in _prose_of(entry, path):
            place = self.place(where, text)
            taken = take_credentials(self.found, self.lexicon, place, self.today, listed=False)
            take_skills(self.found, self.lexicon, place, listed=False, taken=taken)


def _prose_of(entry: dict[str, Any], path: Path) -> Iterator[tuple[Path, str]]:
    for key in ("summary", "description"):
        if text := _text(entry, key):
            yield (*path, key), text
    for key in ("highlights", "keywords"):
        lines = entry.get(key)
        for i, line in enumerate(lines if isinstance(lines, list) else ()):
            if isinstance(line, str) and line.strip():
                yield (*path, key, i), line


def _text(entry: dict[str, Any], key: str) -> str:
    value = entry.get(key)
    return value.strip() if isinstance(value, str) else ""


def _label(entry: Any) -> str:
    if not isinstance(entry, dict):
        return str(entry)[:80]
    return next(
        (text for key in ("position", "name", "studyType", "institution") if (text := _text(entry, key))), "(empty)"
    )
