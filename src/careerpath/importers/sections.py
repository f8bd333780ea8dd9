"""The sections of a résumé: which lines are work, schooling, skills, certifications or something else."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from careerpath.importers.found import Place

Kind = Literal["top", "work", "education", "skills", "certifications", "other", "ignored"]
_HEADINGS: tuple[tuple[Kind, str], ...] = (
    (
        "certifications",
        r"(?:professional |technical |it )?(?:certifi\w+|licen[sc]\w*|licensure|credentials)"
        r"(?:\s*(?:and|&|/|,)\s*(?:certifi\w+|licen[sc]\w*|licensure|credentials|training|courses))*",
    ),
    (
        "work",
        r"(?:(?:relevant|professional|work|employment|job|career|clinical|it|military|nursing|other|additional) )*"
        r"(?:experience|employment|history|service|positions(?: held)?)(?: (?:history|summary))?",
    ),
    (
        "education",
        r"education(?:al)?(?:\s*(?:and|&|/)\s*(?:training|certifi\w+|licen\w+))?(?: background| history)?|training",
    ),
    (
        "skills",
        r"(?:(?:key|core|technical|computer|professional|it|relevant|clinical|soft|hard|other|additional) )*"
        r"(?:skills|competencies|competences|technologies|proficiencies|expertise|strengths|abilities|tools)"
        r"(?:\s*(?:and|&|/)\s*\w+)?|areas of expertise|skills summary|technical proficiency|software",
    ),
    ("ignored", r"references|interests|hobbies(?: and interests)?|personal|languages|publications|awards.*|honou?rs.*"),
    (
        "other",
        r"(?:professional |career |executive )?(?:summary|profile|objective|goals?)|about(?: me)?"
        r"|(?:personal |selected )?projects|volunteer\w*(?: (?:work|experience))?|memberships|affiliations",
    ),
)  # fmt: skip
BULLET = re.compile(r"^\s*(?:[•▪◦●○■‣⁃*·–➢✓]|-(?=\s))\s*")


@dataclass(frozen=True, slots=True)
class SectionLine:
    """One line with the section it stands in; the heading itself is left out, what follows it on its line is not."""

    kind: Kind
    place: Place
    is_bullet: bool


def heading(text: str) -> tuple[Kind, str] | None:
    """(section, rest of the line) if the line is or begins with a heading: "Skills", "CERTIFICATIONS: CCNA"."""
    title, colon, rest = text.partition(":")
    bare = re.sub(r"[^\w&/, ]+", " ", title).strip(" ,").casefold()
    bare = " ".join(bare.split())
    if not bare or len(bare) > 50 or (rest and not colon):
        return None
    kind = next((kind for kind, pattern in _HEADINGS if re.fullmatch(pattern, bare)), None)
    return (kind, rest.strip()) if kind else None


def sections(lines: Iterable[Place]) -> Iterator[SectionLine]:
    """Every line with its section; lines before the first heading are `top`."""
    kind: Kind = "top"
    for place in lines:
        bullet = BULLET.match(place.text)
        text = place.text[bullet.end() :] if bullet else place.text
        hit = heading(text)
        if hit and not (bullet and not hit[1]):
            inline, rest = hit
            if not bullet:
                kind = inline
            if rest:
                yield SectionLine(inline, Place(place.file, place.line, rest), bool(bullet))
        elif text:
            yield SectionLine(kind, Place(place.file, place.line, text), bool(bullet))
