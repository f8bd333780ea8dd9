"""What words say of a license: that none is valid in the United States, or that the work was done in another country.

One rule for every door: a profile, a table, `clients set`, a title. What says nothing is left to who asks.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from careerpath.knowledge.base import KnowledgeBase
from careerpath.knowledge.models import Role
from careerpath.people.job_words import LONGEST, tokens
from careerpath.people.us_states import POSTAL_CODES

NONE_VALID = re.compile(
    r"""
    [-–—]+ | (?: none | no | not | nil | non | without | false | 0 | unlicensed | n )\W*   # the whole cell
    | .*\b(?:
        (?:no|not|never|isn'?t|without) \s+
        (?: (?:a|an|any|had|held|longer|yet|in|the|my|rn|state|nursing|medical|valid|active|current|us|u\.s\.) \s+ )*
        (?: licen[sc]\w*|valid|active|current|us|u\.s\.|usa|united\ states)
        | licen[sc]\w*\W+(?:no|none)
        | unlicensed | lapsed | expired | inactive | invalid | revoked | suspended | surrendered | retired | pending
        | in\ progress | in\ process | applied | applying | not\ yet
    )\b.*
    """,
    re.IGNORECASE | re.VERBOSE | re.DOTALL,
)
"""A whole text that says that no license is valid now; one that is on its way is none yet."""
ABROAD = re.compile(
    r"\b(?:abroad|overseas|(?:foreign|internationally|overseas)[ -](?:trained|educated|licen[sc]ed|graduate)"
    r"|(?:another|other|home|foreign|my) country|back home"
    r"|outside (?:of )?(?:the )?(?:us|u\.s\.a?\.?|usa|united states)"
    r"|foreign (?=nurse|doctor|physician|pharmacist|dentist|licen[sc]e|rn\b|md\b)|international medical graduate"
    r"|licen[sc]e foreign|not in the (?:us|usa|united states))\b",
    re.IGNORECASE,
)
_NAMES = """
Afghanistan|Albania|Algeria|Angola|Argentina|Armenia|Australia|Austria|Azerbaijan|Bahrain|Bangladesh|Belarus|Belgium
|Benin|Bhutan|Bolivia|Bosnia|Botswana|Brazil|Britain|Bulgaria|Burkina Faso|Burma|Burundi|Cambodia|Cameroon|Canada|Chile
|China|Colombia|Congo|Costa Rica|Croatia|Cuba|Cyprus|Czechia|Czech Republic|Denmark|Dominican Republic|Dubai|Ecuador
|Egypt|El Salvador|England|Eritrea|Estonia|Ethiopia|Fiji|Finland|France|Gambia|Germany|Ghana|Greece|Guatemala|Guyana
|Haiti|Honduras|Hong Kong|Hungary|Iceland|India|Indonesia|Iran|Iraq|Ireland|Israel|Italy|Ivory Coast|Jamaica|Japan
|Jordan|Kazakhstan|Kenya|Korea|Kosovo|Kuwait|Kyrgyzstan|Laos|Latvia|Lebanon|Liberia|Libya|Lithuania|Macedonia|Malawi
|Malaysia|Mali|Mexico|Moldova|Mongolia|Morocco|Mozambique|Myanmar|Namibia|Nepal|Netherlands|New Zealand|Nicaragua|Niger
|Nigeria|Norway|Oman|Pakistan|Palestine|Panama|Papua New Guinea|Paraguay|Peru|Philippines|Poland|Portugal|Qatar|Romania
|Russia|Rwanda|Saudi Arabia|Scotland|Senegal|Serbia|Sierra Leone|Singapore|Slovakia|Slovenia|Somalia|South Africa
|South Korea|South Sudan|Spain|Sri Lanka|Sudan|Sweden|Switzerland|Syria|Taiwan|Tajikistan|Tanzania|Thailand|Togo
|Trinidad|Tunisia|Turkey|Turkmenistan|UAE|Uganda|UK|Ukraine|United Arab Emirates|United Kingdom|Uruguay|Uzbekistan
|Venezuela|Vietnam|Wales|Yemen|Zambia|Zimbabwe
"""
COUNTRIES = frozenset(tuple(tokens(name)) for name in _NAMES.split("|"))
"""Names of countries. Georgia is left out, and what is nothing but a name of a town of the United States, too."""
LONGEST_NAME = max(len(name) for name in COUNTRIES)
NO_COUNTRY = frozenset((("new", "mexico"), ("new", "england"), ("south", "wales"), ("little", "italy")))
"""Two words of which the second alone would be one."""
STATES = frozenset(code.lower() for code in POSTAL_CODES.split()) - {"in", "or", "me"}
"""Codes of states that are no small words."""
BEFORE_A_COUNTRY = ("in", "from", "of", "at", "the")


def says_none_valid(text: str) -> bool:
    """True if a text on licenses says that none is valid in the United States: "none", "-", "lapsed", "Philippines"."""
    # a country alone says where the license is from
    return NONE_VALID.fullmatch(text.strip()[:LONGEST]) is not None or says_abroad(f"license {text}")


def says_abroad(text: str) -> bool:
    """True if words for a job or a license say that it is of another country: "nurse (Philippines)"."""
    if ABROAD.search(text[:LONGEST]):
        return True
    return without_country(tokens(text)) != tokens(text)


def with_licensed_abroad(roles: Sequence[Any], kb: KnowledgeBase) -> list[Any]:
    """The entries of `roles:`, those that need a license as work in another country."""
    result = []
    for held in roles:
        role = held.get("role") if isinstance(held, dict) else None
        if isinstance(role, str) and role in kb.roles and needs_license(kb.roles[role]):
            held = {"abroad": True, **held}
        result.append(held)
    return result


def needs_license(role: Role) -> bool:
    """True for a job that nobody does without a license."""
    return any(gate.kind == "licence" and gate.strength == "required" for gate in role.gates)


def without_country(words: list[str]) -> list[str]:
    """The words without the name of a country, and without the small words before it; the same if none is named.

    A word alone is no country ("turkey"), and at the beginning of a title one is what the work is about.
    """
    for place in range(1, len(words)):
        for length in range(min(LONGEST_NAME, len(words) - place), 0, -1):
            if _is_country(words, place, length):
                before = words[:place]
                while len(before) > 1 and before[-1] in BEFORE_A_COUNTRY:
                    before.pop()
                return [*before, *words[place + length :]]
    return words


def _is_country(words: list[str], place: int, length: int) -> bool:
    """True if these words name a country, and no town or part of the United States: "Lebanon NH", "New Mexico"."""
    behind = words[place + length : place + length + 1]
    is_town = bool(behind) and behind[0] in STATES
    is_part = tuple(words[place - 1 : place + 1]) in NO_COUNTRY
    return tuple(words[place : place + length]) in COUNTRIES and not is_town and not is_part


def without_abroad(text: str) -> str:
    """Words for a job without those that say that it is of another country."""
    rest = ABROAD.sub(" ", text)
    return " ".join(without_country(tokens(rest)))
