"""Whether a release of an official source can be out by a day: nobody shall work with one that was never published.

O*NET brings out a whole number each August and three quarters after it (29.0 in August 2024, 29.3 in May 2025:
onetcenter.org/db_releases.html). ESCO has been in its first version since 2017 (esco.ec.europa.eu). The wages of a
May are published by the BLS in the spring after (bls.gov/oes).
"""

from __future__ import annotations

import re
from datetime import date

from careerpath.errors import CareerpathError
from careerpath.knowledge.text_file import printable

NUMBER = re.compile(r"v?(\d{1,4})(?:[._-](\d{1,3}))?(?:[._-]\d{1,3})*")
FIRST_WHOLE, ITS_YEAR, ITS_MONTH = 29, 2024, 8
"""O*NET 29.0 came out in August 2024."""
QUARTERS = 4
EARLIER_QUARTERS = 1
"""A release may come a quarter earlier than is usual."""
ESCO_VERSIONS = 1
SPRING = 3
"""The month from which on the wages of the May before may be out."""


def refuse_unpublished(kind: str, release: str, today: date) -> None:
    """Raises CareerpathError for a number that no release of the classification (`onet`, `esco`) can have by then.

    A release in other words is left as it is.
    """
    number = NUMBER.fullmatch(release.strip())
    if number is None:
        return
    whole, part = int(number[1]), int(number[2] or 0)
    if kind == "onet":
        _refuse_onet(release, whole, part, today)
    elif whole > ESCO_VERSIONS:
        raise CareerpathError(
            f"ESCO {printable(release)} is not known to be published; name the release of the files: --release v1.2.0"
        )


def _refuse_onet(release: str, whole: int, part: int, today: date) -> None:
    quarters = (12 * (today.year - ITS_YEAR) + today.month - ITS_MONTH) // 3
    newest = QUARTERS * FIRST_WHOLE + quarters
    if part >= QUARTERS or QUARTERS * whole + part > newest + EARLIER_QUARTERS:
        shown = f"{newest // QUARTERS}.{newest % QUARTERS}"
        raise CareerpathError(
            f"O*NET {printable(release)} cannot be out by {today}; about the newest is {shown}; name the files' own: "
            "--release 29.3"
        )


def refuse_unpublished_wages(as_of: str, today: date) -> None:
    """Raises CareerpathError for wages of a month (YYYY-MM) of which nobody has published any by then."""
    year, month = int(as_of[:4]), int(as_of[5:7])
    if as_of > today.isoformat():
        raise CareerpathError(f"wages of {as_of} lie in the future; name their month: --release 2025-05")
    if today < date(year + 1, SPRING, 1):
        raise CareerpathError(
            f"wages of {as_of} come out in the spring after, so not by {today}; name their month: --release 2025-05"
        )
    if month != 5 and year > 2002:  # since then there is a May of each year, and nothing else
        raise CareerpathError(f"wages of {as_of}: the BLS publishes those of May; name their month: --release 2025-05")
