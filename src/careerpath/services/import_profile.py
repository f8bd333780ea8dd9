"""A foreign file -> a profile to start from, with what was taken from which line."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

from careerpath.errors import CareerpathError
from careerpath.importers.dates import months_of
from careerpath.importers.found import Found, FoundCertification, FoundEducation, FoundRole, FoundSkill, Place
from careerpath.importers.matcher import Lexicon
from careerpath.knowledge.base import KnowledgeBase
from careerpath.knowledge.models import EDUCATION_ORDER
from careerpath.knowledge.text_file import is_folder, printable
from careerpath.people.private_file import replace_file
from careerpath.people.profile import HeldCertification, HeldEducation, HeldRole, Profile, SkillClaim, as_json

Kind = Literal["role", "education", "licence", "certification", "skill"]


@dataclass(frozen=True, slots=True)
class ImportedProfile:
    """The profile, and the findings it is made of (the strongest one per skill, certification and education)."""

    profile: Profile
    source: str
    form: str
    """What the file was read as, in words."""
    roles: tuple[FoundRole, ...]
    skills: tuple[FoundSkill, ...]
    certifications: tuple[FoundCertification, ...]
    education: FoundEducation | None
    found: Found
    """Everything, including what was left out and the accounts of the rows."""


@dataclass(frozen=True, slots=True)
class Taken:
    """One thing that goes into the profile, as a person can check it."""

    kind: Kind
    id: str
    title: str
    value: str
    place: Place
    because: str


def import_profile(path: Path, kb: KnowledgeBase, today: date) -> ImportedProfile:
    """Read a JSON Resume, a LinkedIn export or a résumé. Raises CareerpathError, also if nothing was found."""
    lexicon = Lexicon(kb)
    form, found = _read(path, lexicon, today)
    if not found.size:
        raise CareerpathError(
            f"{printable(str(path))}: read as {form}, but it names no role, skill, certification or degree known here; "
            "`careerpath quiz` asks instead"
        )
    return _assemble(found, kb, today, source=printable(str(path)), form=form)


def without(imported: ImportedProfile, ids: Iterable[str], kb: KnowledgeBase, today: date) -> ImportedProfile:
    """The same import less what the person rejects. Raises CareerpathError for an id that was not found."""
    dropped = set(ids)
    known = {taken.id for taken in taken_items(imported, kb)}
    if strangers := sorted(dropped - known):
        raise CareerpathError(
            f"--without: {printable(strangers[0][:60])!r} was not found in {imported.source}; "
            f"found were {', '.join(sorted(known))[:300]}"
        )
    found = imported.found
    rest = Found(
        roles=[r for r in found.roles if r.role not in dropped],
        skills=[s for s in found.skills if s.skill not in dropped],
        certifications=[c for c in found.certifications if c.id not in dropped],
        licences=[x for x in found.licences if x.role not in dropped],
        education=[e for e in found.education if e.level not in dropped],
        left_out=found.left_out,
        accounts=found.accounts,
    )
    return _assemble(rest, kb, today, source=imported.source, form=imported.form)


def taken_items(imported: ImportedProfile, kb: KnowledgeBase) -> tuple[Taken, ...]:
    """Everything that the profile holds, in the order of a résumé, with value, line and reason."""
    held = {role.role: role for role in imported.profile.roles}
    items = [
        Taken("role", r.role, kb.roles[r.role].title, _span_words(r, held[r.role].years), r.place, r.because)
        for r in imported.roles
    ]
    if imported.education:
        e = imported.education
        items.append(Taken("education", e.level, e.field or "field not stated", e.level, e.place, e.because))
    items += [
        Taken("licence", x.role, kb.roles[x.role].title, "held", x.place, x.because)
        for x in imported.found.licences
        if x.role in imported.profile.licences
    ]
    items += [
        Taken("certification", c.id, kb.certs[c.id].title, c.earned or "date not stated", c.place, c.because)
        for c in imported.certifications
    ]
    items += [
        Taken("skill", s.skill, kb.skills[s.skill].title, f"claimed {s.level}", s.place, s.because)
        for s in sorted(imported.skills, key=lambda s: s.place.line)
    ]
    return tuple(items)


def _span_words(role: FoundRole, years: float | None) -> str:
    now = ", held now" if role.current else ""
    return "years not stated" + now if years is None else f"{years:g} year{'' if years == 1 else 's'} in all{now}"


def _read(path: Path, lexicon: Lexicon, today: date) -> tuple[str, Found]:
    from careerpath.importers import linkedin
    from careerpath.importers.text_sources import read_bytes

    name = printable(path.name) or printable(str(path))
    if is_folder(path):
        return "a LinkedIn export", linkedin.read_linkedin(linkedin.files_of_folder(path), lexicon, today)
    raw = read_bytes(path)
    if path.name.casefold() in linkedin.TABLES:
        return "a LinkedIn table", linkedin.read_linkedin({path.name.casefold(): raw}, lexicon, today)
    if raw[:2] == b"PK" and (files := linkedin.files_of_archive(raw, name)):
        return "a LinkedIn export", linkedin.read_linkedin(files, lexicon, today)
    return _read_text(raw, name, lexicon, today)


def _read_text(raw: bytes, name: str, lexicon: Lexicon, today: date) -> tuple[str, Found]:
    from careerpath.importers.json_resume import read_json_resume
    from careerpath.importers.resume import read_resume
    from careerpath.importers.text_sources import plain_text, text_lines

    if b"careerpath/profile/" in raw[:400]:
        raise CareerpathError(f"{name}: is a profile already; use it as it is: `careerpath recommend {name}`")
    if raw.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"{", b"["):
        return "a JSON Resume", read_json_resume(plain_text(raw, name), name, lexicon, today)
    return "a résumé", read_resume(text_lines(raw, name), lexicon, today)


def _assemble(found: Found, kb: KnowledgeBase, today: date, *, source: str, form: str) -> ImportedProfile:
    skills = _best_skills(found)
    certifications = _best_certifications(found)
    education = max(found.education, key=lambda e: EDUCATION_ORDER.index(e.level), default=None)
    profile = Profile(
        roles=_held_roles(found, today),
        education=HeldEducation(level=education.level, field=education.field) if education else None,
        licences=tuple(dict.fromkeys(licence.role for licence in found.licences)),
        skills={
            s.skill: SkillClaim(level=s.level) for s in sorted(skills, key=lambda s: list(kb.skills).index(s.skill))
        },
        certifications=tuple(HeldCertification(id=c.id, earned=c.earned, expires=c.expires) for c in certifications),
    )
    return ImportedProfile(profile, source, form, tuple(found.roles), skills, certifications, education, found)


def _held_roles(found: Found, today: date) -> tuple[HeldRole, ...]:
    """One entry per role, newest first; overlapping positions count once, undated ones leave the years open."""
    spans: dict[str, list[tuple[int, int]]] = {}
    current: dict[str, bool] = {}
    for role in found.roles:
        known = spans.setdefault(role.role, [])
        current[role.role] = current.get(role.role, False) or role.current
        if role.period and (span := months_of(role.period, today)):
            known.append(span)
    newest = sorted(spans, key=lambda r: (not current[r], -max((end for _, end in spans[r]), default=0)))
    return tuple(HeldRole(role=role, years=_years(spans[role]), current=current[role]) for role in newest)


def _years(spans: list[tuple[int, int]]) -> float | None:
    """Years covered by the spans of months, to a tenth; None if there is none."""
    months, reached = 0, 0
    for start, end in sorted(spans):
        months += max(0, end - max(start, reached))
        reached = max(reached, end)
    return min(70.0, round(months / 12, 1)) if spans else None


def _best_skills(found: Found) -> tuple[FoundSkill, ...]:
    best: dict[str, FoundSkill] = {}
    for skill in found.skills:
        if skill.skill not in best or _strength(skill) > _strength(best[skill.skill]):
            best[skill.skill] = skill
    return tuple(best.values())


def _strength(skill: FoundSkill) -> tuple[int, int]:
    """A stated level counts more than none; among stated ones the higher."""
    return (0 if skill.because.endswith("without a level") else 1, skill.level)


def _best_certifications(found: Found) -> tuple[FoundCertification, ...]:
    best: dict[str, FoundCertification] = {}
    for held in found.certifications:
        if held.id not in best or (held.earned or "") > (best[held.id].earned or ""):
            best[held.id] = held
    return tuple(best.values())


def refuse_existing(output: Path | None, *, force: bool) -> None:
    """Raises CareerpathError before any work if the profile could not be written there."""
    if output is None:
        return
    where = printable(str(output))
    if is_folder(output):
        raise CareerpathError(f"--output: {where} is a folder; name a file in it")
    if os.path.lexists(output) and not force:
        raise CareerpathError(f"--output: {where} exists; choose another name or replace it with --force")


def write_profile(profile: Profile, path: Path) -> None:
    """Write the profile, readable by its owner only; the file is old or new, never half. Raises CareerpathError."""
    try:
        replace_file(path, as_json(profile))
    except OSError as error:
        raise CareerpathError(f"--output: {printable(str(path))}: cannot be written ({error.strerror})") from None
