"""Text in two columns -> one: a line with two headings side by side shows where the second column begins."""

from __future__ import annotations

import re

from careerpath.importers.resume import heading

_GAP = re.compile(r"\s{3,}")
Numbered = tuple[int, str]


def one_column(lines: list[str]) -> list[Numbered]:
    """The lines with their numbers from 1; of two columns first the left one, then the right one."""
    result: list[Numbered] = []
    left: list[Numbered] = []
    right: list[Numbered] = []
    second = 0
    is_tabbed = False
    for number, line in enumerate(lines, 1):
        if begins := _second_column(line.expandtabs(8)):
            result += [*left, *right]
            left, right, second = [], [], begins
            is_tabbed = "\t" in line.strip()
        if not second:
            result.append((number, line))
            continue
        if is_tabbed:  # the cells of a table, whose tabs say which is which
            cell, _, beside = line.partition("\t")
            left.append((number, cell))
            right.append((number, beside))
            continue
        wide = line.expandtabs(8)
        if wide[second - 1 : second].strip():  # it runs across: no column
            left.append((number, line))
            continue
        left.append((number, wide[:second].rstrip()))
        right.append((number, wide[second:].rstrip()))
    return [*result, *left, *right]


def _second_column(line: str) -> int:
    """Where the second of two headings begins that stand side by side; 0 for an ordinary line."""
    cells = [cell for cell in _GAP.split(line.strip()) if cell]
    if len(cells) != 2 or not all(_is_heading(cell) for cell in cells):
        return 0
    return line.rindex(cells[1])


def _is_heading(cell: str) -> bool:
    hit = heading(cell)
    return hit is not None and not hit[1]
