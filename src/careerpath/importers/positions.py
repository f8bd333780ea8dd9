"""The positions in the work section of a résumé: titles and their dates, on one line or on neighbouring ones."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from careerpath.importers.dates import fault, find_period, in_words
from careerpath.importers.found import Found, FoundRole, Period, Place
from careerpath.importers.matcher import Lexicon
from careerpath.importers.sections import SectionLine
from careerpath.importers.titles import TitleMatch, role_of_title

NEAR = 3
"""Lines between a title and its dates, at most."""
MAX_WORDS = 16


@dataclass(slots=True)
class _Head:
    """A line that may be the head of a position or a part of one."""

    at: int
    place: Place
    period: Period | None
    title: TitleMatch | str
    used: bool = False


def take_positions(found: Found, lexicon: Lexicon, lines: Sequence[SectionLine], today: date) -> set[int]:
    """Add the roles held; return the numbers of the lines that are heads of positions."""
    heads = [head for at, line in enumerate(lines) if (head := _head(at, line, lexicon))]
    titles = [head for head in heads if isinstance(head.title, TitleMatch)]
    dated = [head for head in heads if head.period]
    title_lines = {head.at for head in titles}
    by_line = {head.at: head for head in dated}
    before = bool(dated and titles) and dated[0].at < titles[0].at
    for head in titles:
        source = head if head.period else _dates_for(head, by_line, lines, before=before)
        if source:
            source.used = True
        if source or lines[head.at].kind == "work":
            _add_role(found, head, source.period if source else None, today)
    for head in dated:
        if not head.used:
            why = head.title if isinstance(head.title, str) else ""
            found.leave_out(_with_neighbour(head, lines, title_lines), f"a position, but {why}")
    return {head.place.line for head in (*titles, *dated)}


def _head(at: int, line: SectionLine, lexicon: Lexicon) -> _Head | None:
    if line.is_bullet or len(line.place.text.split()) > MAX_WORDS:
        return None
    hit = find_period(line.place.text)
    text = line.place.text
    if hit:
        text = f"{text[: hit[1]].rstrip(' (|,-–—')} | {text[hit[2] :].lstrip(' )|,-–—')}"
    title = (
        role_of_title(text, lexicon, guess=bool(hit), in_text=True)
        if text.strip(" |")
        else "no title stands beside its dates"
    )
    if not hit and isinstance(title, str):
        return None
    return _Head(at, line.place, hit[0] if hit else None, title)


def _dates_for(head: _Head, dated: Mapping[int, _Head], lines: Sequence[SectionLine], *, before: bool) -> _Head | None:
    """The nearest unused line with dates and without a title of its own; `before`: dates stand above titles here."""
    near = (dated[at] for at in range(head.at - NEAR, head.at + NEAR + 1) if at in dated)
    free = [d for d in near if not d.used and isinstance(d.title, str) and _adjoins(head.at, d.at, lines)]
    preferred = [d for d in free if (d.at < head.at) == before]
    return min(preferred or free, key=lambda d: abs(d.at - head.at), default=None)


def _adjoins(a: int, b: int, lines: Sequence[SectionLine]) -> bool:
    low, high = sorted((a, b))
    return high - low <= NEAR and not any(line.is_bullet for line in lines[low : high + 1])


def _add_role(found: Found, head: _Head, period: Period | None, today: date) -> None:
    title = head.title
    assert isinstance(title, TitleMatch)
    add_role(found, title, head.place, period, today)


def add_role(found: Found, title: TitleMatch, place: Place, period: Period | None, today: date) -> None:
    """Add one role; dates that cannot be true are left out and named."""
    if period and (why := fault(period, today)):
        found.leave_out(place, f"its dates are not used: {why}")
        period = None
    because = f"{title.because}, {in_words(period)}" if period else f"{title.because}, no dates"
    found.roles.append(FoundRole(title.role, place, because, period, bool(period and period.current)))


def _with_neighbour(head: _Head, lines: Sequence[SectionLine], titles: set[int]) -> Place:
    """A short line with dates is shown with the line below or above it that is no other position's title."""
    if len(head.place.text.split()) > 5:
        return head.place
    beside = (i for i in (head.at + 1, head.at - 1) if 0 <= i < len(lines) and i not in titles)
    near = [lines[i].place.text for i in beside if not lines[i].is_bullet]
    return Place(head.place.file, head.place.line, " / ".join([head.place.text, *near[:1]]))
