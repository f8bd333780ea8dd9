"""Precision and recall by field of `profile import` on the made-up samples of `tests/samples/reading`.

`python -m tests.importers.reading_score` prints the open samples with every fault; `--aside` and `--kept` only the sums of those
that were kept aside: whoever changes a rule shall not see which of them it changes.

Precision is the share of what was taken that is right, recall the share of what should be taken that was.
"""

import sys
from collections import Counter
from datetime import date
from fnmatch import fnmatch
from pathlib import Path

import yaml

from careerpath.errors import CareerpathError
from careerpath.people.profile import Profile
from careerpath.services.import_profile import import_profile

FOLDER = Path(__file__).parents[1] / "samples" / "reading"
TODAY = date(2026, 11, 29)
NAMES = ("open", "aside", "further", "fourth", "fifth", "sixth", "seventh", "kept")
FIELDS = ("jobs", "education", "field", "certs", "skills")


def samples(name: str) -> list[dict]:
    return yaml.safe_load((FOLDER / f"{name}.yaml").read_text())


def found_in(sample: dict, kb, folder: Path):
    """What is taken from the sample: jobs with their dates, and the profile; nothing if it is refused."""
    path = folder / f"{sample['id']}.{sample.get('form', 'txt')}"
    path.write_text(sample["text"])
    try:
        imported = import_profile(path, kb, TODAY)
    except CareerpathError:
        return [], Profile()
    jobs = [(one.id, one.period and str(one.period)) for one in imported.taken if one.kind == "role"]
    return jobs, imported.profile


def faults(sample: dict, kb, folder: Path) -> dict[str, tuple[list, list, list]]:
    """By field: (right, wrong, missed)."""
    key = sample["key"]
    jobs, profile = found_in(sample, kb, folder)
    education = profile.education
    result = {}
    if "jobs" in key:
        result["jobs"] = _jobs(jobs, key["jobs"])
    if "education" in key:
        result["education"] = _one(education and education.level, key["education"])
    if "field" in key:
        result["field"] = _one(education and education.field, key["field"])
    if "certs" in key:
        held = {cert.id for cert in profile.certifications} | set(profile.licences or ())
        result["certs"] = _sets(held, {*key["certs"], *key.get("licences", ())}, set())
    if "skills" in key:
        result["skills"] = _sets(set(profile.skills), set(key["skills"]), set(key.get("allowed_skills", ())))
    return result


def _jobs(found: list, wanted: list) -> tuple[list, list, list]:
    """A job is right if it is this job with these dates."""
    rest = list(found)
    right, missed = [], []
    for pattern, period in wanted:
        patterns = [pattern] if isinstance(pattern, str) else pattern
        fitting = [job for job in rest if job[1] == period and any(fnmatch(job[0], one) for one in patterns)]
        if fitting:
            rest.remove(fitting[0])
            right.append(fitting[0])
        else:
            missed.append((pattern, period))
    return right, rest, missed


def _one(found, wanted) -> tuple[list, list, list]:
    if found == wanted:
        return ([found] if found else []), [], []
    return [], ([found] if found else []), ([wanted] if wanted else [])


def _sets(found: set, wanted: set, allowed: set) -> tuple[list, list, list]:
    return sorted(found & wanted), sorted(found - wanted - allowed), sorted(wanted - found)


def sums(scored: dict) -> dict[str, tuple[int, int, int]]:
    """By field: how many are right, wrong and missed over all samples."""
    counts = Counter()
    for fields in scored.values():
        for field, parts in fields.items():
            for part, values in enumerate(parts):
                counts[field, part] += len(values)
    return {field: tuple(counts[field, part] for part in range(3)) for field in FIELDS}


def scored(name: str, kb, folder: Path) -> dict:
    return {sample["id"]: faults(sample, kb, folder) for sample in samples(name)}


def lines_of(scored: dict) -> list[str]:
    """Precision and recall by field."""
    found = []
    for field, (right, wrong, missed) in sums(scored).items():
        precision, recall = right / max(1, right + wrong), right / max(1, right + missed)
        found.append(f"{field:10} {right:3} right {wrong:3} wrong {missed:3} missed: {precision:.0%} / {recall:.0%}")
    return found


def main() -> None:
    import tempfile

    from careerpath.knowledge import cache, where

    kb = cache.knowledge([where.bundled()], None)
    folder = Path(tempfile.mkdtemp())
    name = next((one for one in NAMES if f"--{one}" in sys.argv), "open")
    result = scored(name, kb, folder)
    if name not in ("aside", "kept"):
        for key, fields in result.items():
            for field, (_, wrong, missed) in fields.items():
                if wrong or missed:
                    sys.stdout.write(f"{key}: {field}: wrong {wrong}, missed {missed}\n")
    sys.stdout.write("\n".join(lines_of(result)) + "\n")


if __name__ == "__main__":
    main()
