"""Whether the words around the name of a certification say that the person holds it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from careerpath.importers.dates import without_dates
from careerpath.importers.found import Line
from careerpath.importers.matcher import Match

_NOW = r"(?:currently |still |just |now |hop(?:e|ing) to |plan(?:ning|s)? to |will |going to )*"
_NUMBER = r"(?:\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten)"
_PLAN_WORDS = (
    rf"{_NOW}(?:planning(?=:)|in (?:progress|process|training)|expected|expect\w* to|anticipated|planned"
    rf"|plan(?:s|ning)? (?:to|for"
    rf"|on)"
    r"|pending|studying|self-?stud\w+|study for|prepar(?:e|ing)|candidates?|(?:re-?)?scheduled|enrolled|pursuing|booked"
    r"|registered for|applied for|applied(?=\W*(?:$|exam))"
    r"|application|sit(?:ting)? (?:for|in|for)?|tak(?:e|ing) (?:it|the|my|this|in)|will be"
    r"|test(?:ing)? (?:in|on|for|soon|date|day)|exam (?:date|day)|exam (?:in|on) (?-i:[A-Z\d])|upcoming|tbd|tba|soon"
    r"|sometime|taking it|will sit|reading (?:up )?for|teach it|never (?:sat|took)|pays for it after"
    r"|next (?:month|year|week|spring|summer|fall|autumn|winter|step|up)|next$|^\s*next\b|goals?|to be (?:taken|earned"
    r"|completed)"
    r"|target(?:ed|ing)|target:|eligible|aim(?:ing|s)? (?:for|at|to)|hop(?:e|ing)|work(?:ing)? (?:on|towards?)"
    r"|train(?:ing)? for|not (?:yet )?(?:taken|passed|held|earned|finished|done|met)|not yet|almost|become|on hold"
    r"|paused"
    r"|unsuccessful|endorsement|certification pending|not turned in|(?:comes|is) next"
    r"|started(?! (?:in )?\d)|to follow"
    r"|retak(?:e|ing)|failed|did not pass|awaiting|waiting (?:for|to)|voucher|practice (?:exams?|tests?)|requested"
    r"|(?:once|when|after|as soon as) (?:the|my|i|finish\w*|graduat\w*)|half ?way|first half|underway|under way)"
)
"""Words of what is only planned: "sitting in March", "once I finish my degree"."""
_PLAN = re.compile(rf"(?<!\w){_PLAN_WORDS}(?!\w)", re.I)
_ACHIEVED = re.compile(
    r"(?<!not )(?<!be )(?<!was )(?<!practice )\b(?:passed|earned|obtained|renewed|self-?studied)\b", re.I
)
_NOT_ALL = re.compile(r"\b(?:core|part|exam|practice|second|other|will|booked|scheduled|not)\b", re.I)
"""With these, "passed" is said of a part."""
_LAPSE_WORDS = (
    r"(?:(?<!never )(?<!not )(?<!no )(?:let (?:it )?)?(?:expired|lapsed?|lapsing|inactive|revoked|retired|surrendered"
    r"|suspended|out of date"
    r"|gave (?:it )?up|given up|was certified|ran out|(?:term|validity) ended|once upon a time)"
    r"|(?:not|no longer|never|neither|n['’]t)(?: been)? (?:renew\w*|active|current|maintain\w*|kept|valid|certified"
    r"|held))"
)
"""Words of what is no longer held: "let lapse 2022", "did not renew"."""
LAPSE = re.compile(rf"(?<!\w){_LAPSE_WORDS}(?!\w)", re.I)
_NEXT = re.compile(r"\b(?:after (?:that|this)|then|next(?: up)?|followed by)\W*$", re.I)
"""Before a name: it comes later."""
_FORMER = re.compile(r"\b(?:former(?:ly)?|previous(?:ly)?|once held|used to|ex|old)\b", re.I)
"""Before a name, or alone in brackets behind it; else it tells an earlier name: "Tech+ (formerly ITF+)"."""
_RENEWAL = re.compile(
    r"(?:next |pending |upcoming |(?:re)?started (?:the |my )?)?(?:renew\w*|re-?cert\w*)\b(?:[\s:]+(?:application|is"
    r"|was|fee|due|next|date|exam))*"
    r"(?:[\s:]+(?:pending|in progress|submitted|sent|scheduled|expected|planned))?",
    re.I,
)
"""A renewal that is under way: until then the certification is held."""
_KNOWLEDGE_BEHIND = re.compile(
    r"[\s-]{0,2}(?:level|domains?|methods?|methodology|topics?|concepts?|materials?|content|objectives|curriculum|track"
    r"|principles|framework|theory)\b",
    re.I,
)
_KNOWLEDGE_BEFORE = re.compile(r"\b(?:knowledge|grasp|understanding|familiar\w*) (?:of|with)(?: the)?\s+$", re.I)
"""They make a body of knowledge of a name: "CISSP domains", "CCNA level"."""
_SHARE = re.compile(
    rf"\b(?P<done>{_NUMBER})\s*(?:of|out of|/)\s*(?:the |its )?(?P<all>{_NUMBER})\s+"
    r"(?:courses?|exams?|modules?|parts?|tests?|classes|sections|done|finished|completed?|passed)",
    re.I,
)
_SHARE_ALONE = re.compile(
    r"\b(?!100)\d{1,2} ?% (?:done|complete\w*|finished)|\b(?:exam|course|test|part|module)s? (?:left|to go|remaining)"
    r"|\bfirst (?:exam|part|half|test|module|course)\b|\b(?:only|to go)\b",
    re.I,
)
"""Only a part is done: "60% complete", "one exam left"."""
_BEGINS_STANDING = re.compile(
    rf"\W*(?:{_PLAN_WORDS}|(?:(?:the |my )?licen[sc]e (?:has )?)?{_LAPSE_WORDS}|did not|exam\b|second\b|project\b"
    rf"|endorsement\b"
    rf"|(?:{_NUMBER}) (?:of|out of)|since lapsed)"
    # "studying for OSCP" is about something else
    r"(?!.*\b(?-i:(?:for|toward|towards|on|my|the) (?:my |the )?[A-Z][\w/]*[A-Z+]))",
    re.I,
)
_DATE_FILLERS = re.compile(
    r"\b(?:exams?|tests?|dates?|is|the|it|in|on|for|by|this|next|early|late|mid|of|both|all|spring|summer|fall|autumn"
    r"|winter|january|february|march|april|may|june|july|august|september|october|november|december|year|month"
    r"|until)\b",
    re.I,
)
_OF_ALL = re.compile(r"\b(?:both|all|neither)\b[^.;]*", re.I)
"""Behind the last name, said of all: "A+, Network+ (both expired)"."""
_BRACKETS = re.compile(r"\([^()]*\)")
_JOINED = re.compile(r"[\s,/&(+]*(?:and|or)?[\s(]*", re.I)
"""Between two names of which what follows is said of both: "A+ and Network+ (in progress)"."""

_PLURALS = (
    r"(?:technicians|techs|analysts|coders|engineers|nurses|managers|employees|members|colleagues|co-?workers|peers"
    r"|associates|students|learners|candidates|applicants|hires|vendors|customers|clients|developers|testers"
    r"|administrators|admins|specialists|consultants|leads|people|others|staff|team|crew|personnel|holders)"
)
FAMILY = r"husband|wife|spouse|partner|brother|sister|son|daughter|mother|mom|father|dad|friend"
_ONES = (
    rf"(?:supervisor|manager|director|boss|lead|colleague|co-?worker|{FAMILY}"
    r"|neighbor|cousin|uncle|aunt|mentor|teacher|instructor)"
)
_PEOPLE = re.compile(
    rf"\b(?:{_PLURALS}|of whom"
    rf"|(?:my|our|his|her|their|the|another|fellow)\s+(?:\w+\s){{0,2}}{_ONES}|his|her|their|whose"
    r"|(?:posting|position|job|role|contract|employer)s?\s+(?:\w+\s)?(?:require|ask|need|call|want)\w*)\b",
    re.I,
)
"""Other people, before a name: "all my technicians", "her"."""
_PEOPLE_BEHIND = re.compile(
    rf"\W{{0,3}}(?:(?:certified|credentialed|trained|qualified|and|or|(?-i:[A-Z]{{3,}}))\W+)*(?:\w+\s+)?{_PLURALS}\b",
    re.I,
)
_BESIDE_SOMEBODY = re.compile(
    r"\b(?:under|alongside|beside|next to|assist(?:s|ed|ing)?|report(?:s|ed|ing)? to|(?:work|partner)(?:s|ed"
    r"|ing)? (?:with|for|under)"
    r"|shadow(?:s|ed|ing)?|hir(?:e|es|ed|ing)|supervis(?:e|es|ed|ing)|manag(?:e|es|ed|ing)|recruit(?:s|ed|ing)?"
    rf"|backup to|back-up to)\s+(?:(?:an?|the|our|my|{_NUMBER}|several|many)\s+)?(?:\w+\s+)?$",
    re.I,
)
"""Right before a name: "work under an RHIA"."""
_HOLDS = re.compile(
    r"\b(?:hold(?:s|ing)?|held|earn(?:ed|ing)|obtain(?:ed|ing)|achiev(?:ed|ing)|receiv(?:ed|ing)|complet(?:ed|ing)"
    r"|pass(?:ed|ing)|attain(?:ed|ing)|got|gain(?:ed|ing)|maintain(?:s|ed|ing)?|became|becoming|(?:i am"
    r"|i['’]m)(?= (?:an?\b|also|now|nationally|certified)|\s*$)|renewed"
    r"|kept"
    r"|certified (?:in|as|for))\b",
    re.I,
)
"""What one does with a certification of one's own."""
_SAYS_ELSE = re.compile(
    r"\b(?:i|we|let|had|was|were|needs?|wants?|would|could|will|is|are|did|do|does|doing|for|to|through|into|towards?|half"
    r"|done"
    r"|signed|bought|watching|stud(?:y|ies|ying)|started|\w+ing for|working|know)\b",
    re.I,
)
"""Before a name in a summary: the sentence says something else of it than that it is held."""
MOST_WORDS_BEFORE = 6
MOST_WORDS_OF_STANDING = 8
_CLAUSE = re.compile(r",|\band\b|\bbut\b|\bwhile\b|\bthen\b", re.I)
_OPENING = re.compile(
    r"\W*(?:(?:and|both|certified|certifications?|certs?|credentials?|licenses?|as|an?|in)\W*)*", re.I
)
_BEHIND_OPENING = re.compile(
    r"\W*(?:$|[,;.(|–—:-]|ce\b|(?:on|via|from|through|by) (?-i:[A-Z])"
    r"|/|and\b|&|with\b|since\b|in\b|behind me\b|earned\b|passed\b|\d|(?:exam )?passed\b"
    r"|(?:nationally )?certified\b"
    r"|(?:certifi\w+|credential\w*)\W*(?:$|[,;.(|–—-]|since\b|earned\b|in\b|and\b|\d))",
    re.I,
)
"""Behind a name that opens a sentence on its writer: "A+ certified since 2020", not "Epic certification tracking"."""


def why_not_held(line: Line, names: Sequence[Match], match: Match, item: tuple[int, int]) -> str:
    """Why the words beside the name say that it is planned, partly done or no longer held; empty if they do not.

    `names`: all names of the line; `item`: where the part of the line begins and ends that holds this one.
    """
    before, after = _words_beside(line, names, match, item)
    beside = f"{before} {after}"
    if part := _part_done(beside):
        return f"{part!r}: only a part of it is done"
    if _NEXT.search(before):
        return "it comes later: not yet held"
    if _FORMER.search(before) or _FORMER.match(after.lstrip(" (")):
        return "it was held once: no longer held"
    if known := _KNOWLEDGE_BEHIND.match(after) or _KNOWLEDGE_BEFORE.search(before):
        return f"{known.group().strip(' -')!r}: says what is known, not that it is held"
    is_achieved = _ACHIEVED.search(after) and not _NOT_ALL.search(after)
    plan = _PLAN.search(_RENEWAL.sub(" ", beside))
    return f"{plan.group().strip()!r}: not yet held" if plan and not is_achieved else ""


def lapse_of(line: Line, names: Sequence[Match], match: Match, item: tuple[int, int]) -> str:
    """The words that say that it is no longer held; empty if there are none."""
    before, after = _words_beside(line, names, match, item)
    lapse = LAPSE.search(before) or LAPSE.search(after)
    return lapse.group() if lapse else ""


def _words_beside(line: Line, names: Sequence[Match], match: Match, item: tuple[int, int]) -> tuple[str, str]:
    """What is said of a name: the label and the words before it, and the words behind it up to the next name.

    The next name shares them if only an "and" stands between. In running text they end with the clause.
    """
    text, (start, end) = line.text, item
    sentence = re.split(r"\.\s|\||;", text[: match.start])[-1]
    label = sentence.rpartition(":")[0]
    before = _BRACKETS.sub(" ", text[start : match.start])
    following = [one for one in names if match.end <= one.start < end]
    for left, right in pairwise([match, *following]):
        if not _JOINED.fullmatch(text[left.end : right.start]):
            end = right.start
            break
    after = text[match.end : end]
    if line.kind != "certifications":
        after = _CLAUSE.split(after)[0]
    of_all = _OF_ALL.search(text, names[-1].end) if names else None
    return f"{label} {before}", f"{after} {of_all.group() if of_all else ''}"


def _part_done(beside: str) -> str:
    """ "3 of 5 courses done"; empty if nothing of this kind is said."""
    share = _SHARE.search(beside)
    if share and share["done"].casefold() != share["all"].casefold():
        return share.group()
    alone = _SHARE_ALONE.search(beside)
    return alone.group() if alone else ""


def tells_standing(text: str) -> bool:
    """True for a part of a line that begins by saying how the certification before it stands: "let lapse 2022"."""
    return _BEGINS_STANDING.match(text) is not None


def only_standing(text: str) -> str:
    """The words, if a line says nothing but how the certification above it stands: "exam booked Jan 2027"."""
    rest = _DATE_FILLERS.sub(" ", LAPSE.sub(" ", _PLAN.sub(" ", without_dates(text))))
    said = _PLAN.search(text) or LAPSE.search(text)
    is_title = text.rstrip().endswith(":")
    names_nothing = not re.search(r"(?<!^)\b[A-Z]", without_dates(text)) and len(text.split()) <= MOST_WORDS_OF_STANDING
    if said and names_nothing and not is_title and _BEGINS_STANDING.match(text):  # "Eligible, exam date not yet set"
        return said.group().strip()
    if said is None or is_title or re.search(r"[^\W\d_]{2}", rest):
        return ""
    return said.group().strip()


def why_of_others(line: Line, names: Iterable[Match], match: Match) -> str:
    """Why running text says a certification of somebody else, or does not say who holds it; empty if the person does.

    Among the jobs a sentence has to say that the person holds or earned it; elsewhere it is enough that it names
    nobody else.
    """
    if line.kind == "certifications":
        return ""
    before = f"{line.before} {line.text[: match.start]}"
    sentence = re.split(r"[.;•!?|](?=\s|$)", before)[-1]
    holds = [*_HOLDS.finditer(sentence)]
    clause = _since_clause(sentence, holds[-1].start()) if holds else sentence
    if _PEOPLE.search(clause) or _BESIDE_SOMEBODY.search(sentence) or _PEOPLE_BEHIND.match(line.text, match.end):
        return "said of other people, not held"
    if not holds and not _opens(line, names, match, sentence):
        return "it does not say that you hold it; what you hold belongs under Certifications"
    return ""


def _opens(line: Line, names: Iterable[Match], match: Match, sentence: str) -> bool:
    """True if the name opens its sentence; outside of jobs, if it opens a clause or only describes who writes."""
    if line.is_item or line.kind in ("work", "position", "unpaid"):
        return _opens_sentence(line, names, match, sentence)
    clause = _since_clause(sentence, len(sentence)).rpartition(":")[2]
    words = clause.split()
    is_about_writer = len(words) <= MOST_WORDS_BEFORE and not _SAYS_ELSE.search(clause)
    return is_about_writer and _BEHIND_OPENING.match(line.text, match.end) is not None


def _since_clause(sentence: str, at: int) -> str:
    """The sentence from the beginning of the clause that holds this place."""
    return sentence[max((end.end() for end in _CLAUSE.finditer(sentence, 0, at)), default=0) :]


def _opens_sentence(line: Line, names: Iterable[Match], match: Match, sentence: str) -> bool:
    """True if only other names stand before this one, and what follows says nothing else: "A+ and Network+, 2021"."""
    for other in names:
        if other.end <= match.start:
            sentence = sentence.replace(other.text, " ")
    words = without_dates(_BRACKETS.sub(" ", sentence))
    return bool(_OPENING.fullmatch(words) and _BEHIND_OPENING.match(line.text, match.end))
