"""How much of some résumés `profile import` finds, against keys written by hand.

`python -m tests.importers.resume_score` prints it for the six of `tests/samples/resumes` and for the three in `later`.

Precision: the share of what was found that is right. Recall: the share of what should be found that was.
"""

import sys
from datetime import date
from pathlib import Path

import yaml

from careerpath.people.profile import Profile
from careerpath.services.import_profile import import_profile

SAMPLES = Path(__file__).parents[1] / "samples" / "resumes"
TODAY = date(2026, 11, 22)
KINDS = ("roles", "years", "certs", "dates", "skills", "education")


LATER = SAMPLES / "later"


def keys(folder: Path) -> dict[str, dict]:
    return yaml.safe_load((folder / "keys.yaml").read_text())


def score(key: dict, profile: Profile) -> dict[str, tuple[set, set, set]]:
    """By kind: (right, wrong, missed). Years and dates are counted for the roles and certifications that were found."""
    roles = {held.role: held.years for held in profile.roles}
    certs = {held.id: held.earned and str(held.earned) for held in profile.certifications}
    earned = {cert: day and str(day) for cert, day in key["certs"].items()}
    level = {profile.education.level} if profile.education else set()
    return {
        "roles": _split(set(roles), set(key["roles"])),
        "years": _split_values(roles, key["roles"], lambda a, b: a == b or (a and b and abs(a - b) < 0.15)),
        "certs": _split(set(certs) | set(profile.licences or ()), set(earned) | set(key["licences"])),
        "dates": _split_values(certs, earned, lambda a, b: a == b),
        "skills": _split(set(profile.skills), set(key["skills"]), set(key["allowed"])),
        "education": _split(level, {key["education"]}),
    }


def _split(found: set, wanted: set, allowed: set = frozenset()) -> tuple[set, set, set]:
    return found & wanted, found - wanted - allowed, wanted - found


def _split_values(found: dict, wanted: dict, same) -> tuple[set, set, set]:
    both = set(found) & set(wanted)
    right = {name for name in both if same(found[name], wanted[name])}
    return right, both - right, both - right


def scores(kb, folder: Path) -> dict[str, dict[str, tuple[set, set, set]]]:
    return {
        name: score(key, import_profile(folder / f"{name}.txt", kb, TODAY).profile)
        for name, key in keys(folder).items()
    }


def totals(found: dict) -> dict[str, tuple[int, int, int]]:
    """By kind: how many are right, wrong and missed over all samples."""
    return {kind: tuple(sum(len(one[kind][part]) for one in found.values()) for part in range(3)) for kind in KINDS}


def report(found: dict) -> str:
    lines = [
        f"{name}: {kind}: {len(right)} right; wrong: {sorted(wrong)}; missed: {sorted(missed)}"
        for name, kinds in found.items()
        for kind, (right, wrong, missed) in kinds.items()
    ]
    for kind, (right, wrong, missed) in totals(found).items():
        precision, recall = right / max(1, right + wrong), right / max(1, right + missed)
        lines.append(f"{kind}: {right} right, {wrong} wrong, {missed} missed: {precision:.0%}, {recall:.0%}")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    from careerpath.knowledge import cache, where

    for folder in (SAMPLES, LATER):
        sys.stdout.write(report(scores(cache.knowledge([where.bundled()], None), folder)))
