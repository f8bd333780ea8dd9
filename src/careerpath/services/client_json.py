"""Everything about one client as JSON, to move them to another caseload."""

from __future__ import annotations

import json
from typing import Any

from careerpath.errors import CareerpathError
from careerpath.knowledge.base import KnowledgeBase
from careerpath.knowledge.text_file import printable
from careerpath.people.caseload import Caseload, profile_text
from careerpath.people.client import ClientFile, checked
from careerpath.people.profile import parse_profile
from careerpath.record import as_dict
from careerpath.services.caseload_csv import Imported
from careerpath.settings import parse_day

SCHEMA = "careerpath/client/1"


def client_json(file: ClientFile) -> dict[str, Any]:
    """The whole file of a client."""
    return {
        "schema": SCHEMA,
        "name": file.client.name,
        "code": file.client.code,
        "added": file.client.added,
        "touched": file.client.touched,
        "closed": file.client.closed,
        "outcome": file.client.outcome,
        "profiles": [{"made": v.made, "profile": v.data} for v in file.versions],
        "notes": [{"made": n.made, "text": n.text} for n in file.notes],
        "actions": [as_dict(action) for action in file.actions],
        "roadmaps": [{"made": p.made, "goal": p.goal} for p in file.printed],
    }


def import_client(text: str, name: str, caseload: Caseload, kb: KnowledgeBase) -> Imported:
    """Add the client, or to one of that name what is missing there. Printed roadmaps are not taken over.

    Raises CareerpathError if the file is not one that `client_json` made.
    """
    try:
        data = json.loads(text)
        if data["schema"] != SCHEMA:
            raise ValueError(f"its schema is {data['schema']!r}")
        who = checked("name", data["name"])
        ended = (_day(data["closed"]), checked("outcome", data["outcome"])) if data.get("closed") else (None, None)
        days = (_day(data["touched"]), *ended)
        rows: dict[str, list[dict[str, Any]]] = {
            "profiles": [{"made": _day(x["made"]), "data": _profile(x["profile"], name, kb)} for x in data["profiles"]],
            "notes": [{"made": _day(x["made"]), "text": checked("note", x["text"])} for x in data["notes"]],
            "actions": [
                {"made": _day(x["made"]), "text": checked("action", x["text"]), "due": x["due"] and _day(x["due"]),
                 "done": x["done"] and _day(x["done"])}
                for x in data["actions"]
            ],
        }  # fmt: skip
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise CareerpathError(f"{name}: not the JSON of a client ({printable(str(error))[:100]})") from None
    known = caseload.named(who)
    client = known or caseload.add(who)
    changed = caseload.take(client, rows)
    if known:
        return Imported(updated=(client.name,)) if changed else Imported(unchanged=1)
    caseload.date_back(client, *days)
    return Imported(added=(client.name,))


def _profile(data: Any, name: str, kb: KnowledgeBase) -> str:
    return profile_text(parse_profile(json.dumps(data), f"{name} (profile)", kb))


def _day(text: Any) -> str:
    return parse_day(text, "a date of the file").isoformat()
