"""Job words made comparable: the same for the titles of the file of occupations and for what a person types."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

LONGEST = 200
"""Letters of a person's words that are looked at."""
_INITIALS = re.compile(r"\b((?:[a-z]\.){2,}[a-z]?)")
_NOT_WORD = re.compile(r"[^a-z0-9]+")
PRONOUNS = frozenset(
    ["i", "im", "ive", "am", "was", "is", "are", "a", "an", "the", "my", "we", "our", "used", "to", "have", "been",
     "being", "just", "he", "she", "they"]
)  # fmt: skip
"""Left out before a sentence is compared with a lay phrase such as "do hair"."""
HOSPITALS = (
    ("hospital",), ("hospitals",), ("clinic",), ("clinics",), ("medical", "center"), ("medical", "centers"),
    ("medical", "centre"), ("health", "system"), ("health", "center"),
)  # fmt: skip
"""Words that say that the work is done in a hospital or clinic."""
NO_HOSPITALS = frozenset(("veterinary", "vet", "animal", "pet", "not", "no", "outside", "non"))
"""Beside them they say that it is not."""
BETWEEN = frozenset(("a", "an", "the", "of", "at", "in", "for", "my", "childrens", "community", "university"))
"""What is left over where they are taken out."""
# glass, campus, analysis, macos, gas: an s that makes no plural
KEEPS_ITS_S = ("ss", "us", "is", "os", "as")


def tokens(text: str) -> list[str]:
    """The words of `text` in lower case without accents: "R.N. / X-ray" -> rn, x, ray."""
    plain = unicodedata.normalize("NFKD", text[:LONGEST].casefold())
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    plain = plain.replace("'", "").replace("’", "").replace("&", " and ").replace("+", " plus ")
    # initials are one word; other dots end one
    plain = _INITIALS.sub(lambda match: match.group().replace(".", ""), plain)
    return _NOT_WORD.sub(" ", plain).split()


def names_hospital(text: str) -> bool:
    """True if words for a job say that it is done in a hospital or clinic: "CIO at a hospital"."""
    words = tokens(text)
    return not NO_HOSPITALS.intersection(words) and without_hospital(words) != words


def without_hospital(words: list[str]) -> list[str]:
    """The words without those of a hospital, and without the small words that stand before them."""
    result: list[str] = []
    place = 0
    while place < len(words):
        length = _hospital_at(words, place)
        if not length:
            result.append(words[place])
        else:
            while result and result[-1] in BETWEEN:
                result.pop()
        place += length or 1
    return result


def _hospital_at(words: list[str], place: int) -> int:
    """How many of the words from this place on name a hospital; 0 if none do."""
    for name in HOSPITALS:
        if tuple(words[place : place + len(name)]) == name:
            return len(name)
    return 0


def singular(word: str) -> str:
    """ "nurses" -> nurse, "secretaries" -> secretary; short words and those in -ss stay."""
    if len(word) <= 3 or not word.endswith("s") or word.endswith(KEEPS_ITS_S):
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("ches", "shes", "sses", "xes")):
        return word[:-2]
    return word[:-1]


def one_of(title: str) -> str:
    """The title of an occupation, of one person: "Computer Programmers" -> Computer Programmer.

    A title that cannot be told apart so ("Laborers and Freight, Stock, and Material Movers") stays.
    """
    head, _, rest = title.partition(",")
    words = head.split()
    if singular(words[-1]) == words[-1] and rest:
        return title
    for place, word in enumerate(words):
        following = words[place + 1 : place + 2]
        if following in ([], ["and"], ["of"]):
            words[place] = singular(word)
        if following == ["of"]:
            break
    return " ".join(words)


def canonical(words: list[str], short: Mapping[str, str]) -> list[str]:
    """Singular, short forms spelled out, and without "and" and "of"."""
    result: list[str] = []
    for word in words:
        one = singular(word)
        full = short.get(one) or short.get(word) or one
        for part in full.split():
            if part not in ("and", "of", "the", "a"):
                result.append(part)
    return result


def name_of(text: str, short: Mapping[str, str]) -> str:
    """The form in which titles are compared."""
    return " ".join(canonical(tokens(text), short))
