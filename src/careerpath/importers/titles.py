"""Jobs held: from a title as written to the job it means, and from neighbouring lines to its dates."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from careerpath.importers.dates import Period, fault, find_months, find_period
from careerpath.importers.found import Finding, Found, Line
from careerpath.importers.matcher import Lexicon
from careerpath.knowledge.base import OCCUPATION, KnowledgeBase
from careerpath.knowledge.foreign import occupations
from careerpath.people.held_jobs import role_of_military
from careerpath.people.job_words import tokens
from careerpath.people.jobs import Meaning, meaning
from careerpath.record import Record, replace

_SEPARATOR = re.compile(r"\s+[-–—@|/]\s+|[,;|•·–—()\t]|\s{3,}|\s@\s|\bat\b|:\s")
_LESSER_WORDS = """
student intern internship trainee aspiring apprentice deputy recruiter candidate volunteer shadow
extern retired future vice substitute
"""
_LESSER = frozenset(_LESSER_WORDS.split())
"""Beside a role's name they mean another, lesser job."""
_TRAILING = re.compile(
    r"[\s/–-]+(?:i{1,3}|iv|v|[1-5]|icu|er|ed|or|pacu|nicu|picu|med|surg|surgical|telemetry|oncology|p[a]?ediatrics?|nights?|days?"
    r"|shift|part|full|time|remote|contract(?:or)?|temp(?:orary)?|lead|hybrid|on-?site|per|diem|prn|military)$",
    re.IGNORECASE,
)
"""After a title they say where or how the work is done."""
_FIELD = re.compile(
    r"(?:designation|position|(?:job )?title|post|employer|organi[sz]ation|company|duration|period|dates?|tenure)"
    r"(?: held)?\s*:",
    re.IGNORECASE,
)
"""What a job is written in as a form: "Designation: ..."."""
_MILITARY_CODE = re.compile(r"\d{1,2}[A-Z][\dA-Z]{0,3}")
"""68W, 25B, 4N0X1: alone between the commas of a line with dates."""
MAX_TITLE = 200
NEAR = 3
"""Lines between a title and its dates, at most."""
MAX_WORDS = 16
MAX_TITLE_WORDS = 9
"""No title has more."""
MAX_TITLES = 1_500
"""Words of one file that are looked up as titles: 3 seconds; a long résumé needs 200."""
MAX_PARTS = 8
"""Parts of a line that are looked at as titles."""


Place = tuple[int, str]
"""Number and text of a line: two columns of a page share their numbers."""


def place_of(line: Line) -> Place:
    """What tells the line from the others of its file."""
    return line.number, line.text


class Title(Record):
    """The job that a title means: its role, or "" and why there is none."""

    role: str
    why: str
    is_sure: bool = True
    is_known: bool = True
    """False if the words say nothing that is known here."""
    is_code: bool = False
    """It goes by a military code; the title beside it says more."""


NO_TITLE = Title("", "no job that is known here has this title; `careerpath jobs WORDS` finds the nearest", True, False)


def role_of_title(title: str, lexicon: Lexicon, *, in_text: bool = False, has_dates: bool = False) -> Title:
    """The job in a title as people write it: "Sr. Helpdesk Analyst II, Mercy General".

    Of its parts the one that is a role's own name counts before one that only may be; all are read by `jobs.meaning`.
    `in_text`: it is a line of a résumé, which may be a sentence; a title there is written with capitals. Letters behind
    a name are a title only if the line has dates (`has_dates`).
    """
    title = title[:MAX_TITLE]
    parts = [part.strip(" .") for part in (title, *_SEPARATOR.split(title)) if part.strip(" .")]
    best = NO_TITLE
    for number, part in enumerate(list(dict.fromkeys(parts))[:MAX_PARTS]):
        begins = part[0].isupper() if number < 2 else _has_title_case(part)
        begins = begins or (has_dates and bool(_MILITARY_CODE.fullmatch(part)))
        is_behind_name = number > 1 and len(part) <= 4 and part.isupper()  # "Dr. Example, MD"
        if in_text and (not begins or (is_behind_name and not has_dates)):
            continue
        found = _job_in(part, lexicon)
        if found.role and found.is_sure and not found.is_code:
            return found
        if found.is_known and not best.role and (found.role or not best.is_known):
            best = found
    return best


def _job_in(part: str, lexicon: Lexicon) -> Title:
    """What one part of a title names as a whole, with or without what stands behind it."""
    if part.isupper() and lexicon.find(part, "certs"):  # "RHIT" says what is held
        return NO_TITLE
    for words in dict.fromkeys((part, _without_trailing(part))):
        if len(words) < 2 or (len(words) <= 3 and not (words.isupper() or _is_own_name(words, lexicon))):
            continue
        if (found := _meant(words, lexicon)).is_known:
            return found
    return NO_TITLE


def _meant(words: str, lexicon: Lexicon) -> Title:
    answer = _meaning(words, lexicon)
    lesser = [word for word in re.findall(r"\w+", words.casefold()) if word in _LESSER]
    if lesser and not (answer.is_exact and answer.found[0].why == "this title"):
        rest = re.sub(rf"\b(?:{'|'.join(lesser)})\b", " ", words, flags=re.IGNORECASE)
        if answer.is_exact or _meaning(rest, lexicon).is_exact:
            return Title("", f"{lesser[0]!r} beside the role's name: not counted as the job itself")
    if not answer.found or _is_employer(words):
        return NO_TITLE
    if answer.found[0].kind == "none":
        return Title("", f"{words!r} names no paid job")
    role = role_meant(answer, lexicon.kb)
    is_sure = answer.is_sure and answer.is_exact
    is_code = answer.found[0].kind == "military"
    return Title(role, f"the title {words!r}", is_sure, is_code=is_code) if role else NO_TITLE


def _meaning(words: str, lexicon: Lexicon) -> Meaning:
    """`jobs.meaning`, asked once for the same words, and not without end."""
    known = lexicon.meanings
    if words not in known:
        if len(known) >= MAX_TITLES or len(words.split()) > MAX_TITLE_WORDS:
            return Meaning(words, (), False)
        known[words] = meaning(words, lexicon.kb, near=False)
    return known[words]


def role_meant(answer: Meaning, kb: KnowledgeBase) -> str:
    """The role of what the words name exactly."""
    first = answer.found[0]
    if first.kind == "military":
        role = role_of_military(answer, kb)
    else:
        role = first.id if first.kind == "role" else OCCUPATION + first.soc
    return role if role in kb.roles else ""


def _is_employer(words: str) -> bool:
    """ "Walmart" and "US Army" name where somebody worked."""
    language = occupations().language
    known = {*map(str, language["places"]), *map(str, language["aside"])}
    return all(word in known for word in tokens(words))


def _without_trailing(part: str) -> str:
    while match := _TRAILING.search(part):
        part = part[: match.start()].rstrip(" ,-–/(")
    return part


def _is_own_name(words: str, lexicon: Lexicon) -> bool:
    """ "RPh" is the name of a role, written as it is."""
    return any(match.text == words and match.has_its_capitals for match in lexicon.find(words, "roles"))


def _has_title_case(text: str) -> bool:
    """ "Senior Director of Nursing", not "Reported to the physician"."""
    small = ("of", "and", "for", "the", "to", "in", "de", "y")
    return all(word[0].isupper() or word in small for word in re.findall(r"[^\W\d_]+", text))


class _Head:
    """A line that may be the head of a position or a part of one."""

    def __init__(self, at: int, line: Line, lexicon: Lexicon, *, is_small: bool = False) -> None:
        """`is_small`: the whole file is in small letters, so that a title has no capital either."""
        self.at = at
        self.line = line
        text = line.text
        hit = find_period(text)
        self.period = hit[0] if hit else None
        self.rest = text
        if hit:
            before, after = text[: hit[1]].rstrip(" ([|,-–—"), text[hit[2] :]
            after = "" if re.match(r"\W*:\s", after) else after.lstrip(" )]|,-–—")  # "(2019 – 2020): ran the servers"
            self.rest = f"{before} | {after}" if before and after else before or after
        # the title stands before or behind the dates, never across them
        short = len(self.rest.split()) <= MAX_WORDS
        in_text = line.kind != "position" and not (is_small and hit)
        self.title = role_of_title(self.rest, lexicon, in_text=in_text, has_dates=bool(hit)) if short else NO_TITLE
        self.used = bool(self.title.role)

    @property
    def is_head(self) -> bool:
        """An item of a list is one only if it has both a title and dates; other items tell of the work."""
        if not is_item_of_work(self.line):
            return len(self.rest.split()) <= MAX_WORDS
        return bool(self.period and self.title.role)

    @property
    def counts_without_dates(self) -> bool:
        """A role of ours by its own name; the name of another occupation may be that of a department."""
        return self.title.is_sure and not self.title.role.startswith(OCCUPATION)


def is_item_of_work(line: Line) -> bool:
    """True for an item of a list that tells of the work; a field of a job with a mark before it is none."""
    return line.is_item and not _FIELD.match(line.text)


def take_positions(found: Found, lexicon: Lexicon, lines: Sequence[Line], today: date) -> set[Place]:
    """Add the jobs of these lines; return the places of the lines that are heads of positions."""
    is_small = not any(line.text != line.text.lower() for line in lines)
    possible = [_Head(at, line, lexicon, is_small=is_small) for at, line in enumerate(lines) if _may_be_head(line)]
    all_are_items = not any(head.period for head in possible if not is_item_of_work(head.line))
    heads = [head for head in possible if head.is_head or (all_are_items and head.period)]
    titles = [head for head in heads if head.title.role]
    dated = [head for head in heads if head.period]
    dates_first = bool(dated and titles) and dated[0].at < titles[0].at
    parts: set[int] = {head.at for head in (*titles, *dated)}
    for head in titles:
        source = head if head.period else _dates_for(head, dated, lines, dates_first=dates_first)
        if source:
            source.used = True
            parts |= set(range(min(head.at, source.at), max(head.at, source.at)))
        elif head.line.kind == "top" or not (head.counts_without_dates or head.line.kind == "position"):
            head.used = False
            continue
        _add_role(found, head, source.period if source else None, today)
    for head in heads:
        if not head.used and not head.line.under and (head.period or head.line.kind == "position"):
            line = head.line
            if head.at and not head.rest.strip(" |"):  # the dates stand alone
                line = replace(line, text=f"{lines[head.at - 1].text} / {line.text}")
            found.leave_out(line, f"a position, but {head.title.why}", understood=head.title.is_known)
    return {place_of(lines[at]) for at in parts}


def _may_be_head(line: Line) -> bool:
    """Short, or with dates near its beginning."""
    words = line.text.split()
    return len(words) <= MAX_WORDS or find_period(" ".join(words[: MAX_WORDS + 6])) is not None


def _dates_for(head: _Head, dated: Sequence[_Head], lines: Sequence[Line], *, dates_first: bool) -> _Head | None:
    """The nearest unused line with dates and without a title of its own, with no item of a list between."""

    def has_item_between(other: _Head) -> bool:
        return any(is_item_of_work(line) for line in lines[min(head.at, other.at) : max(head.at, other.at)])

    near = [other for other in dated if abs(other.at - head.at) <= NEAR]
    free = [other for other in near if not other.used and not has_item_between(other)]
    preferred = [other for other in free if (other.at < head.at) == dates_first]
    return min(preferred or free, key=lambda other: abs(other.at - head.at), default=None)


def _add_role(found: Found, head: _Head, period: Period | None, today: date) -> None:
    """Add one job; dates that cannot be true or read are left out and named."""
    if period and (why := fault(period, today)):
        found.leave_out(head.line, f"its dates are not used: {why}")
        period = None
    elif not period and _has_date(head.rest):
        found.leave_out(head.line, "its dates are not used: from when until when is not clear")
    unsure = "" if head.title.is_sure else "the title may mean several jobs"
    if head.line.under:
        unsure = f"it stands under {head.line.under!r}"
    current = period is not None and period.end is None
    because = f"{head.title.why}, {period or 'no dates'}"
    finding = Finding("role", head.title.role, head.line, because, period=period, current=current, unsure=unsure)
    found.findings.append(finding)


def _has_date(text: str) -> bool:
    return bool(find_months(text) or re.search(r"(?<![\w/])\d{1,2}[/.]\d{2}(?![\w/])", text))


def take_headline(found: Found, lexicon: Lexicon, lines: Sequence[Line]) -> None:
    """Without a position, the line under the name may say what the person is ("Registered Nurse | Ohio")."""
    for line in lines:
        title = role_of_title(line.text, lexicon, in_text=True)
        if title.role and title.is_sure and not title.role.startswith(OCCUPATION):
            because = f"{title.why} in the headline, no dates"
            found.findings.append(Finding("role", title.role, line, because, current=True))
            return
