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


def singular(word: str) -> str:
    """ "nurses" -> nurse, "secretaries" -> secretary; short words and those in -ss stay."""
    if len(word) <= 3 or not word.endswith("s") or word.endswith(KEEPS_ITS_S):
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("ches", "shes", "sses", "xes")):
        return word[:-2]
    return word[:-1]


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
