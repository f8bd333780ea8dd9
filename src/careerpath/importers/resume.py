"""A résumé in running text -> lines of a known kind, by its headings."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest

from careerpath.importers.dates import find_months, find_period, without_dates
from careerpath.importers.found import Line, LineKind
from careerpath.importers.matcher import Lexicon
from careerpath.importers.positions import is_item_of_work
from careerpath.importers.skill_text import PLANS
from careerpath.importers.titles import role_of_title
from careerpath.record import replace

_KEYWORDS: tuple[tuple[LineKind, str], ...] = (
    ("unpaid", "volunteer volunteering voluntary community civic involvement engagement outreach extracurricular "
               "mission charity philanthropy voluntariado church parish ministry scouts giving away sabbatical"),
    ("certifications", "certification certifications certificate certificates certs license licenses licensure "
                       "licences licence credentials certificaciones licencias "
                       "registration registrations eligibility eligibilities certified certificados"),
    ("others", "references referees referencias"),
    ("aside", "talks posters lectures speaking grants fun interests hobbies personal publications presentations "
              "awards award honors honours achievements "
              "accomplishments memberships membership affiliations associations activities declaration languages "
              "offices idiomas patents conferences"),
    ("other", "projects about contact objective goal goals objetivo"),
    ("education", "education educational institutions schooling school schools training academic academics courses "
                  "studies educacion formacion estudios degree degrees attainment attainments trainings studied "
                  "learned edu educ obtained"),
    ("aside", "coursework"),
    ("skills", "good can skills competencies competences technologies proficiencies proficiency expertise strengths "
               "abilities toolbox toolkit literacy tools software systems programs applications "
               "environment destrezas habilidades"),
    ("work", "appointments background pays worked done contracts gigs experience experiences assignments postings "
             "employment work career job jobs positions history service experiencia empleo laboral"),
    ("other", "summary profile qualification qualifications information statement resumen perfil"),
)  # fmt: skip
"""The words that make a heading; the first kind that is named counts."""
_TELLING: tuple[tuple[LineKind, str], ...] = (
    ("unpaid", "volunteer volunteering voluntary unpaid community"),
    ("certifications", "certifications certificates licenses credentials"),
    ("others", "references"),
    ("aside", "fun hobbies interests languages awards"),
    ("education", "education schooling studied"),
    ("skills", "skills strengths"),
    ("work", "experience employment work worked jobs career been"),
)
"""Words that tell the kind of a heading whatever else it says: "Work in Venezuela"."""
_SCHOOL_DAYS = re.compile(r"schools?(?: (?:and|&) \w+| days| years)?", re.IGNORECASE)
""" "School" is where somebody worked as well, if more stands beside it."""
MOST_OWN_WORDS = 6
_BESIDE_WORDS = """
research contract freelance temporary previous earlier duty stations
professional relevant clinical technical core key computer it additional other military civilian nursing soft hard
selected executive and or of the my me i am at what good in areas held related special used leadership
development continuing vitae curriculum details information y de e i ii clubs organizations trips services community
author writer candidate applicant myself a little bit things places attended obtained dates with
where ve m went to do did have been back held such so far
knowledge examinations passed story time from for the bills
"""
_BESIDE = frozenset(_BESIDE_WORDS.split())
"""Words that may stand beside them: "Relevant clinical experience", "Where I have worked"."""
_OF_A_TRADE = re.compile(
    r"(?:[^\W\d_][\w'’/-]*(?: (?:&|and))? ){1,3}(?:experience|employment|history|career)", re.IGNORECASE
)
"""Jobs of one trade: "Teaching Experience", "RETAIL & SALES EXPERIENCE"."""
_FIELDS_OF_SKILLS = frozenset(("it", "computer", "computers", "technical"))
"""Alone they head a list of skills, but not among the jobs, where they may be a department."""
_ALL_KNOWN = frozenset(" ".join(words for _, words in _KEYWORDS).split()) | _BESIDE
_LABELS = re.compile(
    r"(?:(?:key|main|major|selected|notable|core|primary) )?"
    r"(?:responsibilities|duties|achievements|accomplishments|highlights|projects?|results?|reason for leaving"
    r"|supervisor|salary|hours|address|phone)\b[^:]{0,20}:",
    re.IGNORECASE,
)
"""Lines within a job that are no headings, though some of their words make one elsewhere."""
_EMPLOYER = re.compile(
    r"\b(?:hospital|health|healthcare|clinic|cent(?:er|re)|medical|inc|llc|ltd|plc|corp|company|co|university|college"
    r"|school|bank|group|services|systems|system|trust|army|navy|air force|department|county|city|store|shop|home"
    r"|care|pharmacy|associates|partners|hotel|restaurant|foods?|logistics|solutions)\b",
    re.IGNORECASE,
)
_SAYS_NO_MORE = re.compile(r"unpaid [a-z]|others (?i:available|on request|upon|furnished|provided)")
"""The kind of a label within a job, and a rest that is a sentence of its own: no section begins."""
MAX_HEADING = 50
BULLET = re.compile(
    r"^\s*(?:[-*] \[[xX]\](?=\s)|[☑✅•▪▫◦●○■□◆◇‣⁃·➢➤►▶✓✔→»§\uf0b7\uf0a7\uf076\uf0d8–]|[-−?](?=\s)"
    r"|\*(?![^*]+\*)|\*(?=\s)"
    r"|o\s+(?=[A-Z\[])|(?:\d{1,2}|[a-z])[.)](?=\s))\s*"
)
"""The mark of an item of a list; an emphasis that begins with a star also ends with one."""
_BROKEN_DATE = re.compile(r"(\S[^|,]{3,20}?\s?[-–—])(?:\s{3,}(\S.*))?")
_REST_OF_DATE = re.compile(r"(\S[^|,]{2,15}?)(?:\s{3,}(\S.*))?")
_OBJECTIVE = re.compile(r"objective|goal|objetivo", re.IGNORECASE)
"""Headings of wishes."""
_ONLY_PLANS = re.compile(
    r"(?:what (?:i am|i['’]m) )?(?:currently |now |still |right now )?"
    r"(?:studying|learning|working (?:on|towards?)|in progress|planned|upcoming|to come|next up|next steps?"
    r"|future plans|plans|coming (?:up|next))"
    r"(?: now| right now| currently| next)?:?",
    re.IGNORECASE,
)
"""A heading of what is not held: "CURRENTLY STUDYING"."""
_MATTERS = re.compile(rf"{_OBJECTIVE.pattern}|qualification", re.IGNORECASE)
"""Headings that say more of their lines than their kind does."""
_EMPHASIS = re.compile(r"(\*\*|__|\*|_|`)(?=\S)(.+?)(?<=\S)\1(?![\w*])")
_SLASHED = re.compile(
    r"(?<![\d/-])(?P<first>\d{1,2})(?P<mark>[/-])(?P<second>\d{1,2})(?P=mark)(?P<year>\d{4})(?![\d/-])"
)
_NAMED_DAY = re.compile(
    r"\b\d{1,2}(?:st|nd|rd|th) (?:of )?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)", re.IGNORECASE
)
"""3rd March 2015: who writes so writes 03-04-2015 in this order, too."""
_START_FIELD = re.compile(
    r"(?:start date|date started|started|from)\s*(?:\([^)]*\)\s*)?:\s*(?P<date>\S.{0,30})$", re.IGNORECASE
)
_END_FIELD = re.compile(
    r"(?:end date|date ended|ended|to|until)\s*(?:\([^)]*\)\s*)?:\s*(?P<date>\S.{0,30})?$", re.IGNORECASE
)
_BOTH_FIELDS = re.compile(
    r"(?:start date|date started|from)\s*:\s*(?P<start>\S.{0,20}?)\s+(?:end date|date ended|to)\s*:"
    r"\s*(?P<end>\S.{0,20})$",
    re.IGNORECASE,
)
_WORDS_OF_DATES = re.compile(
    r"\b(?:date|dates|issued?|earned|obtained|passed|awarded|completed|renew\w*|expir\w+|exp|valid|until|through|thru|to"
    r"|from|since|on|by|in|of|no)\b",
    re.IGNORECASE,
)
"""What may stand beside the dates of a certification in a line of their own."""
_WROTE = re.compile(r"\bwrote:\s*$")
_ROW = re.compile(r"\s*\|.*\|.*\|\s*")
_ROW_OF_DASHES = re.compile(r"\s*\|(?:\s*:?-{2,}:?\s*\|)+\s*")
"""Below the head of a table in Markdown."""
MOST_WORDS_OF_CELL = 10
_PAGE = re.compile(r"\bpage \d+(?: of \d+)?\b", re.IGNORECASE)
LINES_OF_PAGE_HEAD = 6
_OF_LETTER = re.compile(
    r"(?:subject|re|from|to|cc|bcc|sent|date|attn|attachments?)\s*:|(?:position|job|role)s? (?:applied|applying) for\b",
    re.IGNORECASE,
)
"""Lines above a letter: whom it goes to, and which job it asks for."""
WRAPPED = 60
"""A line at least this long may go on in the next one [characters]."""
MAX_TITLE_WORDS = 16
MOST_APART = 0.4
"""If more of the lines stand alone between blank ones, that says nothing of headings."""


def heading(text: str) -> tuple[LineKind, str] | None:
    """(section, rest of the line) if the line is or begins with a heading: "Skills", "CERTIFICATIONS: CCNA"."""
    title, colon, rest = text.partition(":")
    if not colon:
        title = re.sub(r"\s*[-–—]+\s*$", "", title)
    title = re.sub(r"\s*\([^()]*\)\s*$", "", title)  # "Skills (separate with commas)"
    words = set(re.findall(r"[^\W_]+", _plain(title)))
    title = re.sub(r"^(\w+)\.$", r"\1", title.strip())  # "Educ."
    if len(title) > MAX_HEADING or re.search(r"[.;!?]\s*$", title) or not _ALL_KNOWN.issuperset(words):
        return None
    for kind, known in _KEYWORDS:
        if words.intersection(known.split()):
            return kind, rest.strip()
    return None


def _kind_of_own_words(text: str, telling: Iterable[tuple[LineKind, str]]) -> LineKind | None:
    """The kind of section that a heading in somebody's own words begins; None if no word of it is a telling one."""
    if _SCHOOL_DAYS.fullmatch(text):
        return "education"
    words = set(re.findall(r"[^\W_]+", _plain(text)))
    return next((kind for kind, known in telling if words.intersection(known.split())), None)


def _in_two_languages(text: str) -> tuple[LineKind, str] | None:
    """The heading in "EXPERIENCIA DE TRABAJO / WORK EXPERIENCE": that of the half that is known."""
    halves = [part.strip() for part in text.rstrip(": ").split(" / ")]
    if len(halves) != 2 or not all(halves) or re.search(r"[\d,;.]", text):
        return None
    hit = heading(halves[0]) or heading(halves[1])
    return hit if hit and not hit[1] else None


def _field_of_skills(text: str) -> tuple[LineKind, str] | None:
    """The heading in "IT" and "Computer: Excel, Access"."""
    title, _, rest = text.partition(":")
    return ("skills", rest.strip()) if _plain(title).strip() in _FIELDS_OF_SKILLS else None


def _plain(text: str) -> str:
    """In small letters without accents."""
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in parts if not unicodedata.combining(letter))


def resume_lines(found: Iterable[Line], lexicon: Lexicon) -> list[Line]:
    """Every line with the section it stands in, without marks of lists and of emphasis."""
    lines = [_unmarked(line) for line in _without_page_heads(_with_cells_apart(_without_quoted_mail(list(found))))]
    lines = _with_plain_days(lines)
    lines = _with_joined_fields(lines)
    lines = _with_joined_dates(lines)
    return _Sections(lines, lexicon).read()


def _with_cells_apart(lines: Sequence[Line]) -> list[Line]:
    """The rows of tables in Markdown, a long cell as a line of its own that tells of the rest; without their heads."""
    result: list[Line] = []
    for line, following in zip_longest(lines, lines[1:]):
        if not _ROW.fullmatch(line.text):
            result.append(line)
            continue
        is_head = following is not None and _ROW_OF_DASHES.fullmatch(following.text)
        if is_head or _ROW_OF_DASHES.fullmatch(line.text):
            result.append(replace(line, text="", written=line.text))
            continue
        cells = [cell.strip() for cell in line.text.strip(" |").split("|")]
        long = [cell for cell in cells if len(cell.split()) > MOST_WORDS_OF_CELL or cell.endswith(".")]
        short = [cell for cell in cells if cell and cell not in long]
        if short:
            result.append(replace(line, text=" | ".join(short)))
        result += [replace(line, text=f"- {cell}") for cell in long]
    return result


def _without_quoted_mail(lines: Sequence[Line]) -> list[Line]:
    """The lines, those of the letter that is answered emptied: "On Monday Pat Example wrote:" and "> Hi, ..."."""
    is_quoted = False
    result: list[Line] = []
    for line in lines:
        is_quoted = is_quoted or _WROTE.search(line.text) is not None
        if is_quoted and BULLET.sub("", line.text).startswith(">"):
            line = replace(line, text="", written=line.text)
        result.append(line)
    return result


def _without_page_heads(lines: Sequence[Line]) -> Iterator[Line]:
    """The lines, those at the top that a new page repeats beside its number emptied."""
    top = {line.text for line in lines[:LINES_OF_PAGE_HEAD]}
    for at, line in enumerate(lines):
        beside = lines[max(0, at - 1) : at + 2]
        is_repeated = at >= LINES_OF_PAGE_HEAD and line.text in top
        if is_repeated and any(_PAGE.search(other.text) for other in beside):
            yield replace(line, text="", written=line.text)
        else:
            yield line


def _with_plain_days(lines: Sequence[Line]) -> list[Line]:
    """In a file whose other dates begin with the day, 01/03/2019 is a day in March: written with dots, as such are."""
    slashed: list[re.Match[str]] = []
    for line in lines:
        slashed += _SLASHED.finditer(line.text)
    if any(int(match["second"]) > 12 for match in slashed):  # the month stands first
        return list(lines)
    is_day_first = any(int(match["first"]) > 12 for match in slashed)
    if not is_day_first and not any(_NAMED_DAY.search(line.text) for line in lines):
        return list(lines)
    return [replace(line, text=_SLASHED.sub(r"\g<first>.\g<second>.\g<year>", line.text)) for line in lines]


def _with_joined_fields(lines: Sequence[Line]) -> list[Line]:
    """The two dates of a form stand in one line: "Start Date: 03/2019" / "End Date:"; without an end it lasts."""
    result = [replace(line, text=_BOTH_FIELDS.sub(r"Dates: \g<start> - \g<end>", line.text)) for line in lines]
    for at in range(len(result) - 1):
        start, end = _START_FIELD.match(result[at].text), _END_FIELD.match(result[at + 1].text)
        if start and end:
            joined = f"Dates: {start['date']} - {end['date'] or 'present'}"
            result[at] = replace(result[at], text=joined)
            result[at + 1] = replace(result[at + 1], text="", joined_to=result[at].number)
    return result


def _unmarked(line: Line) -> Line:
    """The line without the marks of Markdown and of a list."""
    text = line.text
    is_title = re.match(r"#{1,6}\s+", text)
    if is_title:
        text = text[is_title.end() :]
    text = _without_emphasis(text)
    mark = ""
    bullet = BULLET.match(text)
    if bullet:
        text = _without_emphasis(text[bullet.end() :])
        mark = re.sub(r"\w+", "1", bullet.group().strip())  # "2." is the mark that "1." is
    return replace(line, text=text.strip(), mark=mark, is_item=bool(bullet), written=line.text)


def _without_emphasis(text: str) -> str:
    return _EMPHASIS.sub(r"\2", _EMPHASIS.sub(r"\2", text))


def _with_joined_dates(lines: Sequence[Line]) -> list[Line]:
    """Dates that break over two lines of a column at the left stand together in the first: "May 2021 –" / "Present"."""
    result = list(lines)
    for at in range(len(result) - 1):
        first = _BROKEN_DATE.fullmatch(result[at].text)
        second = _REST_OF_DATE.fullmatch(result[at + 1].text)
        if not first or not second or not _is_broken_period(first[1], second[1]):
            continue
        beside, below = first[2], second[2] or ""
        joined = f"{first[1]} {second[1]}"
        if beside:
            joined += f"   {beside}"
        result[at] = replace(result[at], text=joined)
        joined_to = 0 if below else result[at].number
        result[at + 1] = replace(result[at + 1], text=below, joined_to=joined_to)
    return result


def _is_broken_period(first: str, second: str) -> bool:
    """True if the two are one period and nothing else."""
    if find_period(second) or not find_period(f"{first} {second}") or without_dates(first).strip(" -–—"):
        return False
    rest = re.sub(r"(?i)present|current|now", "", without_dates(second))
    return re.search(r"\w", rest) is None


def _has_form_of_heading(text: str) -> bool:
    """Up to four words with capitals, without the signs of a sentence, a date or an employer."""
    words = text.rstrip(":").split()
    if not 1 <= len(words) <= 4 or re.search(r"[\d,|@()./]", text) or _EMPLOYER.search(text):
        return False
    return all(word[0].isupper() or word.casefold() in ("and", "of", "&", "the", "in") for word in words)


class _Sections:
    """Goes through the lines from heading to heading."""

    def __init__(self, lines: Sequence[Line], lexicon: Lexicon) -> None:
        self.lines = lines
        self.lexicon = lexicon
        self.kind: LineKind = "top"
        self.under = ""
        self.before_label: LineKind | None = None
        """Within a job, what stands under a label ("Tools: ..."): then the kind that goes on with the next job."""
        self.result: list[Line] = []
        self.upper = self._headings_are_upper()
        apart = [at for at in range(len(lines)) if self._stands_apart(at)]
        self.blanks_tell = len(apart) <= MOST_APART * len(lines)
        self.next_line = 1
        """How far the next line of a paragraph is off: two where a blank one stands between any."""
        if not self.blanks_tell:
            self.next_line = 2

    def read(self) -> list[Line]:
        last = ""
        for at, line in enumerate(self.lines):
            if not line.text:
                self._add(replace(line, kind="heading"))
                continue
            follows = at > 0 and line.number - self.lines[at - 1].number <= self.next_line
            is_next = (
                self.kind == "certifications" and line.text[:1].isupper() and not last.endswith((",", "and", "&", "/"))
            )
            wraps = follows and not line.is_item and len(last) >= WRAPPED and not is_next
            last = line.text
            if self._take_heading(at, line):
                last = ""
                continue
            if self.kind == "top" and _OF_LETTER.match(line.text):
                self._add(replace(line, kind="aside"))
                continue
            if self.before_label and self._begins_job(at):
                self._open(self.before_label, "")
            before = self.lines[at - 1].text if wraps else ""
            self._add(replace(line, kind=self.kind, before=before, under=self.under))
        return self.result

    def _take_heading(self, at: int, line: Line) -> bool:
        """True if the line is a heading and nothing else, or begins with one."""
        hit = self._heading_of(at)
        if hit is None:
            return self._take_unknown_heading(at)
        kind, rest = hit
        # "- Skills: Epic, SQL" and "Relevant coursework: Databases" say it of this line only
        is_of_this_line = line.is_item or (kind == "aside" and rest and self.kind != "top")
        if self.kind == "work" and _SAYS_NO_MORE.match(
            f"{kind} {rest}"
        ):  # "Volunteer: run the toy drive each December"
            is_of_this_line = True
        if is_of_this_line:
            self._add(replace(line, kind=kind, text=rest))
        else:
            self._begin(line, kind, rest)
        return True

    def _trade_of(self, at: int) -> tuple[LineKind, str] | None:
        """The heading "Teaching Experience": it has capitals, and stands behind a blank line or has nothing else."""
        text = self.lines[at].text.rstrip(":")
        if len(text) > MAX_HEADING or not _OF_A_TRADE.fullmatch(text):
            return None
        follows_blank = at > 0 and self.lines[at].number - self.lines[at - 1].number > 1
        is_title = all(word[0].isupper() or word in ("and", "&") for word in text.split())
        return ("work", "") if text.isupper() or (is_title and follows_blank) else None

    def _heading_of(self, at: int) -> tuple[LineKind, str] | None:
        """The heading that the line begins with, by its words and by where it stands."""
        line = self.lines[at]
        is_in_work = self.kind == "work"
        if is_in_work and _LABELS.match(line.text):
            return None
        hit = heading(line.text) or self._trade_of(at) or _in_two_languages(line.text)
        if hit is None and not is_in_work:
            hit = _field_of_skills(line.text)
        # an item of a list that is such a word and nothing else tells of work: "- Training"
        if hit and line.is_item and not hit[1]:
            return None
        return hit

    def _take_unknown_heading(self, at: int) -> bool:
        """True if the line is a heading whose words are not known: what follows may be anything, so nothing counts."""
        if not self._is_unknown_heading(at):
            return False
        line = self.lines[at]
        telling = _TELLING
        if self._is_underlined(at):
            telling = _KEYWORDS
        kind = _kind_of_own_words(line.text, telling)
        under = ""
        if kind is None or PLANS.search(line.text):
            under = line.text
        self._open(kind or "unpaid", under)
        self._add(replace(line, kind="heading"))
        return True

    def _begin(self, line: Line, kind: LineKind, rest: str) -> None:
        """Begin a section or, within a job, what stands under a label: "Tools: SQL"."""
        is_label = self.kind == "work" and (kind == "skills" or rest) and kind not in ("work", "unpaid", "others")
        around = self.before_label or (self.kind if is_label else None)
        stays_label = is_label or (around and (kind == "skills" or rest))
        title = line.text.partition(":")[0]
        matters_later = kind in ("unpaid", "certifications") or _MATTERS.search(title)
        self._open(kind, title if matters_later else "")
        self.before_label = around if stays_label else None
        if rest:
            self._add(replace(line, kind=kind, text=rest, under=self.under))
        else:
            self._add(replace(line, kind="heading"))

    def _open(self, kind: LineKind, under: str) -> None:
        self.kind, self.under, self.before_label = kind, under, None

    def _begins_job(self, at: int) -> bool:
        """True if a job with its dates begins here: title, employer and dates within three lines."""
        if is_item_of_work(self.lines[at]):
            return False
        near: list[str] = []
        for line in self.lines[at : at + 3]:
            if heading(line.text):
                break
            if not is_item_of_work(line):
                near.append(line.text)
        return any(find_period(text) for text in near) and any(self._names_job(text) for text in near)

    def _add(self, line: Line) -> None:
        """Put the line to the others; a line of dates belongs to the certification above it."""
        at = self._line_continued(line)
        if at is not None:
            above = self.result[at]
            self.result[at] = replace(above, text=f"{above.text}, {line.text}")
            line = replace(line, kind="heading", joined_to=above.number)
        self.result.append(line)

    def _line_continued(self, line: Line) -> int | None:
        """Where the line stands that this one goes on in brackets, or dates: above it, or above its issuer."""
        if not self.result or line.kind in ("work", "position", "heading", "unread"):
            return None
        last = self.result[-1]
        if last.kind == line.kind and line.text.startswith("(") and line.number - last.number <= 2:
            return len(self.result) - 1  # "(Coursera), 3 of 5 courses finished"
        if line.kind != "certifications":
            return None
        words = _WORDS_OF_DATES.sub(" ", without_dates(line.text))
        if re.search(r"[^\W\d_]{2}", words) or not find_months(line.text):
            return None
        near = [at for at in (len(self.result) - 1, len(self.result) - 2) if at >= 0]
        near = [at for at in near if self.result[at].kind == "certifications"]
        for at in near:
            if self.lexicon.find(self.result[at].text, "certs"):
                return at
        return near[0] if near else None

    # -- headings whose words are not known

    def _headings_are_upper(self) -> bool:
        known = [line.text for line in self.lines if not line.is_item and heading(line.text)]
        return bool(known) and all(text.partition(":")[0].isupper() for text in known)

    def _stands_apart(self, at: int) -> bool:
        """True if there is a blank line before and behind it (their numbers are missing)."""
        number = self.lines[at].number
        before = self.lines[at - 1].number if at else 0
        after = self.lines[at + 1].number if at + 1 < len(self.lines) else number + 2
        return number - before > 1 and after - number > 1

    def _is_unknown_heading(self, at: int) -> bool:
        """A line that looks like the headings of this résumé and names no job and no employer."""
        line = self.lines[at]
        says_plans = _ONLY_PLANS.fullmatch(line.text) is not None
        if line.is_item and not (says_plans and line.text.isupper()):
            return False
        has_plans = self.kind in ("certifications", "skills")  # they stand among what is held: `under_plans`
        if not has_plans and line.text[:1].isupper() and says_plans:
            return True
        if self._is_underlined(at) or self._is_of_own_words(at):
            return True
        if self.kind == "top" or not _has_form_of_heading(line.text):
            return False
        looks_alike = self.upper and line.text.isupper()
        stands_apart = self.blanks_tell and self._stands_apart(at)
        # among skills it is no employer either, or one that ends them
        is_list = looks_alike and self.kind in ("skills", "certifications", "aside")
        return is_list or ((looks_alike or stands_apart) and not self._is_about_job(at))

    def _is_underlined(self, at: int) -> bool:
        """True for a few words that a line of signs follows; at the top it may be a name."""
        if at + 1 == len(self.lines):
            return False
        following = self.lines[at + 1].written
        text = self.lines[at].text.rstrip(":")
        is_phrase = len(text.split()) <= MOST_OWN_WORDS and not re.search(r"[:\d]", text)
        if not is_phrase or not re.fullmatch(r"\s*([=~_-])\1{2,}\s*", following):
            return False
        return self.kind != "top" or _kind_of_own_words(text, _KEYWORDS) is not None

    def _is_of_own_words(self, at: int) -> bool:
        """True for "Things I do for fun" and "WORK IN VENEZUELA" behind a blank line: no job, no employer."""
        line = self.lines[at]
        is_behind_blank = at > 0 and line.number - self.lines[at - 1].number > 1
        text = line.text.rstrip(":")
        if is_behind_blank and _SCHOOL_DAYS.fullmatch(text):
            return True
        is_phrase = len(text.split()) <= MOST_OWN_WORDS and not re.search(r"[\d,;|@()./:!?]", text)
        if not is_behind_blank or not is_phrase or not text[:1].isupper() or not _kind_of_own_words(text, _TELLING):
            return False
        return not _EMPLOYER.search(text) and not self._names_job(text)

    def _is_about_job(self, at: int) -> bool:
        """True if a title stands in this line or in the next two: then it may be an employer."""
        return any(self._names_job(line.text) for line in self.lines[at : at + 3] if not line.is_item)

    def _names_job(self, text: str) -> bool:
        hit = find_period(text)
        without = f"{text[: hit[1]]} | {text[hit[2] :]}" if hit else text
        return len(without.split()) <= MAX_TITLE_WORDS and bool(role_of_title(without, self.lexicon, in_text=True).role)
