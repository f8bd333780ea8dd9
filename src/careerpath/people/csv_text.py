"""Cells that a spreadsheet takes for text, whatever they begin with."""

from __future__ import annotations

FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
"""A spreadsheet takes a cell that begins like this for a formula; a quote before it makes it text."""


def quoted(cell: str) -> str:
    """The cell as text, whatever a spreadsheet would make of it."""
    is_formula = cell.lstrip(" ").startswith(FORMULA)
    if is_formula or cell.startswith("'"):  # a quote of its own would be taken away when it is read back
        return f"'{cell}"
    return cell


def unquoted(cell: str) -> str:
    """The inverse of `quoted`."""
    if cell.startswith("'") and quoted(cell[1:]) == cell:
        return cell[1:]
    return cell
