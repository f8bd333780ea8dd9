"""One person: what they bring, what they hold, what limits them, where they want to go."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, cast

from careerpath.errors import BadDataError, CareerpathError, Problem
from careerpath.knowledge import cache
from careerpath.knowledge.base import FOREIGN, KnowledgeBase, plain
from careerpath.knowledge.models import Education, Id, RoleId, SkillId, StepId
from careerpath.knowledge.text_file import UnreadableError, is_file, printable, read_text
from careerpath.people.ehr import TITLES as EHR_TITLES
from careerpath.people.ehr import Ehr
from careerpath.people.us_states import POSTAL_CODES
from careerpath.record import Entity, replace

if TYPE_CHECKING:
    from careerpath.knowledge.ranges import Budget, HoursPerWeek, Interest, Level, Name, Rating, Text, Usd, Years
    from careerpath.knowledge.yaml_file import YamlFile

SCHEMA = "careerpath/profile/1"
EvidenceKind = Literal["claimed", "practised", "certified"]
Day: TypeAlias = str
"""YYYY-MM-DD."""
US_STATES = tuple(POSTAL_CODES.split())
"""Postal codes of the states, the District of Columbia and the territories."""
Fault: TypeAlias = tuple[tuple[str | int, ...], str]
"""A path in the data, and what is wrong there."""
MOST_HINTS = 20
"""A file of a hundred thousand unknown ids shall not take minutes to refuse."""


class HeldRole(Entity):
    """A job held now or before; `years: null` means not stated.

    In a file, `job` (words) or `occupation` (a code of O*NET) may stand for `role`; what they are read as becomes the
    role (people/held_jobs.py).
    """

    role: RoleId = ""
    years: Years | None = None
    current: bool | None = None
    """False: it has ended; null: not stated."""
    until: Text | None = None
    """The month in which it ended, YYYY-MM."""
    job: Text | None = None
    """The words of the person for it."""
    occupation: Text | None = None
    abroad: bool | None = None
    """True: it is done in another country, so that it needs no license of the United States, and teaches no US law."""

    @property
    def is_paid(self) -> bool:
        return not self.role.startswith("none-")


class HeldEducation(Entity):
    """The highest finished education."""

    level: Education
    field: Name | None = None


class SkillClaim(Entity):
    """A stated level. `corrects: true` lets it lower what a held role or certification would credit."""

    level: Level
    evidence: EvidenceKind = "claimed"
    corrects: bool = False


class HeldCertification(Entity):
    """A certification passed on `earned`; without `expires` its usual validity counts from there."""

    id: StepId
    earned: Day | None = None
    expires: Day | None = None


class Limits(Entity):
    """What the person can give and will accept; null means not stated."""

    budget_usd: Budget | None = None
    hours_per_week: HoursPerWeek | None = None
    deadline: Day | None = None
    night_shift: bool | None = None
    on_call: bool | None = None
    patient_facing: bool | None = None
    on_site: bool | None = None
    """False: only work that can be done from home."""
    state: str | None = None
    pay_floor_usd: Usd | None = None
    """What a job must pay at least [USD a year]."""


class InterestScores(Entity):
    """RIASEC scores of the O*NET Interest Profiler Short Form, 0-40 each."""

    realistic: Interest
    investigative: Interest
    artistic: Interest
    social: Interest
    enterprising: Interest
    conventional: Interest


class Profile(Entity):
    """What we know about one person. Everything is optional."""

    schema: Literal["careerpath/profile/1"] = "careerpath/profile/1"
    name: Name | None = None
    roles: tuple[HeldRole, ...] = ()
    education: HeldEducation | None = None
    pay_now_usd: Usd | None = None
    """What the person earns now [USD a year]; 0: nothing; null: not stated, the median of the present job counts."""
    in_hospital: bool | None = None
    """Whether the person works in a hospital or clinic now; null: not stated, the present job says it."""
    ehr: tuple[Ehr, ...] | None = None
    """Electronic health records the person has worked in; an empty list: none; null: not stated."""
    licences: tuple[RoleId, ...] | None = None
    """Licenses valid now, as ids of the roles they belong to; an empty list: none is; null: not stated."""
    skills: dict[SkillId, SkillClaim] = {}
    certifications: tuple[HeldCertification, ...] = ()
    limits: Limits = Limits()
    interests: InterestScores | None = None
    fit: dict[Id, Rating] = {}
    """Wished traits of the days (`character` of the vocabulary), 1-5."""
    goal: RoleId | None = None

    @property
    def current_roles(self) -> tuple[HeldRole, ...]:
        """The jobs held now: those that are marked; if none is, the newest of which it is not said that it ended."""
        jobs = self.jobs
        marked = tuple(held for held in jobs if held.current)
        if marked or not jobs or not self.roles[0].is_paid:
            return marked
        newest = jobs[0]
        if newest.current is False or newest.until:
            return ()
        return (newest,)

    @property
    def jobs(self) -> tuple[HeldRole, ...]:
        """Paid work, now or before."""
        return tuple(held for held in self.roles if held.is_paid)


def read_profile(
    path: Path,
    kb: KnowledgeBase,
    *,
    today: date,
    cache_dir: Path | None,
    named: bool = False,
    note: Callable[[str], None] | None = None,
) -> Profile:
    """The profile in a YAML or JSON file, checked against the knowledge. Raises BadDataError or CareerpathError.

    A checked profile is kept in the cache without its name, under a digest of its content; `named` reads the name too.
    `note` is told what the file calls by a former id.
    """
    try:
        text = read_text(path)
    except UnreadableError as error:
        raise _other_file(path) or error from None
    if note:
        for sentence in former_names(text, kb):
            note(f"{printable(str(path))}: {sentence}")
    key = cache.digest((b"profile", kb.version.encode(), *_meaning_of_jobs(text), text.encode())).hex()
    profile = _stored(cache_dir, key)
    if profile is None:
        try:
            profile = parse_profile(text, printable(str(path)), kb)
        except BadDataError as error:
            raise _other_file(path, text) or error from None
        if cache_dir:
            cache.store(cache_dir, "profile", key, json.dumps(plain(replace(profile, name=None))).encode())
    elif named and "name" in text:
        from careerpath.knowledge.yaml_file import parse_yaml

        profile = replace(profile, name=parse_yaml(text, str(path)).data.get("name"))
    problems = list(_told_apart(profile, text, printable(str(path)), today))
    if problems:
        raise BadDataError(tuple(problems))
    return profile


def former_names(text: str, kb: KnowledgeBase) -> Iterator[str]:
    """What the text of a profile rates under an id that became part of another skill."""
    for old, new in kb.indexes.retired.items():
        if old in text and is_key(old, text):
            yield f"{old!r} is part of {kb.skills[new].title!r} ({new}) now; the higher level of both counts"


def is_key(name: str, text: str) -> bool:
    """True if the name stands in the text as a key of YAML or JSON: "teamwork" is none in "teamwork-award: 2"."""
    import re

    return re.search(rf"(?:^|[\s{{,])[\"']?{re.escape(name)}[\"']?\s*:", text) is not None


def _meaning_of_jobs(text: str) -> tuple[bytes, ...]:
    """What else the reading of a profile depends on that names a job in words."""
    if "job" not in text and "occupation" not in text:
        return ()
    from careerpath.knowledge import where
    from careerpath.knowledge.occupations import FILE

    try:
        facts = (where.bundled() / FILE).stat()
    except OSError:
        return ()
    return (f"{facts.st_size} {facts.st_mtime_ns}".encode(),)


def _stored(cache_dir: Path | None, key: str) -> Profile | None:
    """The profile of the cache; None where there is none, or what is there cannot be one."""
    stored = cache.fetch(cache_dir, "profile", key) if cache_dir else None
    if not stored:
        return None
    try:
        data = json.loads(stored)
    except (ValueError, RecursionError):  # damaged: read the file itself
        return None
    return revived(data) if is_sound(data) else None


def parse_profile(text: str, name: str, kb: KnowledgeBase) -> Profile:
    """A checked profile. Raises BadDataError with every fault of the file."""
    from careerpath.knowledge.yaml_file import parse_yaml

    file = parse_yaml(text, name)
    if file.problems:
        raise BadDataError(tuple(file.problems))
    if not isinstance(file.data, dict):
        raise BadDataError((Problem(name, 1, "a profile is a mapping with keys such as `roles:` and `skills:`"),))
    profile, wrong = check_profile(file.data, kb)
    if wrong:
        problems = [Problem(name, _line_of(path, message, file), message) for path, message in wrong]
        raise BadDataError(tuple(sorted(problems, key=lambda problem: problem.line)))
    return cast(Profile, profile)


def check_profile(given: dict[str, Any], kb: KnowledgeBase) -> tuple[Profile | None, list[Fault]]:
    """The profile that plain data mean, and all faults as (path, message)."""
    from careerpath.knowledge.validation import validate

    stated = {
        key: value for key, value in _with_licenses_read(_with_jobs_read(given, kb), kb).items() if value is not None
    }
    if isinstance(stated.get("skills"), dict):
        stated["skills"] = {skill: _as_claim(value) for skill, value in stated["skills"].items()}
    profile, wrong = validate(Profile, stated)
    if profile is None:
        return None, [(path, _with_nearest_key(path, message)) for path, message in wrong]
    profile = of_today(profile, kb)
    return profile, list(faults(profile, kb))


def _line_of(path: tuple[str | int, ...], message: str, file: YamlFile) -> int:
    """The line of the value, or of the key where that is what is wrong."""
    return file.key_lines.get(path, file.line(path)) if UNKNOWN_KEY in message else file.line(path)


UNKNOWN_KEY = ": unknown key"
KEYS: dict[str, tuple[str, ...]] = {
    "": Profile.FIELDS, "roles": HeldRole.FIELDS, "education": HeldEducation.FIELDS, "limits": Limits.FIELDS,
    "certifications": HeldCertification.FIELDS, "skills": SkillClaim.FIELDS, "interests": InterestScores.FIELDS,
}  # fmt: skip
"""The keys of each part of a profile; those of the whole under ""."""
MEANT = {
    **dict.fromkeys(("licence", "license", "licenses"), "licences"),
    **dict.fromkeys(("job", "jobs", "work"), "roles"),
    **dict.fromkeys(("degree", "school"), "education"),
    **dict.fromkeys(("cert", "certs"), "certifications"),
    "major": "field",
    **dict.fromkeys(("title", "position"), "job"),
    "budget": "budget_usd",
    "hours": "hours_per_week",
}
"""Other words for keys."""


def _with_nearest_key(path: tuple[str | int, ...], message: str) -> str:
    """The message, of an unknown key with the key that is meant, and the part it belongs in."""
    if not message.endswith(UNKNOWN_KEY):
        return message
    from difflib import get_close_matches

    key, part = str(path[-1]).casefold(), str(path[0]) if len(path) > 1 else ""
    for place in dict.fromkeys((part, "", "limits", "education", "roles")):
        keys, least = KEYS.get(place, ()), 0.75 if place == part else 0.85
        near = [MEANT[key]] if key in MEANT else get_close_matches(key, keys, 1, least)
        if near and near[0] in keys:
            inside = "" if place == part else f" under `{place}:`" if place else " at the beginning of a line"
            return f"{message}; `{near[0]}`{inside} may be meant"
    return message


def _as_claim(value: Any) -> Any:
    """A bare level, as people write it, is a claim without more; text is left for the check to refuse."""
    if isinstance(value, int | float | str):
        return {"level": value}
    return value


def _with_licenses_read(given: dict[str, Any], kb: KnowledgeBase) -> dict[str, Any]:
    """The same data where words in the place of licenses say that none is valid: "lapsed", "no US license"."""
    value = given.get("licences")
    listed = [value] if isinstance(value, str) else value
    if not isinstance(listed, list | tuple) or all(item in kb.roles for item in listed if isinstance(item, str)):
        return given
    from careerpath.people.license_words import says_abroad, says_none_valid, with_licensed_abroad

    texts = [item for item in listed if isinstance(item, str)]
    result = {**given, "licences": [item for item in listed if item not in texts or not says_none_valid(item)]}
    if any(says_abroad(f"license {text}") for text in texts) and isinstance(given.get("roles"), list | tuple):
        result["roles"] = with_licensed_abroad(given["roles"], kb)
    return result


def of_today(profile: Profile, kb: KnowledgeBase) -> Profile:
    """The profile in the ids of this knowledge: of another one, or of skills that became part of others."""
    if not kb.indexes.crosswalk:
        return profile
    from careerpath.people.crosswalk import carried_over

    return carried_over(profile, kb)


def _with_jobs_read(given: dict[str, Any], kb: KnowledgeBase) -> dict[str, Any]:
    """The same data with the roles that the words for jobs mean; a profile that uses none loads nothing for it."""
    roles = given.get("roles")
    if not isinstance(roles, list | tuple) or not any(_names_job_in_words(held) for held in roles):
        return given
    from careerpath.people.held_jobs import with_roles

    return {**given, "roles": with_roles(roles, kb, in_hospital=given.get("in_hospital") is True)}


def _names_job_in_words(held: Any) -> bool:
    return isinstance(held, dict) and ("job" in held or "occupation" in held)


def faults(profile: Profile, kb: KnowledgeBase) -> Iterator[Fault]:
    """Unknown ids, repeated entries and impossible dates, with their path."""
    yield from _unknown_ids(profile, kb)
    yield from _wrong_dates_of_certifications(profile)
    for index, job in enumerate(profile.roles):
        if job.until is not None and not _is_month(job.until):
            yield ("roles", index, "until"), f"until: {printable(job.until[:40])!r} is no month; write it as 2024-05"
    deadline, state = profile.limits.deadline, profile.limits.state
    if deadline is not None and not _is_day(deadline):
        yield ("limits", "deadline"), _no_date("deadline", deadline)
    if state is not None and state_fault(state):
        yield ("limits", "state"), state_fault(state)
    yield from _repeated("role", [held.role for held in profile.roles])
    yield from _repeated("certification", [held.id for held in profile.certifications])
    if profile.fit:
        yield from _unknown_traits(profile, kb)


def _unknown_ids(profile: Profile, kb: KnowledgeBase) -> Iterator[Fault]:
    hints = 0
    for path, name, table, kind in _references(profile):
        # jobs outside the list are held, never aimed at or licensed by it
        is_foreign = path[0] != "roles" and name.startswith(FOREIGN)
        if is_foreign or name not in getattr(kb, table):
            hints += 1
            entries = getattr(kb, table) if hints <= MOST_HINTS else {}
            yield path, unknown(name, kind, entries, table)


def _wrong_dates_of_certifications(profile: Profile) -> Iterator[Fault]:
    for index, held in enumerate(profile.certifications):
        for field in ("earned", "expires"):
            day = getattr(held, field)
            if day is not None and not _is_day(day):
                yield ("certifications", index, field), _no_date(field, day)
        if held.earned and held.expires and held.earned > held.expires:
            yield ("certifications", index, "expires"), f"{held.id}: expires before it was earned"


def _no_date(field: str, text: str) -> str:
    return f"{field}: {text[:40]!r} is no date; write it as 2027-01-31"


def _repeated(kind: str, ids: Sequence[str]) -> Iterator[Fault]:
    seen: set[str] = set()
    for index, entry in enumerate(ids):
        if entry in seen:
            yield (f"{kind}s", index), f"{kind} {entry!r} stands here twice"
        seen.add(entry)


def _unknown_traits(profile: Profile, kb: KnowledgeBase) -> Iterator[Fault]:
    traits = {term.id for term in kb.vocabulary.values() if term.group == "character"}
    for trait in profile.fit:
        if trait not in traits:
            yield ("fit", trait), f"unknown trait {trait[:60]!r}; known are {', '.join(sorted(traits))}"


def state_fault(code: str) -> str:
    """What is wrong with the code of a state, or nothing."""
    if code.upper() in US_STATES:
        return ""
    return f"state: {printable(code[:40])!r} is no US state or territory; write its two letters, such as OH"


def _references(profile: Profile) -> Iterator[tuple[tuple[str | int, ...], str, str, str]]:
    """Every id that a profile names, with its path, the table it must be in and what that is a table of."""
    for index, held in enumerate(profile.roles):
        yield ("roles", index, "role"), held.role, "roles", "role"
    for index, licence in enumerate(profile.licences or ()):
        yield ("licences", index), licence, "roles", "role"
    for skill in profile.skills:
        yield ("skills", skill), skill, "skills", "skill"
    for index, cert in enumerate(profile.certifications):
        yield ("certifications", index, "id"), cert.id, "certs", "certification"
    if profile.goal:
        yield ("goal",), profile.goal, "roles", "role"


def unknown(name: str, kind: str, table: Any, listing: str) -> str:
    """That no entry has this id, and which one may be meant; for a code of a classification, what to do."""
    import re

    from careerpath.knowledge.search import resolve

    if kind == "role" and re.fullmatch(r"\d[\d.-]*", name):
        return (
            f"no role {printable(name[:60])!r}, and no role stands for that code here; name one of `careerpath roles`, "
            "or add --knowledge with the imported classification (careerpath import onet, esco)"
        )
    if re.fullmatch(r"\d\.[A-Za-z]\.[\dA-Za-z.]+", name):
        return (
            f"no {kind} {printable(name[:60])!r}, and none stands for that O*NET element alone; name one of "
            f"`careerpath {listing}`, or add --knowledge with the imported O*NET"
        )
    if kind == "role" and name.startswith(FOREIGN):
        return f"{printable(name[:60])!r} is a job, but none of the roles here; name one of `careerpath {listing}`"
    try:
        meant = resolve(name, table, kind=kind, listing=listing)
    except CareerpathError as error:
        return str(error)
    return f"no {kind} {printable(name[:60])!r}; did you mean {meant!r}? `careerpath {listing}` lists them"


def _told_apart(profile: Profile, text: str, name: str, today: date) -> Iterator[Problem]:
    """Dates in the future, apart from the other checks because a profile from the cache was checked on another day; and
    pay that is none of a year, which only a file that somebody wrote has."""
    told = [*faults_of_day(profile, today), *_faults_of_pay(profile)]
    if told:
        from careerpath.knowledge.yaml_file import parse_yaml

        file = parse_yaml(text, name)
        for path, message in told:
            yield Problem(name, file.line(path), message)


def _faults_of_pay(profile: Profile) -> Iterator[Fault]:
    """Pay that is for an hour, or for nobody knows what, where dollars a year are wanted."""
    amounts = {("pay_now_usd",): profile.pay_now_usd, ("limits", "pay_floor_usd"): profile.limits.pay_floor_usd}
    for path, usd in amounts.items():
        if not usd or usd >= SURELY_A_YEAR:  # so that most profiles load nothing for it
            continue
        from careerpath.people.pay_said import by_the_year

        try:
            meant, _ = by_the_year(usd)
        except ValueError as error:
            yield path, f"{'.'.join(path)}: {error}"
        else:
            if meant == usd:
                continue
            yield path, f"{'.'.join(path)}: {usd:g} looks like pay for an hour; write that of a year, {meant:.0f}"


SURELY_A_YEAR = 10_000
"""Dollars from which on nobody asks whether they are for a year."""
SUFFIXES = (".yaml", ".yml", ".json")
"""How the names of profiles end."""
NO_PROFILE = ("%PDF-", "PK\x03\x04")
"""How a PDF, a DOCX and a workbook begin, whatever they are called."""


def _other_file(path: Path, text: str = "") -> CareerpathError | None:
    """What to do with a résumé or a table in place of a profile; None for a file that may be meant as a profile."""
    if not is_file(path):  # a pipe would wait
        return None
    try:
        with path.open("rb") as file:
            start = file.read(8).decode("latin-1")
    except (OSError, ValueError):
        return None
    is_resume = text.lstrip()[:1] == "{" and is_key("basics", text)
    if path.suffix.casefold() in SUFFIXES and not start.startswith(NO_PROFILE) and not is_resume:
        return None
    from shlex import quote

    name = printable(str(path))
    shown = quote(name) if name == str(path) else "FILE"
    return CareerpathError(
        f"{name}: this is no profile. A résumé becomes one by `careerpath profile import {shown}`; a table of people "
        "is read by `careerpath clients import`"
    )


def faults_of_day(profile: Profile, today: date) -> Iterator[Fault]:
    """Exams that were not taken yet on that day."""
    for index, held in enumerate(profile.certifications):
        if held.earned and held.earned > today.isoformat():
            message = f"certification {held.id!r}: earned {held.earned} lies in the future; give the day of the exam"
            yield ("certifications", index, "earned"), message


def _is_day(text: str) -> bool:
    """`date.fromisoformat` alone also takes 20270131 and 2027-W04-7."""
    try:
        return 1950 <= date.fromisoformat(text).year <= 2150 and len(text) == 10 and "W" not in text
    except ValueError:
        return False


def _is_month(text: str) -> bool:
    return _is_day(f"{text}-01")


def is_sound(data: Any) -> bool:
    """True for `plain` data of a profile: every value is of its kind and in its range. For what was kept and may have
    been changed since; without pydantic, which takes longer than most answers."""
    if not isinstance(data, dict) or not set(data) <= set(Profile.FIELDS):
        return False
    return all(value is None or _is_of_field(field, value) for field, value in data.items())


def _is_of_field(field: str, value: Any) -> bool:
    """True for a value that the field of a profile may have."""
    if field in SHAPES:
        return _has_shape(value, SHAPES[field])
    if field in SHAPES_OF_EACH:
        return isinstance(value, list) and all(_is_entity(item, *SHAPES_OF_EACH[field]) for item in value)
    if field in FIGURES:
        return _fits(value, FIGURES[field])
    if field == "ehr":
        return isinstance(value, list) and all(product in EHR_TITLES for product in value)
    if field == "licences":
        return isinstance(value, list) and all(isinstance(licence, str) for licence in value)
    if field == "skills":
        return isinstance(value, dict) and all(_is_claim(claim) for claim in value.values())
    if field == "fit":
        return isinstance(value, dict) and all(_is_rating(rating) for rating in value.values())
    return isinstance(value, str)


def _is_entity(item: Any, kind: type[Entity], shape: dict[str, ValueKind]) -> bool:
    """True for the data of an entity with all fields that it cannot be without."""
    needed = set(kind.FIELDS) - set(kind.DEFAULTS)
    return _has_shape(item, shape) and needed <= set(item)


def _is_claim(claim: Any) -> bool:
    return _has_shape(claim, SKILL_SHAPE) and type(claim.get("level")) is int


def _is_rating(rating: Any) -> bool:
    return type(rating) is int and _fits(rating, (1, 5))


ValueKind = type | tuple[float, float]
"""What a value is: of a type, or a number in a range."""
ROLE_SHAPE: dict[str, ValueKind] = {
    "role": str,
    "years": (0, 70),
    "current": bool,
    "until": str,
    "job": str,
    "occupation": str,
    "abroad": bool,
}
FIGURES: dict[str, ValueKind] = {"pay_now_usd": (0, 2e6), "in_hospital": bool}
CERTIFICATION_SHAPE: dict[str, ValueKind] = {"id": str, "earned": str, "expires": str}
SHAPES_OF_EACH: dict[str, tuple[type[Entity], dict[str, ValueKind]]] = {
    "roles": (HeldRole, ROLE_SHAPE),
    "certifications": (HeldCertification, CERTIFICATION_SHAPE),
}
"""Fields that are lists -> what each entry is."""
SKILL_SHAPE: dict[str, ValueKind] = {"level": (0, 5), "evidence": str, "corrects": bool}
SHAPES: dict[str, dict[str, ValueKind]] = {
    "education": {"level": str, "field": str},
    "limits": {
        "budget_usd": (0, 1e9), "hours_per_week": (0, 168), "deadline": str, "night_shift": bool, "on_call": bool,
        "patient_facing": bool, "on_site": bool, "state": str, "pay_floor_usd": (0, 2e6),
    },
    "interests": dict.fromkeys(InterestScores.FIELDS, (0, 40)),
}  # fmt: skip


def _has_shape(value: Any, shape: dict[str, ValueKind]) -> bool:
    """True for a mapping of known fields whose values are of their kind, or not stated."""
    if not isinstance(value, dict) or not set(value) <= set(shape):
        return False
    return all(part is None or _fits(part, shape[field]) for field, part in value.items())


def _fits(value: Any, kind: ValueKind) -> bool:
    if isinstance(kind, tuple):
        is_number = isinstance(value, int | float) and not isinstance(value, bool)
        return is_number and kind[0] <= value <= kind[1]
    return isinstance(value, kind)


def revived(data: dict[str, Any]) -> Profile:
    """The profile of `plain` data that was checked when it was written; `faults` finds ids that are gone since."""
    fields = dict(data)
    single: dict[str, type[Entity]] = {"education": HeldEducation, "limits": Limits, "interests": InterestScores}
    for field in single.keys() & fields.keys():
        fields[field] = single[field].of(fields[field])
    listed: dict[str, type[Entity]] = {"roles": HeldRole, "certifications": HeldCertification}
    for field in listed.keys() & fields.keys():
        fields[field] = tuple(listed[field].of(item) for item in fields[field])
    fields["skills"] = {skill: SkillClaim.of(claim) for skill, claim in fields.get("skills", {}).items()}
    return Profile.of(fields)


def as_json(profile: Profile) -> str:
    """The profile as the JSON file that `read_profile` accepts."""
    data = {"schema": SCHEMA, **plain(profile)}
    return json.dumps(data, indent=2, ensure_ascii=False) + "\n"
