"""Numbers, states and empty cells as people write them in a table or an answer."""

from __future__ import annotations

import re

PLACEHOLDERS = frozenset(
    ("n/a", "na", "n.a.", "none", "null", "nil", "-", "--", "---", "–", "—", "tbd", "tba", "unknown", "?", "not stated",
     "not applicable", "not available", "not known", "pending", "blank", "#n/a")
)  # fmt: skip
"""Cells that say that nothing is known."""
_NAMES = """
AL Alabama|AK Alaska|AZ Arizona|AR Arkansas|CA California|CO Colorado|CT Connecticut|DE Delaware
|DC District of Columbia|FL Florida|GA Georgia|HI Hawaii|ID Idaho|IL Illinois|IN Indiana|IA Iowa|KS Kansas|KY Kentucky
|LA Louisiana|ME Maine|MD Maryland|MA Massachusetts|MI Michigan|MN Minnesota|MS Mississippi|MO Missouri|MT Montana
|NE Nebraska|NV Nevada|NH New Hampshire|NJ New Jersey|NM New Mexico|NY New York|NC North Carolina|ND North Dakota
|OH Ohio|OK Oklahoma|OR Oregon|PA Pennsylvania|RI Rhode Island|SC South Carolina|SD South Dakota|TN Tennessee|TX Texas
|UT Utah|VT Vermont|VA Virginia|WA Washington|WV West Virginia|WI Wisconsin|WY Wyoming|AS American Samoa|GU Guam
|MP Northern Mariana Islands|PR Puerto Rico|VI Virgin Islands|VI U.S. Virgin Islands|DC Washington DC
|DC Washington, D.C.
"""
_THOUSANDS = re.compile(r"[-+]?\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_DECIMAL_COMMA = re.compile(r"[-+]?\d+,\d+")
_POINTS_AND_COMMA = re.compile(r"[-+]?\d{1,3}(?:\.\d{3})+,\d+")


def number_in(text: str) -> float:
    """The number of a text: "6,5" is 6.5, "1,500" is 1500. Raises ValueError if it is none.

    A comma marks thousands only before exactly three digits, else the decimals.
    """
    bare = text.strip().lstrip("$ ")
    if _THOUSANDS.fullmatch(bare):
        bare = bare.replace(",", "")
    elif _POINTS_AND_COMMA.fullmatch(bare):
        bare = bare.replace(".", "").replace(",", ".")
    elif _DECIMAL_COMMA.fullmatch(bare):
        bare = bare.replace(",", ".")
    return float(bare)


def is_placeholder(cell: str) -> bool:
    """True for a cell that says that nothing is known, such as "n/a"."""
    return cell.strip().casefold() in PLACEHOLDERS


def state_in(text: str) -> str:
    """The postal code of a state by its name; what is no name of one stays."""
    wanted = " ".join(text.split()).casefold()
    for pair in _NAMES.replace("\n", "").split("|"):
        code, _, name = pair.partition(" ")
        if name.casefold() == wanted:
            return code
    return text
