"""Skills in a line of text and the level it claims: 2 unless its own words give a reason, never above 3."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import chain

from careerpath.importers.found import Finding, Found, Line
from careerpath.importers.matcher import Lexicon, Match, is_of_another_trade, is_sure, tokens
from careerpath.importers.standing import FAMILY
from careerpath.people.ehr import named_in
from careerpath.record import replace

USUAL = 2
UNKNOWN_SKILL = "no skill of the list; `careerpath skills WORDS` finds the nearest"
NO_LEVEL = "named, without a level"
MOST_MENTIONS = 40
"""A skill that is named more often in one file is known by then; a file of one word would take minutes."""
REACH = 240
"""Characters around a name that can say something about it."""
_ITEM = re.compile(r"(?:[^,;|•·\t\n(]|\([^()]*\)|\()+")
_DASH = re.compile(r" [-–—/] ")
"""Between the items of a list that has no other signs; as long as what it is replaced by."""
_DETAILS = re.compile(r"\s*\([^()]*\)\s*$")
"""What stands in brackets at the end of an item: "Epic (ClinDoc, Orders)"."""
_FILLER_WORDS = """
and or with in of the a an skill experience knowledge strong excellent good very solid year yr yrs working expert
advanced proficient intermediate basic beginner familiar level user proficiency etc include including technical
tool software system platform other core computer hand on plus general some file
"""
_FILLER = frozenset(_FILLER_WORDS.split())
"""Words of an item that say nothing else than the skill beside them."""
_HIGH = r"(?:expert(?:ise|s|ly)?|advanced|proficien(?:t|cy)|fluent|mastery|master|extensive|in-depth|senior[- ]level)"
_LOW = r"(?:basics?|beginners?|novice|familiar(?:ity)?|exposure|introduct(?:ory|ion)|intro|elementary|limited|some)"
_WORD = rf"(?P<word>{_HIGH}|{_LOW})\b"
_LINK = (
    r"(?:[\s:]+(?:level|user|knowledge|skills?|experience|understanding|working|hands-on|in|with|of|at|to|the)\b)*"
    r"[\s:]*"
)
_NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_YEARS = rf"(?P<years>\d{{1,2}}|{'|'.join(_NUMBERS)})\s?\+?[\s-]*(?:years?|yrs?)\.?"
_LABEL_OF_LIST = re.compile(rf"\W*[^:,;]{{1,40}}:(?=\s)(?!\s*(?:\d|{_HIGH}|{_LOW}))", re.I)
"""What a list is about: "Languages: "; a level behind the colon is said of a skill before it."""
_YEARS_BEFORE = re.compile(
    rf"(?<!\w){_YEARS}['’]?\s*(?:(?:of|in|with|using|on|experience|hands-on|working|professional|solid)\s+)*$", re.I
)
_YEARS_AFTER = re.compile(rf"\s*[-–—:(]?\s*(?:for\s+)?{_YEARS}", re.I)
_WORD_BEFORE = re.compile(rf"(?<!\w){_WORD}{_LINK}$", re.I)
_WORD_AFTER = re.compile(rf"\s*(?:[-–—:(]\s*)?{_WORD}", re.I)
_LABEL = re.compile(rf"^\W*{_WORD}(?:\s*(?:in|with|at|:|knowledge of|level|skills|user of))+\s", re.I)
_NEGATED = re.compile(
    r"\b(?:no|not(?! only)|never|without|lack(?:s|ing)?|zero)\b(?:\W+\w+){0,4}\W*$"
    r"|\bnever had (?:the|an?y?) (?:chance|opportunity)\b[^.;]*$",
    re.I,
)
_NO_FAULTS = re.compile(
    r"\b(?:no|not a single|without(?: an?y?)?|never|zero)[\s-]+(?:\w+\s)?"
    r"(?:miss(?:ed)?|fail(?:ed|ures?)?|los[st](?:es)?|down ?time|outages?|errors?|findings?|breach(?:es)?|incidents?"
    r"|complaints?|defects?|data loss|interruptions?|unplanned|violations?|deficienc\w+)\b",
    re.I,
)
"""Praise: "zero missed Veeam restores"."""
_WISHED = re.compile(
    r"\b(?:(?<!who )want(?:s|ing)? (?:to|an?|exposure)\b|intend(?:s|ing)? to|will (?:begin|start|take)"
    r"|willing to|eager (?:to|for)|hop(?:e|es|ing) (?:to|for)"
    r"|look(?:ing)? (?:for|to|forward)"
    r"|seek(?:s|ing)?(?: to)?|interest(?:ed)? in|open to|keen (?:to|on)|curious about|considering|excited to learn"
    r"|able to obtain|dreams?\b"
    r"|plan(?:s|ning)? (?:to|on)|(?:would|i['’]d) (?:like|love)|wish(?:es|ing)?(?: to| for)|aim(?:s|ing)? (?:to|for|at)"
    r"|ready to (?:learn|earn|take|get|become|pursue)|will (?:obtain|earn|learn|get|pursue|complete)|next step"
    r"|studying|self-study|reading up on|pursuing|learn|enrolled|aspir(?:e|es|ing)|preparing for"
    r"|(?:working|coursework) towards?)\b"
    # "machine learning" and "e-learning" are things; who is learning says so with a word before it
    r"|(?:^\W*|\b(?:am|are|is|currently|now|started|begun|still|just|also|i['’]m|and|then)\s+)learning\b"
    r"(?![- ](?:management|systems?|platforms?|models?|lessons?|modules?|materials?))"
    r"|\b(?:objective|goal)s?(?:\W*:| is\b| are\b)"
    r"|^\W*to (?:obtain|complete|earn|finish|pass|become|move|join|find|gain|secure|get|work|land)\b",
    re.I,
)
PLANS = re.compile(
    r"\b(?:objective|goals?|objetivo|learning(?! (?:and|&))|studying|in (?:progress|process)|planned|upcoming|pursuing"
    r"|not\b.*\byet|to come|future|next(?: steps?| up)?|working (?:on|towards?)|expired|lapsed|wish(?:es)?|plans)\b",
    re.I,
)
"""Headings of what is not held: "Career objective", "Learning now", "Planned certifications"."""
_HELD_ALL_THE_SAME = re.compile(
    r"\bto (?:use|apply|bring|offer|leverage)\b|^\s*(?:bring|use|apply|offer) (?:strong|solid|proven|deep)\b"
    r"|\butili[sz]"
    r"|\bleverag"
    r"|(?<!get )(?<!earn )(?<!take )(?<!obtain )\bmy\b(?!.*,\s*(?:and )?(?:earn|get|become|learn|obtain|pass))"
    r"|\bwhere i\b|\bin which\b|\d\+? years",
    re.I,
)
"""After a wish: what follows is what the person brings ("a role in which to use 6 years of Epic")."""
COURSE_LEVEL = 1
"""What a course brings that somebody took: a beginning."""
_COURSE = r"(?:course|class|workshop|seminar|webinar|boot ?camp|training)\b"
_TOOK = re.compile(r"\b(?:took|attended|completed|finished|certificate of completion)\b[^.;]{0,60}$", re.I)
_COURSE_BEFORE = re.compile(rf"\b{_COURSE}(?:\s+(?:in|on|of|for|about)\b[^.;]{{0,30}}|\s*:?\s*)$", re.I)
_COURSE_AFTER = re.compile(rf"(?:\s+[\w+#-]+){{0,2}}\s+{_COURSE}", re.I)
_FROM_SCHOOL_AFTER = re.compile(r"\s*\((?:course ?work|courses?|class(?:es)?|in class|school|college|online)\b", re.I)
"""Behind a skill of a list: "Python (coursework)"."""
_HIRED = re.compile(
    r"\b(?:hir(?:ed|ing)|recruit(?:ed|ing|er)|placed|interview(?:ed|ing)|sourc(?:ed|ing)|sold|selling)\b[^.;]*$"
    r"|\b(?:sent|pass(?:ed)?|forward(?:ed)?|rout(?:ed?|ing)|escalat(?:es?|ed|ing)|refer(?:red)?|transferr?(?:ed)?"
    r"|liaison|colleagues?|report(?:s|ed|ing)?|sits?|sat|next|hand(?:ed)?)\b[^.;]*\b(?:to|with|of|beside)\s+"
    r"(?:(?:the|our|an?|other)\s+)?$",
    re.I,
)
_WHO_WAS_HIRED = re.compile(
    r"(?:(?:\s*[,/&]\s*|\s+(?:and|or)\s+|\s+)(?-i:[A-Z])[\w+#.]*)*\s+(?:(?!for|to|with|and|by|in)\w+\s+)?"
    r"(?:developers?|engineers?|analysts?|programmers?|administrators?|admins?|nurses?|technicians?|candidates?"
    r"|staff|specialists?|architects?|talent|roles?|positions?|teams?|group|department|people|licen[sc]es?)\b",
    re.I,
)
"""Right behind a skill in a sentence on hiring people or on sending them something: it is their skill."""
_LOST_RATING = re.compile(r"[^?★☆,;|]{0,30}\?{3}")
"""Behind a skill: stars that an encoding lost, so that it may be none of five."""
_LEARNS_AFTER = re.compile(
    r"\s*[-–—:(?]\s*(?:currently |still |now |just )?"
    r"(?:learning|studying|in progress|in training|not yet|none|planned|to learn)\b"
    r"|[^\S\n]*(?:\s{2}|[:–—-])\s*0(?![\w.%])|[^★,;|]{0,30}☆{3}",
    re.I,
)
"""Behind a skill: "Python (learning)", "HL7: 0", "Cloud ☆☆☆☆☆"."""
_OTHERS_DO = re.compile(
    r"\b(?:that|who|which) (?:run|use)s?\b[^.;]*$"
    rf"|\b(?:my|our|his|her) (?:{FAMILY})\b[^.;]*$"
    r"|\b(?:they|(?:their|our|the) (?:\w+ )?(?:analysts?|team|engineers?|admins?|developers?|vendor)) "
    r"(?:\w+ )?(?:run|use|program|work|handle|own|manage|code|write|build)\w*\b[^.;]*$",
    re.I,
)
_IS_OF_OTHERS = re.compile(
    r"\s+(?:is|are|was|were)\s+(?:the |our )?(?:\w+ ){0,3}(?:team|department|vendor|group)['’]s?\b", re.I
)
"""Who else does it: "they program in Python", "firewalls are the security team's"."""
_ANSWERED_NO = re.compile(
    r"(?:do|does|did|have|has|are|is|can|describe|list|rate)\b[^.?]*[.?]\s*(?:no|none|never|not|n/a)\b", re.I
)
"""A question of a form and its answer."""
_CROSSED_OUT = re.compile(r"~~.*?~~|<(s|del|strike)>.*?</\1>", re.I)
_UNTICKED = re.compile(r"(?:\[ ?\]|☐)\s")
"""A box of a list that is not ticked: "- [ ] CompTIA Data+"."""
MOST_WORDS_OF_TITLE = 7
MOST_WORDS_OF_ITEM = 3
LEAST_OF_LIST = 3
"""So many names in a sentence and nothing else are a list."""
_EMPTY_BOX = re.compile(r"(?:\[ ?\]|☐)\s*(?:[\w-]+\s){0,2}$")
"""Right before one of several things in a line: "[x] SQL   [ ] Python"."""
_END_OF_SENTENCE = re.compile(r"[.;•!?](?=\s|$)|\bbut\b")


def take_skills(found: Found, lexicon: Lexicon, line: Line, *, taken: Sequence[Match] = ()) -> None:
    """Add the skills of one line: in a list of skills every item counts, in running text only what is unmistakable.

    `taken`: parts of the line that mean something else.
    """
    if whole := _over_lines(lexicon, line):
        take_skills(found, lexicon, whole)
    for match in _skills_in(found, lexicon, line):
        is_taken = any(match.start < other.end and other.start < match.end for other in taken)
        if is_taken or is_of_another_trade(match, line.text):
            continue
        if _EMPTY_BOX.search(line.text[: match.start]):
            found.leave_out(replace(line, text=match.text), "its box is not ticked", understood=True)
            continue
        found.mentions[match.id] += 1
        if found.mentions[match.id] > MOST_MENTIONS:
            continue
        if why := denied(line, match.start) or _denied_behind(line.text, match):
            found.leave_out(replace(line, text=match.text), why, understood=True)
            continue
        level, because = claimed_level(line.text, match.start, match.end)
        unsure = ""
        if _LOST_RATING.match(line.text, match.end):
            unsure = "how well it is known cannot be read"
        found.findings.append(Finding("skill", match.id, line, f"{match.text!r}: {because}", level, unsure=unsure))
        if product := named_in(match.text):
            found.findings.append(Finding("ehr", product, line, repr(match.text)))


def _skills_in(found: Found, lexicon: Lexicon, line: Line) -> list[Match]:
    """The skills that the line names; items of a list of skills that name none are told."""
    text = line.text
    if line.kind not in ("skills", "certifications"):
        listed = _plain_lists(lexicon, text)
        sure = [match for match in lexicon.find(text, "skills") if is_sure(match, text, line.before)]
        return sure + [match for match in listed if match not in sure]
    if not re.search(r"[,;|•·]", text) and len(_DASH.findall(text)) >= LEAST_OF_LIST:
        text = _DASH.sub(" | ", text)  # "Epic (daily user) - HIPAA - Excel"
    matches = list(_listed(lexicon, text))
    if line.kind == "skills" and matches and (rest := _unknown_items(text, matches)):
        found.leave_out(replace(line, text=rest), UNKNOWN_SKILL)
    return matches


def _plain_lists(lexicon: Lexicon, text: str) -> list[Match]:
    """The skills of sentences that are nothing but lists of them: "Customer service, inventory, budgeting."."""
    result: list[Match] = []
    start = 0
    for end in (*(mark.start() for mark in _END_OF_SENTENCE.finditer(text)), len(text)):
        items = [item for item in _ITEM.finditer(text, start, end) if item[0].strip(" .")]
        names = [lexicon.find(text, "skills", *item.span()) for item in items]
        alone = [bool(found) and _stand_alone(text, item, found) for item, found in zip(items, names)]
        known = [found for found, is_alone in zip(names, alone) if is_alone]
        is_short = all(len(item[0].split()) <= MOST_WORDS_OF_ITEM for item in items)
        if len(known) >= LEAST_OF_LIST and (all(alone) or (is_short and 2 * len(known) > len(items) and alone[0])):
            result += chain.from_iterable(known)
        start = end
    return result


def _over_lines(lexicon: Lexicon, line: Line) -> Line | None:
    """Where an item of a list of skills breaks over two lines, that item: "working under" / "pressure, Excel"."""
    last, first = _ITEM.findall(line.before)[-1:], _ITEM.match(line.text)
    if line.kind != "skills" or not last or not first or line.before.rstrip().endswith((",", ";", ".", ":", "•", "|")):
        return None
    first_words = re.split(r"\.(?:\s|$)", first[0])[0]
    whole = f"{last[0].strip()} {first_words.strip()}"
    at = len(last[0].strip())
    if any(match.start < at < match.end for match in lexicon.find(whole, "skills")):
        return replace(line, text=whole, before="")
    return None


def _denied_behind(text: str, match: Match) -> str:
    """Why the words behind a skill say that it is not held, or not by the person; empty if they do not."""
    if learns := _LEARNS_AFTER.match(text, match.end):
        return f"{learns.group().strip(' -–—:(')!r}: not yet held"
    if _OTHERS_DO.search(text[: match.start]) or _IS_OF_OTHERS.match(text, match.end):
        return "said of other people"
    if _HIRED.search(text[: match.start]) and _WHO_WAS_HIRED.match(text, match.end):
        return "said of other people"
    return ""


def _is_course_taken(before: str, after: str) -> bool:
    """True for "Completed an online course in SQL" and "Attended a SQL workshop"."""
    if _FROM_SCHOOL_AFTER.match(after):
        return True
    took = _TOOK.search(before)
    return took is not None and bool(_COURSE_BEFORE.search(before) or _COURSE_AFTER.match(after))


def _listed(lexicon: Lexicon, text: str) -> Iterator[Match]:
    """Per item of a list: sure names, and wide ones if nothing else stands in the item."""
    label = _LABEL_OF_LIST.match(text)
    start = label.end() if label else 0
    for item in _ITEM.finditer(text, start):
        matches = lexicon.find(text, "skills", *item.span())
        stand_alone = _stand_alone(text, item, matches)
        for match in matches:
            if stand_alone or is_sure(match, text):
                yield match


def _stand_alone(text: str, item: re.Match[str], matches: Sequence[Match]) -> bool:
    """True if the item holds nothing beside the names but filling words, numbers and details in brackets."""
    last = max((match.end for match in matches), default=0)
    details = _DETAILS.search(text, last, item.end())
    for token in tokens(text, *item.span()):
        if any(match.start <= token.start < match.end for match in matches):
            continue
        if details and details.start() <= token.start < details.end():
            continue
        if token.word not in _FILLER and not token.word[:1].isdigit():
            return False
    return True


def _unknown_items(text: str, matches: Sequence[Match]) -> str:
    """The items of a list in which nothing was found, so that they are not lost without a word."""
    unknown = []
    for item in _ITEM.finditer(text):
        start, end = item.span()
        words = [token.word for token in tokens(text, start, end)]
        has_match = any(match.start < end and start < match.end for match in matches)
        if not has_match and any(len(word) > 2 and word not in _FILLER for word in words) and not item[0].endswith(":"):
            unknown.append(item[0].strip(" ."))
    return ", ".join(unknown)


def claimed_level(text: str, start: int, end: int) -> tuple[int, str]:
    """(level, reason) for the skill named at `text[start:end]`. "5 years of SQL" and "SQL (expert)" give 3."""
    before, after = text[max(0, start - REACH) : start], text[end : end + REACH]
    if said := _YEARS_BEFORE.search(before) or _YEARS_AFTER.match(after):
        years = _number(said["years"])
        level = 3 if years >= 3 else USUAL
        unit = "year" if years == 1 else "years"
        return level, f"{years} {unit} stated"
    if word := _word_of_level(_sentence(before), after):
        level = 3 if re.match(_HIGH, word, re.I) else 1
        return level, f"it says {word!r}"
    if _is_course_taken(before, after):
        return COURSE_LEVEL, f"of a course; {NO_LEVEL}"  # so that the name elsewhere, which says more, counts
    return USUAL, NO_LEVEL


def _number(said: str) -> int:
    """5 and "five"."""
    return int(said) if said.isdigit() else _NUMBERS.index(said.casefold()) + 1


def _word_of_level(sentence: str, after: str) -> str:
    """The word before or behind a skill that tells how well it is known; empty if there is none."""
    word = _WORD_BEFORE.search(sentence) or _WORD_AFTER.match(after) or _LABEL.search(sentence + " ")
    if word is None:
        return ""
    # "Fluent in Spanish, with SQL and Linux": what is fluent ends before the "with"
    is_label = word.re is _LABEL
    if is_label and re.search(r"\b(?:with|as well as)\b", sentence[word.end() :]):
        return ""
    return word["word"]


def denied(line: Line, start: int) -> str:
    """Why what stands at `start` is not held: the sentence denies it or only wishes for it. Empty if it is held."""
    if _UNTICKED.match(line.text):
        return "its box is not ticked"
    if _ANSWERED_NO.match(line.text):
        return "the answer is no"
    if any(crossed.start() <= start < crossed.end() for crossed in _CROSSED_OUT.finditer(line.text)):
        return "it is crossed out"
    sentence = _sentence(f"{line.before} {line.text[max(0, start - REACH) : start]}")
    if _NEGATED.search(_NO_FAULTS.sub(" ", sentence)):
        return "the sentence says that it is missing"
    wish = _WISHED.search(sentence)
    if PLANS.search(line.under) and not _HELD_ALL_THE_SAME.search(sentence):
        return f"it stands under {line.under!r}: a wish, not yet held"
    if wish and not _HELD_ALL_THE_SAME.search(sentence[wish.end() :]):
        return f"a wish or a plan ({wish.group()!r}), not yet held"
    return ""


def under_plans(lines: Sequence[Line], lexicon: Lexicon) -> list[Line]:
    """The lines, those below a title of plans within a section standing under it: "In progress:", "Next up"."""
    result: list[Line] = []
    title = ""
    for at, line in enumerate(lines):
        above = lines[at - 1] if at else None
        ends = above is None or line.kind != above.kind
        if ends or _is_title(line, above, lexicon):
            is_title = line.kind not in ("work", "position", "education") and _is_title(line, above, lexicon)
            title = ""
            if is_title and PLANS.search(line.text):
                title = line.text.strip(" :")
            result.append(line)
        else:
            result.append(replace(line, under=title) if title else line)
    return result


def _is_title(line: Line, above: Line | None, lexicon: Lexicon) -> bool:
    """True for a few words with a colon behind them, or with a blank line before them, that name nothing known."""
    if line.is_item or line.row or len(line.text.split()) > MOST_WORDS_OF_TITLE or re.search(r"\d|[.,;]", line.text):
        return False
    stands_below_blank = above is None or line.number - above.number > 1
    if not line.text.rstrip().endswith(":") and not stands_below_blank:
        return False
    return not lexicon.find(line.text, "certs") and not lexicon.find(line.text, "skills")


def _sentence(text: str) -> str:
    """What stands after the last end of a sentence."""
    return text[max((m.end() for m in _END_OF_SENTENCE.finditer(text)), default=0) :]
