"""A folder written by `careerpath import`: its manifest, its entries, and how they join the bundled knowledge.

Imported roles and skills take the place of the bundled ones. Certifications and activities stay; what they teach, and
the roles they name, are carried over the crosswalk: the O*NET-SOC code and element that our roles and skills name, the
curated names of `crosswalk.csv`, or an equal name. What has no counterpart is left out of them. Progressions are left
out.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

from careerpath.errors import CareerpathError
from careerpath.knowledge.base import PACKED, KnowledgeBase, unpack
from careerpath.knowledge.models import (
    SENIORITY_ORDER,
    Activity,
    Certification,
    CertificationValue,
    Gate,
    Need,
    Ratings,
    Requirements,
    Role,
    Skill,
)
from careerpath.knowledge.search import fold, slug_of
from careerpath.knowledge.text_file import is_file, printable, read_bytes
from careerpath.knowledge.where import bundled
from careerpath.record import replace

MANIFEST, CONTENT, RATINGS = "manifest.json", "knowledge.json", "ratings.json"
FORMAT = "careerpath-knowledge/1"
MAX_BYTES = 300_000_000
LOWER = {"exact": 0, "near": 1, "loose": 2}
"""Levels that a claim loses on its way to an element that matches only roughly; technologies lose none when near."""
TECHNOLOGY = "Technology Skills"
Entries = dict[str, dict[str, Any]]
Crosswalk = dict[str, dict[str, tuple[str, int]]]
"""Table -> id in the other world -> (id here, levels it loses)."""


def is_imported(folder: Path) -> bool:
    """True if the folder was written by `careerpath import onet|esco`."""
    return is_file(folder / MANIFEST)


def read_imported(folder: Path, manifest: bytes | None = None) -> KnowledgeBase:
    """The entries of an imported folder. Raises CareerpathError if it is damaged or of another format."""
    shown = printable(str(folder))
    anew = "import it again with `careerpath import`"
    try:
        facts = json.loads(read_bytes(folder / MANIFEST) if manifest is None else manifest)
        form, wanted = facts["format"], facts["sha256"]
    except (ValueError, KeyError, TypeError, RecursionError):
        raise CareerpathError(f"{shown}: {MANIFEST} is damaged; {anew}") from None
    if form != FORMAT:
        raise CareerpathError(f"{shown}: written for the format {printable(str(form))[:40]!r}, not {FORMAT!r}; {anew}")
    content = read_bytes(folder / CONTENT, limit=MAX_BYTES)
    if sha256(content).hexdigest() != wanted:
        raise CareerpathError(f"{shown}: {CONTENT} is not what its manifest says; {anew}")
    try:
        return unpack(content, wanted)
    except (ValueError, KeyError, TypeError):
        raise CareerpathError(f"{shown}: {CONTENT} cannot be read; {anew}") from None


def read_ratings(folders: Sequence[Path]) -> dict[str, Ratings]:
    """What was measured about the occupations of the last imported folder; nothing if none of them is imported."""
    found: dict[str, Ratings] = {}
    for folder in filter(is_imported, folders):
        try:
            data = json.loads(read_bytes(folder / RATINGS, limit=MAX_BYTES))
            found = {key: Ratings.of(entry) for key, entry in data.items()}
        except (ValueError, TypeError, AttributeError, RecursionError):
            raise CareerpathError(f"{printable(str(folder))}: {RATINGS} is damaged; import it again") from None
    return found


def join(own: Entries, imported: KnowledgeBase) -> tuple[Entries, Crosswalk]:
    """The entries of both, and which imported role or skill stands for each of ours.

    Ours without a counterpart stay, so that a profile may name them: skills as they are, roles as where people come
    from; nothing of ours is recommended.
    """
    new: Entries = {name: dict(getattr(imported, name)) for name in PACKED}
    names = _curated()
    walk: Crosswalk = {
        "roles": _roles_across(own["roles"], new["roles"], names),
        "skills": _skills_across(own["skills"], new["skills"], names),
    }
    for key, skill in own["skills"].items():
        walk["skills"].update(dict.fromkeys(skill.was, walk["skills"].get(key, (key, 0))))
    families: dict[str, set[str]] = {}
    for key, (other, _) in walk["roles"].items():
        families.setdefault(own["roles"][key].family, set()).add(new["roles"][other].family)
        new["roles"][other] = _enriched(new["roles"][other], own["roles"][key])
    for key, skill in own["skills"].items():
        if key not in walk["skills"]:
            new["skills"].setdefault(key, replace(skill, broader=(), related=()))
    for key, role in own["roles"].items():
        if key not in walk["roles"]:
            new["roles"].setdefault(key, _as_origin(role, walk))
    certs = {key: _carried(cert, walk) for key, cert in own["certs"].items()}
    activities = {}
    for key, activity in own["activities"].items():  # families without a counterpart stay, and suit nobody here
        across = {other for family in activity.families for other in families.get(family, (family,))}
        activities[key] = replace(_carried(activity, walk), families=tuple(sorted(across)))
    both = {name: {**own[name], **new[name]} for name in ("sources", "weights", "vocabulary")}
    both["vocabulary"] = {
        key: replace(term, gives=_across(term.gives, walk)) for key, term in both["vocabulary"].items()
    }
    return {**new, **both, "certs": certs, "activities": activities, "progressions": {}}, walk


def homeward(own: Entries) -> Crosswalk:
    """The way back: what stands for the ids of imported O*NET in the bundled knowledge.

    Of several roles of one code the one that matches best stands for it, of these the most junior. A loose match only
    does for a starting role: who holds another one is credited with all that it asks for.
    """
    fit = {match: place for place, match in enumerate(("exact", "close", "near", "loose"))}
    roles: dict[str, tuple[tuple[int, int], str]] = {}
    for key, role in own["roles"].items():
        one = role.occupation
        if one and (one.match != "loose" or role.kind == "starting"):
            rank = (fit[one.match], SENIORITY_ORDER.index(role.seniority))
            roles[one.code] = min(roles.get(one.code, (rank, key)), (rank, key), key=lambda pair: pair[0])
    named: dict[str, list[tuple[int, str, int]]] = {}
    for key, skill in own["skills"].items():
        for onet in (*([skill.onet] if skill.onet else []), *skill.onet_too):
            names = [onet.element, slug_of(onet.title)] if onet.table != TECHNOLOGY else [slug_of(onet.example or "")]
            loss = max(0, LOWER[onet.match] - (onet.table == TECHNOLOGY))
            for name in names:
                named.setdefault(name, []).append((fit[onet.match], key, loss))
    best = {name: [one for one in found if one[0] == min(found)[0]] for name, found in named.items() if name}
    skills = {name: found[0][1:] for name, found in best.items() if len(found) == 1 and name not in own["skills"]}
    for key, skill in own["skills"].items():  # an id of ours that is no more means more than a like name of theirs
        skills.update(dict.fromkeys(skill.was, (key, 0)))
    return {"roles": {code: (key, 0) for code, (_, key) in roles.items()}, "skills": skills}


def _curated() -> dict[tuple[str, str], str]:
    """(table, our id) -> folded name in ESCO, where no code says what belongs together (`crosswalk.csv`)."""
    with (bundled() / "crosswalk.csv").open(encoding="utf-8", newline="") as file:
        return {(row["table"], row["ours"]): fold(row["theirs"]) for row in csv.DictReader(file)}


def _roles_across(
    own: Mapping[str, Role], new: Mapping[str, Role], names: Mapping[tuple[str, str], str]
) -> dict[str, tuple[str, int]]:
    """Our role -> the occupation with its code, else the one of the curated list, else the one of the same name."""
    find = _finder(new)
    found = {}
    for key, role in own.items():
        code = role.occupation.code if role.occupation else ""
        other = code if code in new else find(names.get(("roles", key)), role)
        if other:
            found[key] = (other, 0)
    return found


def _skills_across(
    own: Mapping[str, Skill], new: Mapping[str, Skill], names: Mapping[tuple[str, str], str]
) -> dict[str, tuple[str, int]]:
    """Our skill -> the O*NET element it names (a product before its class), else as for roles.

    Classes of software have other codes from release 30.3 on; there the title stands for the code.
    """
    find = _finder(new)
    titled = {fold(s.title): s.id for s in new.values()}
    by_element = {s.onet.element: s.id for s in new.values() if s.onet and not s.broader}
    found = {}
    for key, skill in own.items():
        onet = skill.onet
        product = titled.get(fold(onet.example)) if onet and onet.example else None
        element = by_element.get(onet.element) if onet else None
        if onet and element is None and onet.table == TECHNOLOGY:
            element = titled.get(fold(onet.title))
        if onet and (product or element):
            loss = max(0, LOWER[onet.match] - (onet.table == TECHNOLOGY))
            found[key] = (product if product and new[product].broader else element or product or "", loss)
        elif other := key if key in new else find(names.get(("skills", key)), skill):
            found[key] = (other, 0)
    return found


def _finder(entries: Mapping[str, Any]) -> Any:
    """A function (curated name, entry of ours) -> id of the entry that goes by it; two aliases alone prove nothing."""
    titles: dict[str, str] = {}
    aliases: dict[str, str] = {}
    for key, entry in entries.items():
        titles.setdefault(fold(entry.title), key)
        for alias in entry.aliases:
            aliases.setdefault(fold(alias), key)

    def find(name: str | None, ours: Any) -> str | None:
        title = fold(ours.title)
        tries = [titles.get(name or ""), titles.get(title), aliases.get(title)]
        tries += [titles.get(fold(alias)) for alias in ours.aliases]
        return next((key for key in tries if key), None)

    return find


def _as_origin(role: Role, walk: Crosswalk) -> Role:
    """A role of ours that only gives something here: its needs and gifts in the skills of this knowledge."""
    needs: dict[str, Need] = {}
    gives: dict[str, int] = {}
    for need in role.needs:
        other, lower = walk["skills"].get(need.skill, (need.skill, 0))
        if need.level > lower and other not in needs:
            needs[other] = replace(need, skill=other, level=need.level - lower)
    for skill, level in role.also_gives.items():
        other, lower = walk["skills"].get(skill, (skill, 0))
        if level > lower and other not in needs:
            gives[other] = max(level - lower, gives.get(other, 0))
    changes: dict[str, Any] = {"gates": (), "certifications": (), "try_it": ()}
    return replace(role, kind="starting", needs=tuple(needs.values()), also_gives=gives, **changes)


def _enriched(role: Role, ours: Role) -> Role:
    """The occupation with what we know of it besides: wage and outlook of its code, licence, certifications."""
    gates = [
        Gate(**{**gate.__dict__, "licence": role.id})
        for gate in ours.gates
        if gate.kind == "licence" and gate.strength == "required" and gate.licence == ours.id
    ]
    known = {value.id for value in role.certifications}
    added = [
        CertificationValue(id=value.id, value="useful", reason=value.reason)
        for value in ours.certifications
        if value.value != "unneeded" and value.id not in known
    ]
    changes: dict[str, Any] = {"certifications": (*role.certifications, *added)}
    if gates and not any(gate.kind == "licence" for gate in role.gates):
        changes["gates"] = (*role.gates, *gates)
    if role.pay is None and ours.pay and ours.pay.soc == role.id[:7] and ours.pay.covers in ("occupation", "shared"):
        changes["pay"] = replace(ours.pay, covers="occupation", position=None)
        changes["outlook"] = ours.outlook
    return replace(role, **changes)


def _across(levels: Mapping[str, int], walk: Crosswalk) -> dict[str, int]:
    """Levels of our skills as levels of the imported ones that stand for them."""
    found: dict[str, int] = {}
    for skill, level in levels.items():
        other, lower = walk["skills"].get(skill, ("", 9))
        if level > lower:
            found[other] = max(level - lower, found.get(other, 0))
    return found


def _carried(step: Any, walk: Crosswalk) -> Any:
    """A step that teaches imported skills and names imported roles."""
    changes: dict[str, Any] = {"teaches": _across(step.teaches, walk), "requires": _required(step.requires, walk)}
    if isinstance(step, Activity) and step.grants.role:
        changes["grants"] = replace(step.grants, role=walk["roles"].get(step.grants.role, (None, 0))[0])
    assert isinstance(step, Activity | Certification)
    return replace(step, **changes)


def _required(requires: Requirements, walk: Crosswalk) -> Requirements:
    roles = walk["roles"]

    def across(ids: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(roles[key][0] for key in ids if key in roles))

    return replace(
        requires,
        licence=roles.get(requires.licence or "", (None, 0))[0],
        experience_in=across(requires.experience_in),
        roles_held=across(requires.roles_held),
    )
