"""Lines of a known kind -> findings: the one matcher behind every source, and what became of every line."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from careerpath.importers.credentials import take_credentials, why_no_license
from careerpath.importers.dates import find_period, without_dates
from careerpath.importers.education import field_of_major, is_detail, is_of_education, read_education, whole_degrees
from careerpath.importers.found import HEAPS, Account, Found, Heap, Line, LineKind, Place, Sorted, place_of, shown
from careerpath.importers.matcher import Lexicon
from careerpath.importers.positions import (
    NEAR,
    count_whole_positions,
    take_headline,
    take_positions,
    take_told,
    take_whole_positions,
)
from careerpath.importers.resume import heading
from careerpath.importers.skill_text import UNKNOWN_SKILL, take_skills, under_plans
from careerpath.record import replace

HEADLINE_LINES = 6
LEAST_OF_WORK = 2
"""Jobs that show what a section is whose heading is not known."""
_UNKNOWN = {
    "certifications": "no certification of the list; `careerpath certs WORDS` finds the nearest",
    "skills": UNKNOWN_SKILL,
    "education": "no level of education in it that is known here",
}
_CONTACT = re.compile(
    r"[\w.+-]+@[\w-]+\.\w|\bhttps?:|\bwww\.|linkedin\.com|github\.com|\(?\b\d{3}\)?[\s./-]+\d{3}[\s.-]+\d{4}\b"
    r"|\b[A-Z]{2},? \d{5}\b|^page \d+|^curriculum vitae$|^r[ée]sum[ée]$|available (?:up)?on request",
    re.IGNORECASE,
)
_OF_CERTIFICATION = re.compile(
    r"(?:credential|certificate|licen[sc]e|member(?:ship)?|registration|verification)\W*(?:id|no|number|#|url)\b"
    r"|(?:see|show) credential|issu(?:er|ing organi[sz]ation)\b",
    re.IGNORECASE,
)
"""What stands under a certification and adds nothing: its number, its issuer."""
_NEEDED_BY_NOBODY: frozenset[LineKind] = frozenset(("top", "other", "aside", "unpaid"))


Number = tuple[str, int]
"""A line: its file and its number."""


def take_lines(lines: Sequence[Line], lexicon: Lexicon, today: date) -> Found:
    """What the lines say about the person; every row of an export is kept or named with the reason."""
    found = Found()
    lines = whole_degrees(under_plans(_with_work_known(lines, lexicon), lexicon), today)
    heads = _take_jobs(found, lexicon, lines, today)
    rows = _Rows()
    has_degree = any(read_education(line, today) for line in lines if line.kind == "education")
    for line in lines:
        before, named = len(found.findings), len(found.left_out)
        if line.kind == "unread":
            found.leave_out(line, "what this list or table holds is not read here")
        elif line.kind not in ("heading", "aside", "others"):
            _take_line(found, lexicon, line, today, is_head=place_of(line) in heads)
        was_taken = len(found.findings) > before
        rows.count(line, was_taken=was_taken)
        if not was_taken and len(found.left_out) == named:
            _name_unknown(found, lexicon, line, has_degree=has_degree)
    _take_jobs_told(found, lexicon, lines)
    found.accounts = rows.accounts()
    found.lines = _sorted_lines(found, lines, heads - found.without_job)
    return found


def _with_work_known(lines: Sequence[Line], lexicon: Lexicon) -> Sequence[Line]:
    """In a file that names no section of work, jobs with dates under a heading that is not known make it one.

    So do lines that hold dates and nothing else, above or below what was done then.
    """
    if any(line.kind in ("work", "position") for line in lines):
        return lines
    loose = [at for at, line in enumerate(lines) if line.kind in ("top", "other") and _is_period(line.text)]
    if len(loose) >= LEAST_OF_WORK:
        return _as_work(lines, _first_of_work(lines, loose[0]))
    unknown = [line.under for line in lines if line.kind == "unpaid" and line.under and heading(line.under) is None]
    for under in dict.fromkeys(unknown):  # the first section counts
        section = [line for line in lines if line.under == under]
        if count_whole_positions(section, lexicon) >= LEAST_OF_WORK:
            return [_of_work(line, under) for line in lines]
    return lines


def _of_work(line: Line, under: str) -> Line:
    """The line as one of the work, if it stands under this heading."""
    if line.under != under:
        return line
    return replace(line, kind="work", under="")


def _first_of_work(lines: Sequence[Line], at: int) -> int:
    """Where the work begins whose first dates stand here: above them, if something stands there."""
    if _begins_block(lines, at):
        return at
    return max(0, at - NEAR + 1)


def _as_work(lines: Sequence[Line], first: int) -> list[Line]:
    """The lines, those from here on that stand in no section as lines of the work."""
    result = list(lines[:first])
    for line in lines[first:]:
        is_loose = line.kind in ("top", "other")
        result.append(replace(line, kind="work") if is_loose else line)
    return result


def _is_period(text: str) -> bool:
    """True for dates from when until when, and nothing else."""
    return find_period(text) is not None and not re.search(r"\w", without_dates(text))


def _begins_block(lines: Sequence[Line], at: int) -> bool:
    """True if a blank line or nothing stands above."""
    return at == 0 or lines[at].number - lines[at - 1].number > 1


def _take_jobs(found: Found, lexicon: Lexicon, lines: Sequence[Line], today: date) -> set[Place]:
    """Add the jobs; return the places of their heads. Without a section of work they stand elsewhere."""
    paid = [line for line in lines if line.kind == "work"]
    heads: set[Place] = set()
    if not paid:
        paid = [line for line in lines if line.kind == "top"]
        if not any(line.kind == "position" for line in lines):
            heads = take_whole_positions(found, lexicon, [line for line in lines if line.kind == "other"], today)
    unpaid = [line for line in lines if line.kind == "unpaid" and not line.row]
    heads |= take_positions(found, lexicon, paid, today)
    return heads | take_positions(found, lexicon, unpaid, today)


def _take_jobs_told(found: Found, lexicon: Lexicon, lines: Sequence[Line]) -> None:
    """Where no job is listed, what the headline or a sentence says."""
    told = [line for line in lines if line.kind in ("top", "other")]
    if not _has_job(found):
        take_headline(found, lexicon, told[:HEADLINE_LINES])
    if not _has_job(found):
        take_told(found, lexicon, told)


def _has_job(found: Found) -> bool:
    return any(finding.kind == "role" for finding in found.findings)


def _name_unknown(found: Found, lexicon: Lexicon, line: Line, *, has_degree: bool) -> None:
    """Name a line that gave nothing where something was to be expected."""
    if not line.row and _CONTACT.search(line.text):
        return
    is_issuer = without_dates(line.text).strip(" ,-").casefold() in lexicon.issuers
    if line.kind == "certifications" and (is_issuer or _OF_CERTIFICATION.match(line.text)):
        return
    why = why_no_license(line.text) if line.kind == "certifications" else ""
    if why:
        found.leave_out(line, why, understood=True)
    elif line.row or line.kind in ("certifications", "skills"):
        found.leave_out(line, _UNKNOWN.get(line.kind, "too long for a title"))
    elif line.kind == "education" and not (has_degree and is_detail(line.text)):
        found.leave_out(line, _UNKNOWN["education"])


class _Rows:
    """Counts the rows of the tables of an export: what was kept, what was not."""

    def __init__(self) -> None:
        self.was_kept: dict[str, dict[int, bool]] = {}

    def count(self, line: Line, *, was_taken: bool) -> None:
        """A row is kept if one of its lines gave something."""
        if line.row:
            table, number = line.row
            kept = self.was_kept.setdefault(table, {})
            kept[number] = kept.get(number, False) or was_taken

    def accounts(self) -> tuple[Account, ...]:
        accounts = []
        for table, kept in self.was_kept.items():
            total = sum(kept.values())
            accounts.append(Account(table, len(kept), total, len(kept) - total))
        return tuple(accounts)


def _take_line(found: Found, lexicon: Lexicon, line: Line, today: date, *, is_head: bool) -> None:
    """Add what one line says, by its kind. The head of a job tells nothing but the job."""
    if line.kind == "position":
        take_positions(found, lexicon, [line], today)
        return
    may_name_degree = line.kind in ("education", "certifications", "other") or (line.kind == "top" and not is_head)
    if may_name_degree and _take_education(found, line, today) and line.kind == "certifications":
        return
    if is_head:
        return
    before = found.size
    taken = take_credentials(found, lexicon, line, today)
    is_told = line.kind == "certifications" and found.size > before
    if line.kind != "education" and not is_told:
        take_skills(found, lexicon, line, taken=taken)


def _take_education(found: Found, line: Line, today: date) -> bool:
    """Add the degree of a line, or the field of study to the degree above; true if there was a degree."""
    is_school = is_of_education(line) and line.kind != "certifications"  # there a college may be the issuer
    education = read_education(line, today, schools=is_school)
    if education:
        found.findings.append(education)
    elif line.kind == "education":
        _add_field(found, line)
    return education is not None


def _add_field(found: Found, line: Line) -> None:
    """Give the field of study that stands in a line of its own to the degree above it."""
    study = field_of_major(line.text)
    last = found.findings[-1] if found.findings else None
    if study and last and last.kind == "education" and not last.field and line.number - last.place.number <= NEAR:
        found.findings[-1] = replace(last, field=study)


def _sorted_lines(found: Found, lines: Sequence[Line], heads: set[Place]) -> tuple[Sorted, ...]:
    """Every line with its heap. Two columns and the pieces of a long line share a number: they are one line."""
    taken, unsure = _numbers_of_findings(found)
    result: dict[Number, Sorted] = {}
    is_first = True
    for line in lines:
        number = (line.file, line.number)
        heap = found.named.get(number) or _heap(line, is_first=is_first)
        is_first = is_first and line.kind == "heading"
        if number in unsure:
            heap = "not-understood"
        if number in taken or (place_of(line) in heads and heap != "not-understood"):
            heap = "taken"
        if line.joined_to and (whole := result.get((line.file, line.joined_to))):
            heap = whole.heap
        written = line.written or line.text
        if earlier := result.get(number):
            heap = min(heap, earlier.heap, key=HEAPS.index)
            written = f"{earlier.text} | {written}"
        result[number] = Sorted(line.file, line.number, shown(written), heap)
    # the lines of a second column come after those of the first, but are shown as the file has them
    files = list(dict.fromkeys(file for file, _ in result))
    return tuple(sorted(result.values(), key=lambda one: (files.index(one.file), one.number)))


def _numbers_of_findings(found: Found) -> tuple[set[Number], set[Number]]:
    """The lines that gave something sure, and those that gave something that is not."""
    taken: set[Number] = set()
    unsure: set[Number] = set()
    for finding in found.findings:
        numbers = unsure if finding.unsure else taken
        numbers.add((finding.place.file, finding.place.number))
    return taken, unsure


def _heap(line: Line, *, is_first: bool) -> Heap:
    """Of a line that gave nothing and was not named."""
    if line.kind in ("heading", "others") or _CONTACT.search(line.text):
        return "not-about-you"
    if line.kind == "certifications":  # else it would have been named
        return "not-needed"
    is_name = is_first and line.kind == "top" and len(line.text.split()) <= 6
    has_words = re.search(r"[^\W\d_]{2}", without_dates(line.text)) is not None
    if is_name or not (has_words or line.kind in ("work", "position")):
        return "not-about-you"
    # dates outside of the sections of work and education: a job or a school that was not recognized?
    may_be_job = line.kind in ("top", "other") and not line.is_item
    if may_be_job and find_period(line.text):
        return "not-understood"
    if line.is_item or line.kind in _NEEDED_BY_NOBODY or line.kind in ("work", "education"):
        return "not-needed"
    return "not-understood"
