"""The electronic health records that a person has worked in: the first thing the teams that build them ask.

They rank nothing. What hospitals call a job, and what to say first, fits them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

Ehr = Literal["epic", "oracle-health", "meditech", "other"]
TITLES: dict[str, str] = {
    "epic": "Epic", "oracle-health": "Oracle Health (Cerner)", "meditech": "MEDITECH", "other": "Another EHR",
}  # fmt: skip
WORDS: dict[str, tuple[str, ...]] = {
    "epic": ("epic",), "oracle-health": ("oracle health", "cerner"), "meditech": ("meditech",), "other": (),
}  # fmt: skip
"""How the title of a job, a cell of a table or a résumé names them."""


def named(known: Sequence[str]) -> tuple[str, ...]:
    """Those that have a name of their own, in words."""
    return tuple(TITLES[one].split(" (")[0] for one in known if WORDS.get(one))


def meant(text: str) -> str:
    """The id of the product that the words name; `other` for one that is not listed."""
    folded = text.casefold()
    if folded in TITLES:
        return folded
    if folded == "oracle":  # where an EHR is asked for; elsewhere it is a database
        return "oracle-health"
    return named_in(text) or "other"


def named_in(text: str) -> str:
    """The id of the first product of the list that the text names; "" for none."""
    folded = text.casefold()
    return next((one for one, words in WORDS.items() if any(word in folded for word in words)), "")


def fitting(titles: Sequence[str], known: Sequence[str] | None) -> tuple[str, ...]:
    """Titles of jobs, those of a known product first, those of one that is not known last; as they are if none is."""
    if not known or not named(known):
        return tuple(titles)

    def place(title: str) -> int:
        product = meant(title)
        return 1 if product == "other" else 0 if product in known else 2

    return tuple(sorted(titles, key=place))
