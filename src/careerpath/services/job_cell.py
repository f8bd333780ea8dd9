"""The words of a table's cell on a job: which jobs they name, for how long, and whether they are held today.

What stands around a title counts: "formerly RN, now Epic analyst" is two jobs, one of them over. Words that are no job
that somebody holds or held ("RN student", "Manager") stay as they are written, with the reason.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from careerpath.importers.matcher import Lexicon
from careerpath.importers.titles import role_of_title
from careerpath.knowledge.base import UNKNOWN, KnowledgeBase
from careerpath.knowledge.foreign import occupations
from careerpath.knowledge.search import role_across, slug_of
from careerpath.knowledge.text_file import printable
from careerpath.people.held_jobs import role_of_words
from careerpath.people.job_words import tokens
from careerpath.people.jobs import Meaning, meaning
from careerpath.record import Record, replace

OPEN_TITLES = frozenset((
    "manager", "owner", "supervisor", "coordinator", "analyst", "specialist", "technician", "tech", "assistant", "aide",
    "clerk", "engineer", "consultant", "officer", "associate", "worker", "director", "it", "office", "self employed",
    "freelance", "freelancer", "business owner",
))  # fmt: skip
"""They say a rank, or for whom somebody works, but not the work itself."""
CLAUSE = re.compile(r"[,;]?\s+\(?(?=(?:now|currently|formerly|previously|was|used to be|ex)\b[\s-])", re.I)
"""Before the words that begin another time: "RN until 2020, now Epic analyst"."""
OVER = re.compile(
    r"(?:formerly|former|ex|retired|previously|previous|prior|past|was|used to be|used to work as|laid[ -]off"
    r"|(?P<idle>unemployed|no job|not working|between jobs|out of work))\b(?:[\s:,(-]+an?\b)?[\s:,(-]+(?=\w)",
    re.I,
)
NOW = re.compile(r"(?:now|currently)\b(?:[\s:,-]+an?\b)?[\s:,-]+(?=\w)", re.I)
BEHIND = re.compile(
    r"[\s,(\u2013\u2014-]+(?:"
    r"(?:for |x |with )?(?P<years>\d{1,2}(?:\.\d)?)\s?\+?\s?(?:years?|yrs?\.?|y)(?: (?:of )?exp(?:erience|\.)?)?"
    r"(?P<ago> ago)?"
    r"|since (?:in )?(?P<since>\d{4})"
    r"|(?P<first>\d{4})\s?(?:-|\u2013|to)\s?(?P<last>\d{4}|present|now|current|today)"
    r"|(?:until|till|ended|left|quit)(?: in)? (?P<until>\d{4})"
    r"|(?P<over>retired|laid[ -]off(?: in)?(?: \d{4})?|former|formerly|unemployed|quit|previously|past)"
    r")\)?\s*$",
    re.I,
)
"""What stands behind a title on its time: "(2019-2022)", ", 6 yrs", "since 2019", "(laid off 2025)"."""
NOT_HELD = re.compile(
    r"\b(?:not|no|never|pending|unpaid|wants?|seeking|applied|applying|aspiring|studying)\b|\?"
    r"|\b(?:19|20)\d\d\b",
    re.I,
)
"""Beside a title: it is no job that is held, or not at a time that is understood."""
LESSER = re.compile(
    r"\b(?:student|volunteer|intern|internship|trainee|training|apprentice|candidate|future|shadow|shadowing)\b"
    r"|\bprogram$",
    re.I,
)
"""The same, unless they are part of a job's own name: "volunteer coordinator"."""
JOINED = re.compile(r"\s*(?:[/&+]|,(?!\s*[^,/&]*\b(?:desk|support|services?)\s*(?:,|$))|\band\b)\s*", re.I)
"""Between two jobs: "RN, CNA", "Systems Administrator & Help Desk"; behind a comma the help desk is where one works."""
OWN_NAMES = ("this title", "its title or another name of it")
MOST_JOINED = 6
IDLE = "none-unemployed"
SEVERAL = "may mean several jobs"


class JobSaid(Record):
    """One job as a cell has it; `why` says what is doubtful, and why a job stays in its words."""

    role: str
    words: str
    years: float | None = None
    current: bool | None = None
    """False: it is over; None: not said."""
    why: str = ""

    @property
    def is_known(self) -> bool:
        return not self.role.startswith(UNKNOWN)


class JobReader:
    """Words of cells -> jobs. No near miss is taken."""

    def __init__(self, kb: KnowledgeBase, lexicon: Lexicon, today: date) -> None:
        self.kb = kb
        self.lexicon = lexicon
        self.today = today
        self._known: dict[str, list[JobSaid]] = {}

    def jobs(self, text: str) -> list[JobSaid]:
        """The jobs of an item, what is held now first; at least one."""
        if text not in self._known:
            self._known[text] = self._read(text)
        return self._known[text]

    def _read(self, text: str) -> list[JobSaid]:
        if self._named_by_id(text):
            return [self._job(text)]
        jobs: list[JobSaid] = []
        for clause in CLAUSE.split(text):
            jobs += self._of_clause(clause.strip(" ,;("))
        return sorted(jobs, key=lambda job: job.current is False) or [self._kept(text, "")]

    def _named_by_id(self, text: str) -> bool:
        return text.startswith(UNKNOWN) or role_across(text, self.kb) in self.kb.roles

    def _of_clause(self, text: str) -> Iterator[JobSaid]:
        """The jobs of words that speak of one time."""
        over, now = OVER.match(text), NOW.match(text)
        begun = over or now
        rest = text[begun.end() :] if begun else text
        if begun and text.count("(") > rest.count("("):
            rest = rest.rstrip(")")
        if over and over["idle"] and IDLE in self.kb.roles:
            yield JobSaid(IDLE, over["idle"])
        for job in self._of_parts(rest):
            if over:
                yield replace(job, current=False)
            elif now:
                yield replace(job, current=True)
            else:
                yield job

    def _of_parts(self, text: str) -> list[JobSaid]:
        """The jobs of the parts where several are jobs and at least one is sure; else the one of them all."""
        if self._is_own_name(text):
            return [self._of_part(text)]
        parts = [part for part in JOINED.split(text)[:MOST_JOINED] if part]
        jobs = {job.role: job for job in map(self._of_part, parts) if job.is_known}
        if len(jobs) < 2 or all(job.why for job in jobs.values()):
            return [self._of_part(text)]
        return [self._kept(job.words, SEVERAL) if job.why else job for job in jobs.values()]

    def _of_part(self, text: str) -> JobSaid:
        """One job, with its time."""
        job = JobSaid("", text)
        bare = text
        while behind := BEHIND.search(bare):
            job = self._with_time(job, behind)
            bare = bare[: behind.start()]
        found = self._job(bare)
        if not found.is_known:
            return replace(found, role=_kept_id(text), words=text)
        return replace(job, role=found.role, words=bare, why=found.why)

    def _with_time(self, job: JobSaid, said: re.Match[str]) -> JobSaid:
        """What the words behind a title say of its time."""
        this_year = self.today.year
        if said["ago"] or said["over"]:
            return replace(job, current=False)
        if said["years"]:
            return replace(job, years=float(said["years"]))
        if said["until"]:
            return replace(job, current=int(said["until"]) > this_year)
        ends = said["last"] if said["last"] and said["last"].isdigit() else ""
        last = int(ends) if ends else this_year
        years = max(0, min(last, this_year) - int(said["since"] or said["first"]))
        return replace(job, years=float(years), current=not ends or last > this_year)

    def _job(self, text: str) -> JobSaid:
        """The job of words without their time: by its id, else as a title is read, else what the words mean."""
        known = role_across(text, self.kb)
        if known in self.kb.roles:
            return JobSaid(known, text)
        answer = meaning(text, self.kb, near=False)
        doubt = self._doubt(text, answer)
        if doubt:
            return self._kept(text, doubt)
        title = role_of_title(text, self.lexicon)
        if title.role and title.is_sure:
            return JobSaid(title.role, text)
        role = role_of_words(text, self.kb)
        if role.startswith(UNKNOWN):
            return self._kept(text, "")
        return JobSaid(role, text, why="" if answer.is_sure else _about(text, SEVERAL))

    def _doubt(self, text: str, answer: Meaning) -> str:
        """Why the words are no job that is held; empty if they may be one."""
        if answer.is_exact and answer.found[0].kind == "none":
            return ""
        if self._is_open(text, is_sure=answer.is_sure):
            return SEVERAL
        beside = NOT_HELD.search(text)
        if not beside and not self._is_own_name(text):
            beside = LESSER.search(text)
        return f"is not counted as a job held because of {beside[0]!r}" if beside else ""

    def _is_open(self, text: str, *, is_sure: bool) -> bool:
        """True for "Manager", also "Sr. Manager"."""
        words = tokens(text)
        if " ".join(words) in OPEN_TITLES:
            return True
        aside = {*occupations().language["aside"]}
        return not is_sure and " ".join(word for word in words if word not in aside) in OPEN_TITLES

    def _is_own_name(self, text: str) -> bool:
        """True where all the words together are the name of a job or several, and nothing is left out."""
        answer = meaning(text, self.kb, near=False)
        return bool(answer.found) and answer.found[0].why in OWN_NAMES

    def _kept(self, text: str, doubt: str) -> JobSaid:
        """A job that stays in its words."""
        why = _about(text, doubt) if doubt else f"no role {printable(text[:60])!r}, and no job of that name"
        return JobSaid(_kept_id(text), text, why=why)


def _kept_id(text: str) -> str:
    """The id of a job that nobody knows."""
    return UNKNOWN + (slug_of(text) or "unnamed")


def _about(text: str, doubt: str) -> str:
    return f"{printable(text[:60])!r} {doubt}"
