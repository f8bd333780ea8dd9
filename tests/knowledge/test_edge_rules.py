"""Moves and gates agree: no move leads to a wall, and no gate names people from whom no move leads."""

from __future__ import annotations

import re
import shutil

import pytest

from careerpath.services.check import check
from tests.conftest import ROOT, TODAY

MOVE = """  - from: {}
    to: {}
    kind: {}
    months: {{low: 12, high: 36, source: editors-months}}
    confidence: low
    evidence:
      - {{source: editors-progressions, says: seeded}}
"""
WALLS = [
    ("teacher", "cnio", "enter", r"asks for a license as 'registered-nurse'"),
    ("it-manager", "cmio", "advance", r"asks for a license as 'physician'"),
    ("retail-sales-associate", "network-engineer", "enter", r"asks for 36 months of practice that this origin"),
    ("pharmacy-technician", "cmio", "enter", r"asks for a doctorate, which nobody earns beside this job"),
]
"""Origin, target, kind, and what `check` says of the move."""


def copy_of_data(path):
    shutil.copytree(ROOT / "data", path)
    return path


@pytest.mark.parametrize(("origin", "target", "kind", "says"), WALLS)
def test_a_move_to_a_wall_is_an_error(tmp_path, origin, target, kind, says):
    folder = copy_of_data(tmp_path / "data")
    with (folder / "progressions.yaml").open("a", encoding="utf-8") as file:
        file.write(MOVE.format(origin, target, kind))
    found = [p for p in check(folder, (), TODAY) if p.rule == "edge-gate"]
    assert found and {p.severity for p in found} == {"error"}
    assert any(re.search(says, p.message) for p in found), [p.message for p in found]
    text = (folder / "progressions.yaml").read_text(encoding="utf-8")
    assert {p.line for p in found} == {text[: text.rindex(f"  - from: {origin}")].count("\n") + 1}


def test_a_degree_that_can_be_earned_beside_the_job_is_no_wall(tmp_path):
    folder = copy_of_data(tmp_path / "data")
    with (folder / "progressions.yaml").open("a", encoding="utf-8") as file:
        file.write(MOVE.format("imaging-service-engineer", "biomedical-engineer", "lateral"))
    assert not [p for p in check(folder, (), TODAY) if p.rule == "edge-gate"]


def test_a_gate_that_names_people_from_whom_no_move_leads_is_a_warning(tmp_path):
    folder = copy_of_data(tmp_path / "data")
    path = folder / "roles.yaml"
    text = path.read_text(encoding="utf-8")
    start = text.index("  - id: it-support-supervisor\n")
    at = text.index("roles: [", start) + len("roles: [")
    path.write_text(f"{text[:at]}cmio, {text[at:]}", encoding="utf-8")
    found = [p for p in check(folder, (), TODAY) if p.rule == "gate-feeder"]
    assert [(p.severity, p.message) for p in found] == [
        ("warning", "it-support-supervisor: names 'cmio', from which no move leads here")
    ]


def test_the_bundled_moves_and_gates_agree():
    assert not [p.message for p in check(ROOT / "data", (), TODAY) if p.rule in ("edge-gate", "gate-feeder")]
