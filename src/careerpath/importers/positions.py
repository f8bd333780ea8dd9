"""Jobs held: titles and dates of neighboring lines, put together."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from careerpath.importers.dates import Period, fault, find_months, find_period, find_periods, lasts
from careerpath.importers.dates import Place as DatedPlace
from careerpath.importers.found import Finding, Found, Line, Place, place_of
from careerpath.importers.matcher import Lexicon
from careerpath.importers.skill_text import denied
from careerpath.importers.titles import NO_TITLE, Title, near_title, role_of_title, second_title
from careerpath.knowledge.base import OCCUPATION
from careerpath.people.job_words import names_hospital
from careerpath.record import replace

_FIELD = re.compile(
    r"(?:(?:designation|position|occupation|(?:job )?title|role|post|employer|organi[sz]ation|company|duration|period"
    r"|dates?|tenure)(?: held)?\s*:"
    # the lines of the European form, which have no colon
    r"|dates \(from\W+to\):?|occupation or position held:?|name and address of employer:?"
    r"|type of business or sector:?)\s*",
    re.IGNORECASE,
)
"""What a job is written in as a form: "Designation: ..."."""
_PROMOTED = re.compile(r"\b(?:promoted|transferred|(?:advanced|moved) (?:to|up|in|on|here))\b", re.IGNORECASE)
"""With a date behind a title: it began within the dates of the employer, "Analyst (promoted in May 2018)"."""
_LABEL_OF_ITEM = re.compile(r"[A-Z][a-z]+(?: [A-Z]?[a-z]+){0,3}:\s+[a-z]")
"""It tells of the work: "- Collateral duties: Career Counselor, 2019-22"."""
_APPLIED_FOR = re.compile(r"\b(?:appl(?:ication|ying|ied)|req(?:uisition)?\b|position:|vacancy|re:)", re.IGNORECASE)
"""A line that names the job somebody wants to have."""
_DESCRIBES = re.compile(r"\W*(?::\s|\.\s+[A-Z])")
"""Behind dates: what follows tells of the work, "Help desk (2019 - 2020): ran the servers", "(2019 - 2020). I ran"."""
_TELLS_JOB = re.compile(
    r"\b(?:work(?:s|ed|ing)? as|employed as|i am|i['’]m|i was|was|have been|has been|became) (?:an? |the )?"
    r"(?P<title>[^\W\d_][^,.;:()]{2,60}?)(?= (?:at|for|in|with|since|from|until|on|and|who|before)\b|[,.;:()]|$)",
    re.IGNORECASE,
)
"""A job in a sentence: "has worked as a pharmacy technician at Example Hospital since 2017"."""
_WORKED_AS = re.compile(
    r"(?:i )?(?:am |have )?(?:currently )?(?:work(?:ed|ing)?|employed|served|serving) as (?:an? |the )?"
    r"(?P<title>[^,;.]{3,60}?),? (?:in|at|for|with) (?P<where>.+)",
    re.IGNORECASE,
)
"""A job written as a sentence: "Worked as System Administrator in Sample Ltd. from Jul 2019 to Dec 2022"."""
_SENTENCES = re.compile(r"\w{4}\. +\S.*\.$")
"""More than one of them tell of the work: "Ventilators and pumps. Preceptor to new graduates."."""
_FORM_DETAIL = re.compile(
    r"(?:location|i currently work here|currently (?:work(?:ing)?|employed) here|employment status|city|country"
    r"|salary|hours(?: per week)?|series|pay plan|grade|(?:work )?schedule|employment type|duties|supervisor"
    r"|okay to contact|may we contact|address|phone)\b[^:]{0,40}:",
    re.IGNORECASE,
)
"""A line of a form about a job that is neither its title nor its dates: "Hours per week: 40"."""
_FIELD_OF_WORK = re.compile(
    r"(?:management|services?|department|informatics|nursing|medicine|surgery|pharmacy|radiology|laboratory|technology"
    r"|operations|support)\W*$",
    re.IGNORECASE,
)
"""The end of a name that may be a department's: "Health Information Management"."""
_SINCE_WITHIN = re.compile(r"[.;]\s+\S.*\S\s+$|\([^()]*\w\s+$")
"""Before a "since": it tells of something within the job, "By phone. Team lead since 2022", "(0.8 FTE since 2024)"."""
SEVERAL = "the title may mean several jobs"
NEAR = 3
"""Lines between a title and its dates, at most."""
LONGEST_LETTERS = 4
"""Of a title that is an abbreviation: "MA"."""
MAX_WORDS = 16
"""Of a line that is a title with an employer and a place; a longer one is a sentence."""
_ROOM_FOR_DATES = 6
"""Words that the dates before a long line may take."""


class _Head:
    """A line that may be the head of a position or a part of one."""

    def __init__(self, at: int, line: Line, lexicon: Lexicon, *, is_small: bool = False) -> None:
        """`is_small`: the whole file is in small letters, so that a title has no capital either."""
        self.at = at
        self.line = line
        text = line.text
        if line.kind != "top":
            text = _WORKED_AS.sub(r"\g<title> | \g<where>", text)
        self.periods, self.rest = _without_periods(text)
        self.is_short = len(self.rest.split()) <= MAX_WORDS
        self.title = NO_TITLE
        tells_of_work = not self.periods and line.kind != "position" and _SENTENCES.search(line.text)
        if self.is_short and not tells_of_work and not _is_certification(self.rest, lexicon):
            has_dates = bool(self.periods)
            self.title = role_of_title(
                self.rest,
                lexicon,
                in_text=line.kind != "position",
                has_dates=has_dates,
                is_small=is_small and has_dates,
            )
            if is_small and has_dates and not self.title.role:
                self.title = _title_at_end(self.rest, lexicon)
        self.used = bool(self.title.role)
        self.is_skill = any(match.text == self.rest for match in lexicon.find(self.rest, "skills"))

    @property
    def is_label(self) -> bool:
        """It tells of the work behind a label."""
        return _LABEL_OF_ITEM.match(self.line.text) is not None and not _FIELD.match(self.line.text)

    @property
    def is_head(self) -> bool:
        """An item of a list is one only if it has both a title and dates; other items tell of the work."""
        if self.is_label:
            return False
        if not is_item_of_work(self.line):
            return self.is_short
        return bool(self.periods and self.title.role)

    @property
    def counts_without_dates(self) -> bool:
        """A role of ours by its own name; that of another occupation may be a department's, or that of a skill."""
        if self.line.kind == "top" or self.is_skill:  # at the top it is what somebody is or wants to be
            return False
        return self.line.kind == "position" or (self.title.is_sure and not self.title.role.startswith(OCCUPATION))


def _is_certification(text: str, lexicon: Lexicon) -> bool:
    """True for a name with who gives it: "Registered Health Information Technician (RHIT), AHIMA, since 2020"."""
    is_of_issuer = any(piece.strip().casefold() in lexicon.issuers for piece in re.split(r"[,|]", text))
    return is_of_issuer and bool(lexicon.find(text, "certs"))


def _title_at_end(text: str, lexicon: Lexicon) -> Title:
    """In a file without capitals nothing parts the employer from the title: "dollar place cashier"."""
    words = [word.upper() if len(word) <= 4 else word for word in text.split()]  # "evs", "cna"
    for first in range(max(1, len(words) - 3), len(words)):
        title = role_of_title(" ".join(words[first:]), lexicon)
        if title.role and title.is_sure:
            return title
    return NO_TITLE


def _without_periods(text: str) -> tuple[list[Period], str]:
    """The dates of one job in a line, and the rest; the title stands before or behind them, never across them."""
    label = _FIELD.match(text)
    text = text[label.end() :] if label else text
    places = [place for place in find_periods(text) if not _tells_of_part(text, place)]
    if not places:
        return [], text
    first, start, end = places[0]
    periods = [first]
    for period, begins, ends in places[1:]:
        if not re.fullmatch(r"\s*(?:,|;|/|&|\+|and)\s*", text[end:begins]):  # another job begins in between
            break
        periods.append(period)
        end = ends
    before = text[:start].rstrip(" ([|,-–—")
    after = text[end:]
    after = "" if before and _DESCRIBES.match(after) else after.lstrip(" )]|,-–—:")
    if before and after:
        return periods, f"{before} | {after}"
    return periods, before or after


def _tells_of_part(text: str, place: DatedPlace) -> bool:
    """True for a "since" in a sentence behind the title: it is not the time of the job."""
    _, start, end = place
    is_since = re.match(r"since\b", text[start:end], re.IGNORECASE)
    return is_since is not None and _SINCE_WITHIN.search(text[:start]) is not None


def is_item_of_work(line: Line) -> bool:
    """True for an item of a list that tells of the work; a field of a job with a mark before it is none."""
    return line.is_item and not _FIELD.match(line.text)


def take_positions(found: Found, lexicon: Lexicon, lines: Sequence[Line], today: date) -> set[Place]:
    """Add the jobs of these lines; return the places of the lines that are heads of positions."""
    section = _Section(lines, lexicon)
    for head in section.titles:
        section.take_titled(found, head, today)
    for source in section.dated:
        if not source.used:
            section.take_untitled(found, source, today)
    _settle(found)
    _name_unused(found, section.heads, section.lines)
    found.without_job |= {place_of(head.line) for head in section.heads if not head.used}
    return {place_of(section.lines[at]) for at in section.parts}


class _Section:
    """Lines in which jobs stand, and which of them are heads."""

    def __init__(self, lines: Sequence[Line], lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.lines = _with_outer_marks([line for line in lines if not _FORM_DETAIL.match(line.text)])
        self.lines = _with_titles_marked(self.lines, lexicon)
        self.heads = _heads(self.lines, lexicon)
        has_whole_head = any(head.periods and head.title.role for head in self.heads)
        if not has_whole_head and all(line.is_item for line in self.lines):
            self.lines = [replace(line, is_item=False) for line in self.lines]  # a mark before every line says nothing
            self.heads = _heads(self.lines, lexicon)
        self.titles = [head for head in self.heads if head.title.role]
        self.dated = [head for head in self.heads if head.periods]
        self.dates_first = _are_dates_first(self.heads, self.titles, self.dated)
        self.parts: set[int] = {head.at for head in (*self.titles, *self.dated)}
        """The places of all lines that belong to the head of a job."""

    def take_titled(self, found: Found, head: _Head, today: date) -> None:
        """Add the job of a title with the dates that belong to it."""
        source = self._dates_of(head)
        if source and _FIELD_OF_WORK.search(head.rest) and _spans_others(source, self.heads):
            return
        if source:
            source.used = True
            # what stands between a title and its dates belongs to them: the employer, the place
            self.parts |= set(range(min(head.at, source.at), max(head.at, source.at)))
        elif not head.counts_without_dates or self._tells_of_job_above(head):
            head.used = False
            return
        periods = source.periods if source else [None]
        for period in periods:
            _add_role(found, head, period, self.lexicon, today)

    def take_untitled(self, found: Found, source: _Head, today: date) -> None:
        """Dates without a title tell where the jobs below were, or belong to a title in small letters."""
        if _spans_others(source, self.heads):
            source.used = True
            return
        small = _small_title(source, self.lines, self.parts, self.lexicon)
        head = small or self._near_title(source)
        if head:
            source.used = True
            self.parts.add(head.at)
            _add_role(found, head, source.periods[0], self.lexicon, today)

    def _tells_of_job_above(self, head: _Head) -> bool:
        """True right below the dates of a title above: "LPN" / "May 2019 - May 2021" / "Floor nurse, rehab hall"."""
        above = next((other for other in self.dated if other.at == head.at - 1), None)
        return above is not None and above.used and not above.title.role and not self.dates_first

    def _near_title(self, source: _Head) -> _Head | None:
        """The head beside these dates, or itself, whose title is not known but ends as one that is."""
        steps = (0, -1, -2, 1)  # the employer may stand between
        if self.dates_first:
            steps = (0, 1, 2, -1)
        for step in steps:
            at = source.at + step
            if not 0 <= at < len(self.lines) or (at in self.parts and at != source.at):
                continue
            head = _Head(at, self.lines[at], self.lexicon)
            if is_item_of_work(head.line) or not head.is_short or head.title.is_known:
                continue
            if _is_certification(head.rest, self.lexicon):
                continue
            head.title = near_title(head.rest, self.lexicon)
            if head.title.role:
                return head
        return None

    def _dates_of(self, head: _Head) -> _Head | None:
        """The head itself, or the line with its dates; one that was promoted has a time of its own."""
        if head.periods:
            return head
        if _has_date(head.rest) and _PROMOTED.search(head.rest):
            return None
        return self._dates_for(head)

    def _dates_for(self, head: _Head) -> _Head | None:
        """The nearest unused line with dates and no title of its own, with no item and no other title between."""

        def belongs_above(other: _Head) -> bool:
            near = range(other.at - NEAR - 2, other.at)
            return any(title.at in near and title is not head and not title.periods for title in self.titles)

        def has_title_between(other: _Head) -> bool:
            between = range(min(head.at, other.at) + 1, max(head.at, other.at))
            return any(title.at in between and title.title.is_sure and not title.periods for title in self.titles)

        def has_item_between(other: _Head) -> bool:
            between = self.lines[min(head.at, other.at) : max(head.at, other.at)]
            return any(is_item_of_work(line) for line in between)

        near = [other for other in self.dated if abs(other.at - head.at) <= NEAR and not has_title_between(other)]
        free = [other for other in near if not other.used and not has_item_between(other)]
        preferred = [other for other in free if (other.at < head.at) == self.dates_first]
        if not preferred and not self.dates_first:
            preferred = [other for other in free if not belongs_above(other)]
        return min(preferred, key=lambda other: abs(other.at - head.at), default=None)


def take_whole_positions(found: Found, lexicon: Lexicon, lines: Sequence[Line], today: date) -> set[Place]:
    """Add the jobs of a file that has no section for them: title and a range of dates stand in one line."""
    places: set[Place] = set()
    for head in [_Head(at, line, lexicon) for at, line in enumerate(lines) if _may_be_head(line)]:
        is_told = re.search(r"\bsince\b", head.line.text, re.IGNORECASE)
        if head.is_head and head.periods and not is_told and head.title.role and head.title.is_sure:
            _add_role(found, head, head.periods[0], lexicon, today)
            places.add(place_of(head.line))
    return places


def count_whole_positions(lines: Sequence[Line], lexicon: Lexicon) -> int:
    """How many of the lines hold a title that is sure and its dates."""
    heads = [_Head(at, line, lexicon) for at, line in enumerate(lines) if _may_be_head(line)]
    return sum(bool(head.periods and head.title.role) and head.title.is_sure for head in heads)


def _small_title(source: _Head, lines: Sequence[Line], taken: set[int], lexicon: Lexicon) -> _Head | None:
    """The title in small letters right above or below dates that have none: "forklift operator, second shift"."""
    for at in (source.at - 1, source.at + 1):
        if at in taken or not 0 <= at < len(lines):
            continue
        line = lines[at]
        if is_item_of_work(line) or not line.text[:1].islower():
            continue
        head = _Head(at, line, lexicon)
        head.title = role_of_title(head.rest, lexicon, in_text=True, is_small=True)
        if head.is_short and head.title.role and head.title.is_sure:
            return head
    return None


def _settle(found: Found) -> None:
    """A title of several meanings means what another job of the file surely is: "MA" beside "Medical Assistant"."""
    sure = {one.id for one in found.findings if one.kind == "role" and not one.unsure}
    for at, one in enumerate(found.findings):
        if one.kind == "role" and one.unsure == SEVERAL and one.id in sure:
            found.findings[at] = replace(one, unsure="")


def _is_department(head: _Head, following: _Head) -> bool:
    """True if what may be a title is where the job below was: "Example Hospital, Health Information Management"."""
    if not following.title.role or not following.title.is_sure or not re.search(r"[,|]|\s{3}", head.rest):
        return False
    if head.periods:
        is_near = not following.periods and following.at - head.at <= NEAR
        return is_near and _FIELD_OF_WORK.search(head.rest) is not None
    is_behind_employer = bool(head.title.words) and not head.rest.startswith(head.title.words)
    return is_behind_employer and bool(following.periods) and following.at - head.at == 1


def _spans_others(head: _Head, heads: Sequence[_Head]) -> bool:
    """True if the dates are those of the jobs below, taken together: "Example Hospital, Radiology, 2008 to 2020"."""
    below = next((other for other in heads if other.at > head.at and other.periods), None)
    if below is None or not below.title.role or not head.periods:
        return False
    whole, part = head.periods[0], below.periods[0]
    starts_within = part.start.number(1) >= whole.start.number(1)
    ends_within = whole.end is None or (part.end is not None and part.end.number(12) <= whole.end.number(12))
    return whole != part and starts_within and ends_within


def _are_dates_first(heads: Sequence[_Head], titles: Sequence[_Head], dated: Sequence[_Head]) -> bool:
    """True if the dates of a job stand above its title: more titles without dates have dates above them than below.

    Where as many have, dates above the first title do not show it: a title above them may not be known. But then
    nothing is left below the last dates, where its job would have to stand.
    """
    free = [head.at for head in dated if not head.title.role]
    undated = [head.at for head in titles if not head.periods]
    above = sum(any(0 < at - other <= NEAR for other in free) for at in undated)
    below = sum(any(0 < other - at <= NEAR for other in free) for at in undated)
    if above != below:
        return above > below
    if not dated or not titles or dated[0].at > titles[0].at:
        return False
    last = dated[-1].at
    return any(head.at >= last and head.rest.strip(" |") and not head.rest.endswith(".") for head in heads)


def _with_outer_marks(lines: Sequence[Line]) -> list[Line]:
    """Where every line has a mark and there are several, what has the mark of the first line is no item of the work."""
    marks = {line.mark for line in lines}
    if len(marks) < 2 or "" in marks:
        return list(lines)
    result: list[Line] = []
    for line in lines:
        is_outer = line.mark == lines[0].mark
        result.append(replace(line, is_item=line.is_item and not is_outer))
    return result


def _with_titles_marked(lines: Sequence[Line], lexicon: Lexicon) -> list[Line]:
    """An item that is a title and nothing else, with a line of dates below that has no mark, begins a job."""
    result = list(lines)
    for at, (line, following) in enumerate(pairwise(lines)):
        if not line.is_item or following.is_item or not find_period(following.text):
            continue
        title = role_of_title(line.text, lexicon, in_text=True)
        if title.is_sure and title.words == line.text.strip():
            result[at] = replace(line, is_item=False)
    return result


def _heads(lines: Sequence[Line], lexicon: Lexicon) -> list[_Head]:
    """The lines that may be heads. Where every job is an item of a list, so are those that are not known."""
    is_small = not any(line.text != line.text.lower() for line in lines)
    possible = [_Head(at, line, lexicon, is_small=is_small) for at, line in enumerate(lines) if _may_be_head(line)]
    for head, following in pairwise(possible):
        if _is_department(head, following):
            head.title, head.used = NO_TITLE, False
    all_are_items = not any(head.periods for head in possible if not is_item_of_work(head.line))
    return [head for head in possible if head.is_head or (all_are_items and head.periods and not head.is_label)]


def _may_be_head(line: Line) -> bool:
    """Short, or with dates near its beginning."""
    words = line.text.split()
    return len(words) <= MAX_WORDS or find_period(" ".join(words[: MAX_WORDS + _ROOM_FOR_DATES])) is not None


def _add_role(found: Found, head: _Head, period: Period | None, lexicon: Lexicon, today: date) -> None:
    """Add one job; dates that cannot be true or read are left out and named."""
    if period and (why := fault(period, today)):
        found.leave_out(head.line, f"its dates are not used: {why}")
        period = None
    elif not period and _has_date(head.rest):
        found.leave_out(head.line, "its dates are not used: from when until when is not clear")
    current = period is not None and lasts(period, today)
    because = f"{head.title.why}, {period or 'no dates'}"
    unsure = _doubt(head.title, head.line, period)
    finding = Finding("role", head.title.role, head.line, because, period=period, current=current, unsure=unsure)
    found.findings.append(finding)
    second = second_title(head.rest, head.title, lexicon)
    if second.role and not unsure:
        because = f"{second.why}, {period or 'no dates'}"
        finding = replace(finding, id=second.role, because=because, unsure="the second title of one job")
        found.findings.append(finding)


def _doubt(title: Title, line: Line, period: Period | None) -> str:
    """Why the job may not be so, or not for so long; empty if there is no doubt."""
    if line.under:
        return f"it stands under {line.under!r}"
    if not title.is_sure:
        is_short_form = title.words.isupper() and len(title.words) <= LONGEST_LETTERS
        is_ours = not title.role.startswith(OCCUPATION)
        if is_short_form and is_ours and names_hospital(line.text):  # in a clinic "MA" is one thing only
            return ""
        return title.doubt or SEVERAL
    if period and period.season:
        return f"work of some {period.season}s, counted as about 3 months each"
    return ""


def _has_date(text: str) -> bool:
    return bool(find_months(text) or re.search(r"(?<![\w/])\d{1,2}[/.]\d{2}(?![\w/])", text))


def _name_unused(found: Found, heads: Sequence[_Head], lines: Sequence[Line]) -> None:
    """Name the lines that look like a job and gave none."""
    for head in heads:
        looks_like_job = head.periods or head.line.kind == "position"
        if head.used or head.line.under or not looks_like_job:
            continue
        line = head.line
        if head.at and not head.rest.strip(" |"):  # the dates stand alone: the line above says of what
            line = replace(line, text=f"{lines[head.at - 1].text} / {line.text}")
        found.leave_out(line, f"a position, but {head.title.why}", understood=head.title.is_known)


def take_headline(found: Found, lexicon: Lexicon, lines: Sequence[Line]) -> None:
    """Without a position, the line under the name may say what the person is ("Registered Nurse | Ohio")."""
    for line in lines:
        if _APPLIED_FOR.search(line.text):
            continue
        title = role_of_title(line.text, lexicon, in_text=True)
        if not title.is_sure or denied(line, _start_of(title.role, line.text, lexicon)):
            continue
        if title.role and not title.role.startswith(OCCUPATION):
            because = f"{title.why} in the headline, no dates"
            found.findings.append(Finding("role", title.role, line, because, current=True))
            return


def _start_of(role: str, text: str, lexicon: Lexicon) -> int:
    """Where the name of the role stands in the line; the beginning if it goes by another name."""
    return next((match.start for match in lexicon.find(text, "roles") if match.id == role), 0)


def take_told(found: Found, lexicon: Lexicon, lines: Sequence[Line]) -> None:
    """Without any position, what sentences say of jobs, to be asked about: "I was a home health aide"."""
    for line in lines:
        for told in _TELLS_JOB.finditer(line.text):
            title = role_of_title(told["title"], lexicon)
            if not title.role or not title.is_sure or denied(line, told.start("title")):
                continue
            sentence = re.split(r"[.;](?:\s|$)", line.text[told.end() :])[0]
            place = find_period(sentence)
            period = place[0] if place else None
            because = f"{title.why} in a sentence, {period or 'no dates'}"
            current = period is not None and period.end is None
            found.findings.append(
                Finding("role", title.role, line, because, period=period, current=current, unsure="told in a sentence")
            )
