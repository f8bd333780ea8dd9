"""Laws of one truth: whatever a person asks, the answers agree, and a plan ends where the public rules say it does."""

from __future__ import annotations

import json
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import pytest
import yaml

from careerpath.knowledge.base import KnowledgeBase
from careerpath.knowledge.models import Activity, Role
from careerpath.pathway.plan import Plan
from careerpath.pathway.routes import Route, routes, way_to
from careerpath.people.profile import HeldRole, Profile, parse_profile, read_profile
from careerpath.record import replace
from careerpath.rendering import as_json, plain
from careerpath.rendering.paper import page_of
from careerpath.rules.after import DAYS_PER_MONTH, Taken, profile_after, stand_after, with_job
from careerpath.rules.gates import gate_statuses
from careerpath.rules.readiness import readiness
from careerpath.rules.standing import Standing, practice_tier, role_gives, stand
from careerpath.services.planning import Wanted, plan_for, request_for
from careerpath.services.recommend import explain, recommend
from careerpath.services.roadmap import make_roadmap

ROOT = Path(__file__).parents[2]
TODAY = date(2026, 11, 22)
EXAMPLES = sorted(path.stem for path in (ROOT / "examples").glob("*.yaml"))
SMALL: dict[str, Any] = yaml.safe_load((ROOT / "tests" / "samples" / "people.yaml").read_text(encoding="utf-8"))
ROLES = [row["id"] for row in yaml.load((ROOT / "data" / "roles.yaml").read_text(), yaml.CSafeLoader)["roles"]
         if row["kind"] == "hospital-it"]  # fmt: skip
EVERY = [(person, role) for person in EXAMPLES for role in ROLES]
SAMPLE = Random(12).sample([(person, role) for person in (*EXAMPLES, *SMALL) for role in ROLES], 24)
"""Of everybody and everything: drawn once, so that a failure comes back."""
pairs = pytest.mark.parametrize(("name", "role"), SAMPLE, ids="-".join)
every_pair = pytest.mark.parametrize(("name", "role"), EVERY, ids="-".join)


def person(name: str, kb: KnowledgeBase) -> Profile:
    if name in EXAMPLES:
        return read_profile(ROOT / "examples" / f"{name}.yaml", kb, today=TODAY, cache_dir=None)
    return parse_profile(json.dumps({"schema": "careerpath/profile/1", **SMALL[name]}), name, kb)
