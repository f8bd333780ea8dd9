"""What the heading of a column is about, where people write it in words of their own ("Hrs avail / Wk")."""

from __future__ import annotations

import re

SAME = {
    "yr": "years", "yrs": "years", "hr": "hours", "hrs": "hours", "wk": "week", "wks": "week", "weekly": "week",
    "exp": "experience", "occ": "job", "occupation": "job", "position": "job", "pos": "job", "role": "job",
    "jobs": "job", "edu": "education", "educ": "education", "deg": "degree", "cert": "certification",
    "certs": "certification", "certifications": "certification", "certificate": "certification",
    "certificates": "certification", "licence": "license", "licences": "license", "licenses": "license",
    "lic": "license", "pt": "patient", "pts": "patient", "patients": "patient", "night": "nights", "tgt": "target",
    "skill": "skills", "obj": "objective", "ed": "education",
}  # fmt: skip
"""Words that mean the same in a heading."""
FILLERS = frozenset((
    "of", "in", "the", "a", "an", "per", "your", "my", "at", "for", "and", "or", "is", "are", "do", "you", "s", "who",
    "can", "one", "client", "participant", "customer", "highest", "attained", "completed", "achieved", "obtained",
    "earned", "held", "avail", "available", "availability", "ok", "okay", "total", "max", "maximum", "approx", "about",
    "level", "title", "1",
))  # fmt: skip
"""Words that say nothing of what a column is about."""
NOW = frozenset(["current", "currently", "present", "most", "recent", "last", "latest", "now"])
"""Words that set the job of today apart from those before."""
ENDED = re.compile(r"\b(?:last|former|previous|prior|past)\b", re.I)
"""In the heading of jobs: they are over."""
OF_ALL_JOBS = re.compile(r"\b(?:total|overall|all)\b", re.I)
"""In a heading of years: they are not those of one job."""
ASKING = re.compile(r"\b(?:willing|able|open) to(?: work)?\b|\bcan work\b|\bok(?:ay)? with\b")


def subject(heading: str) -> frozenset[str]:
    """The words of a heading that say what it is about; none for one that has only fillers."""
    text = ASKING.sub(" ", heading.casefold().replace("on-call", "on call"))
    words = (SAME.get(word, word) for word in re.findall(r"[a-z0-9]+|#", text))
    return frozenset(word for word in words if word not in FILLERS)
