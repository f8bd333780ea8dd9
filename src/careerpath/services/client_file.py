"""One client with everything as JSON, for another caseload: written, and read."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from careerpath.errors import CareerpathError, Problem
from careerpath.knowledge.base import KnowledgeBase
from careerpath.knowledge.text_file import printable
from careerpath.people.caseload import Caseload, profile_text
from careerpath.people.client import MARKS, ClientFile, Screening, checked, shown
from careerpath.people.profile import parse_profile
from careerpath.record import Record, as_dict
from careerpath.services.identity import Said, add_person, match, origin_of, person
from careerpath.services.profile_cells import Word
from careerpath.services.screening import topic_of
from careerpath.settings import parse_day

SCHEMA = "careerpath/client/1"


class Imported(Record):
    """What became of the rows: names added, updated, unchanged; the rows left out; headings that were not used."""

    added: tuple[str, ...] = ()
    updated: tuple[str, ...] = ()
    unchanged: int = 0
    problems: tuple[Problem, ...] = ()
    unused: tuple[str, ...] = ()
    remarks: tuple[Problem, ...] = ()
    """What was left out of rows that were taken over, and how dates were read."""
    words: tuple[Word, ...] = ()
    """Each word of the cells that name something, and what it became."""
    by_name: tuple[str, ...] = ()
    """Who was updated because of the name alone."""
    changes: tuple[str, ...] = ()
    """What changed for those who were in the caseload already, in sentences."""


def client_json(file: ClientFile, caseload: str = "", private: Sequence[Screening] = ()) -> dict[str, Any]:
    """The whole file of a client; `caseload`: the mark of the caseload it is from. `private` goes only if asked for."""
    client = file.client
    data: dict[str, Any] = {"schema": SCHEMA, "name": client.name, "code": client.code}
    if caseload:
        data["caseload"] = caseload
    data |= {"added": client.added, "touched": client.touched}
    for mark in MARKS:
        if getattr(client, mark):
            data[mark] = getattr(client, mark)
    sound = [version for version in file.versions if version.data is not None]
    data |= {
        "closed": client.closed,
        "outcome": client.outcome,
        "profiles": [{"made": version.made, "profile": version.data} for version in sound],
        "notes": [{"made": note.made, "text": note.text} for note in file.notes],
        "actions": [as_dict(action) for action in file.actions],
        "roadmaps": [{"made": printed.made, "goal": printed.goal} for printed in file.printed],
    }
    if private:
        data["screening"] = [{"made": entry.made, "topic": entry.topic, "text": entry.text} for entry in private]
    return data


def import_client(text: str, name: str, caseload: Caseload, kb: KnowledgeBase, told: Said) -> Imported:
    """Add the client, or to the same person here what is missing there. Printed roadmaps are not taken over.

    Raises CareerpathError if the file is not one that `client_json` made, or it cannot be told who it is here.
    """
    try:
        data = json.loads(text)
        if data["schema"] != SCHEMA:
            raise ValueError(f"its schema is {data['schema']!r}")
        full_name = checked("name", data["name"])
        texts = {key: str(data.get(key) or "") for key in ("code", "caseload", *MARKS)}
        days = _days_of_file(data)
        rows = _rows_of_file(data, name, kb)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise CareerpathError(f"{name}: not the JSON of a client ({printable(str(error))[:100]})") from None
    one, faults = person(full_name, texts, caseload.day)
    if faults:
        raise CareerpathError(f"{name}: {'; '.join(faults)}")
    meant = match(one, caseload, told)
    with caseload.changing(f"import of {Path(name).name}"):
        client = meant.client or add_person(one, caseload)
        changed = caseload.merge_missing(client, rows)
        if meant.client is None:
            caseload.date_back(client, *days)
            return Imported(added=(client.name,))
        origin = origin_of(one, caseload)
        if origin and client.origin != origin:
            caseload.set_origin(client, origin)
    if not changed:
        return Imported(unchanged=1)
    change = f"{shown(client)}: {changed} profiles, notes and actions that were not here"
    by_name = (shown(client),) if meant.by_name else ()
    return Imported(updated=(client.name,), by_name=by_name, changes=(change,))


def _days_of_file(data: Any) -> tuple[str, str | None, str | None]:
    """(last contact, day on which the case was closed, its outcome) of the JSON of a client."""
    closed: str | None = None
    outcome: str | None = None
    if data.get("closed"):
        closed, outcome = _day(data["closed"]), checked("outcome", data["outcome"])
    return _day(data["touched"]), closed, outcome


def _rows_of_file(data: Any, name: str, kb: KnowledgeBase) -> dict[str, list[dict[str, Any]]]:
    """Table of the caseload -> rows of the JSON of a client, each checked like what is typed."""
    profiles = []
    for entry in data["profiles"]:
        profiles.append({"made": _day(entry["made"]), "data": _profile(entry["profile"], name, kb)})
    notes = []
    for entry in data["notes"]:
        notes.append({"made": _day(entry["made"]), "text": checked("note", entry["text"])})
    actions = []
    for entry in data["actions"]:
        action = {"made": _day(entry["made"]), "text": checked("action", entry["text"])}
        for key in ("due", "done"):
            action[key] = _day(entry[key]) if entry[key] else entry[key]
        actions.append(action)
    screening = []
    for entry in data.get("screening", ()):
        made, topic = _day(entry["made"]), topic_of(entry["topic"])
        screening.append({"made": made, "topic": topic, "text": checked("note", entry["text"])})
    return {"profiles": profiles, "notes": notes, "actions": actions, "screening": screening}


def _profile(data: Any, name: str, kb: KnowledgeBase) -> str:
    return profile_text(parse_profile(json.dumps(data), f"{name} (profile)", kb))


def _day(text: Any) -> str:
    return parse_day(text, "a date of the file").isoformat()
