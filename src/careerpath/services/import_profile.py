"""A foreign file -> a profile to start from, with what was taken from which line."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import cast

from careerpath.errors import CareerpathError, Problem
from careerpath.importers import linkedin
from careerpath.importers.dates import Span, spans_of
from careerpath.importers.found import Account, Finding, Kind, Line, Sorted
from careerpath.importers.matcher import Lexicon
from careerpath.importers.not_resumes import other_kind
from careerpath.importers.resume import resume_lines
from careerpath.importers.skill_text import NO_LEVEL
from careerpath.importers.take import take_lines
from careerpath.importers.text_sources import MAX_BYTES, is_packed, plain_text, text_lines
from careerpath.knowledge.base import KnowledgeBase
from careerpath.knowledge.models import EDUCATION_ORDER, Education
from careerpath.knowledge.text_file import is_folder, printable, read_bytes
from careerpath.people.ehr import Ehr
from careerpath.people.profile import HeldCertification, HeldEducation, HeldRole, Profile, SkillClaim
from careerpath.record import Record, replace

MOST_OF_HEADINGS = 4_000
"""Bytes at the beginning in which the headings of a table stand."""


class ImportedProfile(Record):
    """The profile, and the findings it is made of."""

    profile: Profile
    source: str
    form: str
    """What the file was read as, in words."""
    taken: tuple[Finding, ...]
    """In the order of a résumé: every job, then the strongest finding per education, licence, certification, skill."""
    left_out: tuple[Problem, ...]
    accounts: tuple[Account, ...]
    unsure: tuple[Finding, ...] = ()
    """What may be so: asked about on a terminal, never counted unasked."""
    lines: tuple[Sorted, ...] = ()
    """Every line of the file with the heap it ended in."""


def import_profile(path: Path, kb: KnowledgeBase, today: date) -> ImportedProfile:
    """Read a JSON Resume, a LinkedIn export or a résumé. Raises CareerpathError, also if nothing was found."""
    lexicon = Lexicon(kb)
    form, lines = _read(path, lexicon)
    found = take_lines(lines, lexicon, today)
    source = printable(str(path))
    if not found.findings:
        raise CareerpathError(
            f"{source}: read as {form}, but it names no role, skill, certification or degree known here; "
            "`careerpath quiz` asks instead"
        )
    taken = _strongest(finding for finding in found.findings if not finding.unsure)
    unsure = _strongest(finding for finding in found.findings if finding.unsure)
    return ImportedProfile(
        _profile(taken, kb, today), source, form, taken, tuple(found.left_out), found.accounts, unsure, found.lines
    )


def along_with(imported: ImportedProfile, ids: Iterable[str], kb: KnowledgeBase, today: date) -> ImportedProfile:
    """The same import with the unsure findings that the person confirms. Raises CareerpathError for another id."""
    wanted = set(ids)
    known = {finding.id for finding in imported.unsure}
    strangers = sorted(wanted - known)
    if strangers:
        message = f"--with: {printable(strangers[0][:60])!r} is not among what is not sure in {imported.source}"
        if known:
            message += f"; that is {', '.join(sorted(known))[:300]}"
        raise CareerpathError(message)
    chosen = [finding for finding in imported.unsure if finding.id in wanted]
    return confirmed(imported, chosen, kb, today)


def confirmed(imported: ImportedProfile, told: Iterable[Finding], kb: KnowledgeBase, today: date) -> ImportedProfile:
    """The same import with these unsure findings counted."""
    told = list(told)
    rest = tuple(one for one in imported.unsure if one not in told)
    places = {(one.place.file, one.place.number) for one in told}
    lines = tuple(
        replace(line, heap="taken") if (line.file, line.number) in places else line for line in imported.lines
    )
    settled = [replace(one, unsure="") for one in told]
    return replace(only(imported, _strongest([*imported.taken, *settled]), kb, today), unsure=rest, lines=lines)


def without(imported: ImportedProfile, ids: Iterable[str], kb: KnowledgeBase, today: date) -> ImportedProfile:
    """The same import less what the person rejects. Raises CareerpathError for an id that was not found."""
    dropped, known = set(ids), {finding.id for finding in imported.taken}
    strangers = sorted(dropped - known)
    if strangers:
        raise CareerpathError(
            f"--without: {printable(strangers[0][:60])!r} was not found in {imported.source}; "
            f"found were {', '.join(sorted(known))[:300]}"
        )
    return only(imported, [finding for finding in imported.taken if finding.id not in dropped], kb, today)


def only(imported: ImportedProfile, taken: Iterable[Finding], kb: KnowledgeBase, today: date) -> ImportedProfile:
    """The same import with these of its findings."""
    return replace(imported, taken=tuple(taken), profile=_profile(taken, kb, today))


def _read(path: Path, lexicon: Lexicon) -> tuple[str, list[Line]]:
    """What the file is, and its lines."""
    name = printable(path.name) or printable(str(path))
    raw = b"" if is_folder(path) else read_bytes(path, limit=MAX_BYTES)
    is_export = not raw or raw[:2] == b"PK" or path.name.casefold() in linkedin.TABLES
    tables = linkedin.linkedin_tables(path) if is_export else None
    if tables:
        return "a LinkedIn export", linkedin.linkedin_lines(tables)
    if is_folder(path):
        raise CareerpathError(
            f"{printable(str(path))}: no LinkedIn export here (Positions.csv and Skills.csv are looked for)"
        )
    if b"careerpath/profile/" in raw[:400]:
        raise CareerpathError(f"{name}: is a profile already; use it as it is: `careerpath recommend {name}`")
    if not is_packed(raw):
        text = plain_text(raw, name)
        if text.lstrip()[:1] in ("{", "["):
            from careerpath.importers.json_resume import json_lines

            return "a JSON Resume", json_lines(text, name)
    _refuse_table(raw, name)
    lines = text_lines(raw, name)
    if what := other_kind(lines):
        raise CareerpathError(f"{name}: looks like {what}, which says nothing of you; give your own résumé")
    return "a résumé", resume_lines(lines, lexicon)


def _refuse_table(raw: bytes, name: str) -> None:
    """Raises CareerpathError for a table of people, which is no résumé."""
    if not any(separator in raw[:MOST_OF_HEADINGS] for separator in (b",", b";", b"\t", b"|")):
        return
    from careerpath.services.exchange import command_for_table

    command = command_for_table(raw[:MOST_OF_HEADINGS].decode("utf-8-sig", "ignore"))
    if command:
        raise CareerpathError(f"{name}: a table of people, no résumé; `careerpath {command} {name}` takes each row")


def _strongest(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """All jobs; per certification the newest, per skill a stated level before a mere mention, one education."""
    order: tuple[Kind, ...] = ("role", "education", "licence", "certification", "skill", "ehr")
    best: dict[tuple[str, object], Finding] = {}
    for number, finding in enumerate(findings):
        key = {"role": number, "education": None}.get(finding.kind, finding.id)
        if (finding.kind, key) not in best or _strength(finding) > _strength(best[finding.kind, key]):
            best[finding.kind, key] = finding
    return tuple(sorted(best.values(), key=lambda f: (order.index(f.kind), f.kind == "skill" and f.place.number)))


def _strength(finding: Finding) -> tuple[int, int, bool, bool, str]:
    reached = EDUCATION_ORDER.index(finding.id) if finding.kind == "education" else finding.level
    has_field = finding.field is not None  # of a bachelor that an unfinished master tells, it is not known
    is_in_place = finding.place.kind == "education"  # "MSN" behind a name says less
    return int(not finding.because.endswith(NO_LEVEL)), reached, has_field, is_in_place, finding.earned or ""


def _profile(taken: Iterable[Finding], kb: KnowledgeBase, today: date) -> Profile:
    by_kind: dict[Kind, list[Finding]] = {}
    for finding in taken:
        by_kind.setdefault(finding.kind, []).append(finding)
    education = None
    degrees = by_kind.get("education", ())
    if degrees:
        education = HeldEducation(level=cast(Education, degrees[0].id), field=degrees[0].field)
    certifications = []
    for finding in by_kind.get("certification", ()):
        held = HeldCertification(id=finding.id, earned=finding.earned, expires=finding.expires)
        certifications.append(held)
    levels = {finding.id: finding.level for finding in by_kind.get("skill", ())}
    return Profile(
        roles=_held_roles(by_kind.get("role", ()), today),
        education=education,
        ehr=tuple(cast(Ehr, product.id) for product in by_kind.get("ehr", ())) or None,
        licences=tuple(licence.id for licence in by_kind.get("licence", ())) or None,  # none named is not "none valid"
        skills={skill: SkillClaim(level=levels[skill]) for skill in kb.skills if skill in levels},
        certifications=tuple(certifications),
    )


def _held_roles(jobs: Iterable[Finding], today: date) -> tuple[HeldRole, ...]:
    """One entry per role, newest first; overlapping positions count once, undated ones leave the years open."""
    spans: dict[str, list[Span]] = {}
    current: dict[str, bool] = {}
    for job in jobs:
        spans.setdefault(job.id, []).extend(spans_of(job.period, today) if job.period else [])
        current[job.id] = current.get(job.id, False) or job.current
    newest = sorted(spans, key=lambda r: (not current[r], -max((end for _, end in spans[r]), default=0)))
    return tuple(HeldRole(role=role, years=_years(spans[role]), current=current[role]) for role in newest)


def _years(spans: list[Span]) -> float | None:
    """Years covered by the spans of months, to a tenth; None if there is none."""
    months, reached = 0, 0
    for start, end in sorted(spans):
        months += max(0, end - max(start, reached))
        reached = max(reached, end)
    return min(70.0, round(months / 12, 1)) if spans else None
