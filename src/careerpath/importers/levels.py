"""The level a text claims for a skill: 2 unless its own words give a reason for another, never above 3."""

from __future__ import annotations

import re

USUAL = 2
REACH = 240
"""Characters around a name that can say something about it."""
_HIGH = r"(?:expert(?:ise|s|ly)?|advanced|proficien(?:t|cy)|fluent|mastery|master|extensive|in-depth|senior[- ]level)"
_LOW = r"(?:basics?|beginners?|novice|familiar(?:ity)?|exposure|introduct(?:ory|ion)|intro|elementary|limited|some)"
_LINK = (
    r"(?:[\s:]+(?:level|user|knowledge|skills?|experience|understanding|working|hands-on|in|with|of|at|to|the)\b)*"
    r"[\s:]*"
)
_NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_COUNT = rf"(?P<years>\d{{1,2}}|{'|'.join(_NUMBERS)})\s?\+?"
_YEARS = rf"{_COUNT}[\s-]*(?:years?|yrs?)\.?"
_YEARS_BEFORE = re.compile(
    rf"(?<!\w){_YEARS}['’]?\s*(?:(?:of|in|with|using|on|experience|hands-on|working|professional|solid)\s+)*$", re.I
)
_YEARS_AFTER = re.compile(rf"\s*[-–—:(]?\s*(?:for\s+)?{_YEARS}", re.I)
_WORD_BEFORE = re.compile(rf"(?<!\w)(?P<word>{_HIGH}|{_LOW})\b{_LINK}$", re.I)
_WORD_AFTER = re.compile(rf"\s*(?:[-–—:(]\s*)?(?P<word>{_HIGH}|{_LOW}|beginner)\b", re.I)
_LABEL = re.compile(
    rf"^\W*(?P<word>{_HIGH}|{_LOW})\b(?:\s*(?:in|with|at|:|knowledge of|level|skills|user of))+\s", re.I
)

_NEGATED = re.compile(r"\b(?:no|not(?! only)|never|without|lack(?:s|ing)?|zero)\b(?:\W+\w+){0,4}\W*$", re.I)
_WISHED = re.compile(
    r"\b(?:want(?:s|ing)? to|willing to|eager|hop(?:e|es|ing) to|looking (?:for|to)|seek(?:s|ing)?|interest(?:ed)? in"
    r"|plan(?:s|ning)? to|would like|studying|pursuing|learning|enrolled|aspir(?:e|es|ing)|preparing for"
    r"|objective|goal)\b"
    r"(?![- ](?:management|systems?|platforms?))",
    re.I,
)
_END_OF_SENTENCE = re.compile(r"[.;•!?](?=\s|$)|\bbut\b")


def claimed_level(text: str, start: int, end: int) -> tuple[int, str]:
    """(level, reason) for the skill named at `text[start:end]`. "5 years of SQL" and "SQL (expert)" give 3."""
    before, after = text[max(0, start - REACH) : start], text[end : end + REACH]
    for match in (_YEARS_BEFORE.search(before), _YEARS_AFTER.match(after)):
        if match:
            years = _number(match["years"])
            said = f"{years} year{'' if years == 1 else 's'} stated"
            return (3, said) if years >= 3 else (USUAL, said)
    sentence = before[_start_of_sentence(before) :]
    for match in (_WORD_BEFORE.search(sentence), _WORD_AFTER.match(after), _LABEL.search(sentence + " ")):
        if match:
            return word_level(match["word"])
    return USUAL, "named, without a level"


def word_level(word: str) -> tuple[int, str]:
    """(level, reason) for a word such as "expert" or "beginner"; `USUAL` for any other."""
    said = f"it says {' '.join(word.split())[:40]!r}"
    if re.match(_HIGH, word.strip(), re.I):
        return 3, said
    if re.match(_LOW, word.strip(), re.I):
        return 1, said
    return USUAL, "named, without a level" if not word.strip() else said


def denied(text: str, start: int) -> str:
    """Why what stands at `start` is not held: the sentence denies it or only wishes for it. Empty if it is held."""
    before = text[max(0, start - REACH) : start]
    sentence = before[_start_of_sentence(before) :]
    if _NEGATED.search(sentence):
        return "the sentence says that it is missing"
    if wish := _WISHED.search(sentence):
        return f"a wish or a plan ({wish.group()!r}), not yet held"
    return ""


def _start_of_sentence(text: str) -> int:
    return max((m.end() for m in _END_OF_SENTENCE.finditer(text)), default=0)


def _number(text: str) -> int:
    return int(text) if text.isdigit() else _NUMBERS.index(text.casefold()) + 1
