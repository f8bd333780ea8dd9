"""A folder written by `careerpath import`: its manifest, its entries, and how they join the bundled knowledge.

Imported roles and skills take the place of the bundled ones. Certifications and activities stay; what they teach, and
the roles they name, are carried over the crosswalk: the O*NET-SOC code and element that our roles and skills name, the
curated names of `crosswalk.csv`, or an equal name. What has no counterpart is left out of them. Progressions are left
out.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Mapping, Sequence
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
    OnetElement,
    Pay,
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
FIT = {"exact": 0, "close": 1, "near": 2, "loose": 3}
"""How well a role or skill of ours matches what it names, the best first."""
TECHNOLOGY = "Technology Skills"
# Above every level: what has no counterpart brings none over.
ALL_LEVELS = 9
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
    ratings: dict[str, Ratings] = {}
    for folder in filter(is_imported, folders):
        try:
            data = json.loads(read_bytes(folder / RATINGS, limit=MAX_BYTES))
            ratings = {occupation: Ratings.of(entry) for occupation, entry in data.items()}
        except (ValueError, TypeError, AttributeError, RecursionError):
            raise CareerpathError(f"{printable(str(folder))}: {RATINGS} is damaged; import it again") from None
    return ratings


def join(own: Entries, imported: KnowledgeBase) -> tuple[Entries, Crosswalk]:
    """The entries of both, and which imported role or skill stands for each of ours.

    Ours without a counterpart stay, so that a profile may name them: skills as they are, roles as where people come
    from; nothing of ours is recommended.
    """
    new: Entries = {name: dict(getattr(imported, name)) for name in PACKED}
    walk = _crosswalk(own, new)
    families = _families_across(own, new, walk)  # before roles of ours stand among the new ones
    for ours, (other, _) in walk["roles"].items():
        new["roles"][other] = _enriched(new["roles"][other], own["roles"][ours])
    for skill_id, skill in own["skills"].items():
        if skill_id not in walk["skills"]:
            new["skills"].setdefault(skill_id, replace(skill, broader=(), related=()))
    for role_id, role in own["roles"].items():
        if role_id not in walk["roles"]:
            new["roles"].setdefault(role_id, _as_origin(role, walk))
    for name in ("sources", "weights", "vocabulary"):
        new[name] = {**own[name], **new[name]}
    for term_id, term in new["vocabulary"].items():
        new["vocabulary"][term_id] = replace(term, gives=_across(term.gives, walk))
    new["certs"] = {cert_id: _carried(cert, walk) for cert_id, cert in own["certs"].items()}
    new["activities"] = {}
    for activity_id, activity in own["activities"].items():
        suited = _suited(activity.families, families)
        new["activities"][activity_id] = replace(_carried(activity, walk), families=suited)
    new["progressions"] = {}  # moves join roles of ours, which nothing here leads to
    return new, walk


def _crosswalk(own: Entries, new: Entries) -> Crosswalk:
    """The way of our ids, the former ones of skills among them, into the imported knowledge."""
    names = _curated()
    walk: Crosswalk = {
        "roles": _roles_across(own["roles"], new["roles"], names),
        "skills": _skills_across(own["skills"], new["skills"], names),
    }
    for skill_id, skill in own["skills"].items():
        today = walk["skills"].get(skill_id, (skill_id, 0))
        walk["skills"].update(dict.fromkeys(skill.was, today))
    return walk


def _families_across(own: Entries, new: Entries, walk: Crosswalk) -> dict[str, set[str]]:
    """Family of ours -> the families in which the counterparts of its roles are."""
    families: dict[str, set[str]] = {}
    for ours, (other, _) in walk["roles"].items():
        families.setdefault(own["roles"][ours].family, set()).add(new["roles"][other].family)
    return families


def _suited(families: Sequence[str], across: Mapping[str, set[str]]) -> tuple[str, ...]:
    """Families that an activity suits; those without a counterpart stay, and suit nobody here."""
    suited: set[str] = set()
    for family in families:
        suited.update(across.get(family, (family,)))
    return tuple(sorted(suited))


def homeward(own: Entries) -> Crosswalk:
    """The way back: what stands for the ids of imported O*NET in the bundled knowledge.

    Of several roles of one code the one that matches best stands for it, of these the most junior. A loose match only
    does for a starting role: who holds another one is credited with all that it asks for.
    """
    return {"roles": _roles_home(own["roles"]), "skills": _skills_home(own["skills"])}


def _roles_home(own: Mapping[str, Role]) -> dict[str, tuple[str, int]]:
    """O*NET-SOC code -> our role."""
    home: dict[str, tuple[str, int]] = {}
    rank_of: dict[str, tuple[int, int]] = {}
    for role_id, role in own.items():
        occupation = role.occupation
        if occupation is None or (occupation.match == "loose" and role.kind != "starting"):
            continue
        rank = (FIT[occupation.match], SENIORITY_ORDER.index(role.seniority))
        if occupation.code not in home or rank < rank_of[occupation.code]:
            home[occupation.code] = (role_id, 0)
            rank_of[occupation.code] = rank
    return home


def _skills_home(own: Mapping[str, Skill]) -> dict[str, tuple[str, int]]:
    """Element or slug of a title -> our skill that matches it best; nothing where several match it equally well."""
    matches: dict[str, list[tuple[int, str, int]]] = {}
    for skill_id, skill in own.items():
        for onet in filter(None, (skill.onet, *skill.onet_too)):
            for name in _onet_names(onet):
                matches.setdefault(name, []).append((FIT[onet.match], skill_id, _loss(onet)))
    home: dict[str, tuple[str, int]] = {}
    for name, rivals in matches.items():
        rivals.sort()
        best, *others = rivals
        is_only_best = not others or others[0][0] > best[0]
        if name and is_only_best and name not in own:
            home[name] = best[1:]
    for skill_id, skill in own.items():  # an id of ours that is no more means more than a like name of theirs
        home.update(dict.fromkeys(skill.was, (skill_id, 0)))
    return home


def _onet_names(onet: OnetElement) -> list[str]:
    """What imported O*NET calls the element; of a technology the product, for its class says too little."""
    if onet.table != TECHNOLOGY:
        return [onet.element, slug_of(onet.title)]
    return [slug_of(onet.example)] if onet.example else []


def _loss(onet: OnetElement) -> int:
    """Levels that a claim loses between a skill of ours and the element it names."""
    lower = LOWER[onet.match]
    if onet.table == TECHNOLOGY:
        lower -= 1
    return max(0, lower)


def _curated() -> dict[tuple[str, str], str]:
    """(table, our id) -> folded name in ESCO, where no code says what belongs together (`crosswalk.csv`)."""
    with (bundled() / "crosswalk.csv").open(encoding="utf-8", newline="") as file:
        return {(row["table"], row["ours"]): fold(row["theirs"]) for row in csv.DictReader(file)}


def _roles_across(
    own: Mapping[str, Role], new: Mapping[str, Role], names: Mapping[tuple[str, str], str]
) -> dict[str, tuple[str, int]]:
    """Our role -> the occupation with its code, else the one of the curated list, else the one of the same name."""
    find = _finder(new)
    across = {}
    for role_id, role in own.items():
        if role.occupation and role.occupation.code in new:
            across[role_id] = (role.occupation.code, 0)
            continue
        other = find(names.get(("roles", role_id)), role)
        if other:
            across[role_id] = (other, 0)
    return across


def _skills_across(
    own: Mapping[str, Skill], new: Mapping[str, Skill], names: Mapping[tuple[str, str], str]
) -> dict[str, tuple[str, int]]:
    """Our skill -> the O*NET element it names (a product before its class), else as for roles.

    Classes of software have other codes from release 30.3 on; there the title stands for the code.
    """
    find = _finder(new)
    by_title: dict[str, Skill] = {}
    by_element: dict[str, Skill] = {}
    for theirs in new.values():
        by_title[fold(theirs.title)] = theirs
        if theirs.onet and not theirs.broader:
            by_element[theirs.onet.element] = theirs
    across = {}
    for skill_id, skill in own.items():
        element = _element_of(skill.onet, by_title, by_element)
        if skill.onet and element:
            across[skill_id] = (element.id, _loss(skill.onet))
        elif skill_id in new:
            across[skill_id] = (skill_id, 0)
        elif other := find(names.get(("skills", skill_id)), skill):
            across[skill_id] = (other, 0)
    return across


def _element_of(
    onet: OnetElement | None, by_title: Mapping[str, Skill], by_element: Mapping[str, Skill]
) -> Skill | None:
    """The product that is named, if it stands here under its class; else the element, else whatever has its title."""
    if onet is None:
        return None
    product = by_title.get(fold(onet.example)) if onet.example else None
    if product and product.broader:
        return product
    element = by_element.get(onet.element)
    if element is None and onet.table == TECHNOLOGY:
        element = by_title.get(fold(onet.title))
    return element or product


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
        return next(filter(None, tries), None)

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
    changes: dict[str, Any] = {"certifications": (*role.certifications, *_useful(role, ours))}
    if not any(gate.kind == "licence" for gate in role.gates):
        changes["gates"] = (*role.gates, *_own_licence(role, ours))
    if role.pay is None and ours.pay and _is_wage_of(ours.pay, role):
        changes["pay"] = replace(ours.pay, covers="occupation", position=None)
        changes["outlook"] = ours.outlook
    return replace(role, **changes)


def _useful(role: Role, ours: Role) -> Iterator[CertificationValue]:
    """Certifications of our role that the occupation does not name: what is expected here is only useful there."""
    known = {value.id for value in role.certifications}
    for value in ours.certifications:
        if value.value != "unneeded" and value.id not in known:
            yield CertificationValue(id=value.id, value="useful", reason=value.reason)


def _own_licence(role: Role, ours: Role) -> Iterator[Gate]:
    """The gate for the license that our role itself is named after, as one of the occupation."""
    for gate in ours.gates:
        if gate.kind == "licence" and gate.strength == "required" and gate.licence == ours.id:
            yield Gate(**{**gate.__dict__, "licence": role.id})


def _is_wage_of(pay: Pay, role: Role) -> bool:
    """True if the wage is of the occupation itself, not of a broader one or a place within it."""
    return pay.soc == role.id[:7] and pay.covers in ("occupation", "shared")


def _across(levels: Mapping[str, int], walk: Crosswalk) -> dict[str, int]:
    """Levels of our skills as levels of the imported ones that stand for them."""
    across: dict[str, int] = {}
    for skill, level in levels.items():
        other, lower = walk["skills"].get(skill, ("", ALL_LEVELS))
        if level > lower:
            across[other] = max(level - lower, across.get(other, 0))
    return across


def _carried(step: Any, walk: Crosswalk) -> Any:
    """A step that teaches imported skills and names imported roles."""
    changes: dict[str, Any] = {"teaches": _across(step.teaches, walk), "requires": _required(step.requires, walk)}
    if isinstance(step, Activity) and (step.grants.role or step.grants.licence):
        role, licence = (walk["roles"].get(own or "", (None, 0))[0] for own in (step.grants.role, step.grants.licence))
        changes["grants"] = replace(step.grants, role=role, licence=licence)
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
