"""Moves and gates agree: no move leads to a wall, and no gate names people from whom no move leads."""

from __future__ import annotations

import re
import shutil

import pytest

from careerpath.knowledge.checks import licences_of
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


# --- hours, and former ids -------------------------------------------------------------------------------------------


def seeded_in(path, file, entry, old, new):
    """A copy of the knowledge with one change in one entry."""
    folder = copy_of_data(path)
    text = (folder / file).read_text(encoding="utf-8")
    start = text.index(f"  - id: {entry}\n")
    changed = re.sub(old, new, text[start:], count=1, flags=re.DOTALL)
    assert changed != text[start:]
    (folder / file).write_text(text[:start] + changed, encoding="utf-8")
    return folder


def test_hours_far_from_what_the_levels_cost_want_a_reason(tmp_path):
    """Without its reason a super user's 20 hours are found; an estimate must have one, so the source is another."""
    reason = r"(hours: \{low: \d+, high: \d+, source: )editors-activity-hours, reason: .*?\}"
    folder = seeded_in(tmp_path / "data", "activities.yaml", "ehr-super-user", reason, r"\1bls-ooh-2025}")
    found = [p for p in check(folder, (), TODAY) if p.rule == "odd-hours"]
    assert [p.severity for p in found] == ["warning"]
    assert re.search(r"ehr-super-user: about 20 hours, and its levels cost \d+", found[0].message)


@pytest.mark.parametrize(
    ("was", "says"),
    [("sql", "'sql' is a skill of its own"), ("teamwork", "'teamwork' also became part of 'co")],
)
def test_a_former_id_is_never_used_again(tmp_path, was, says):
    folder = seeded_in(tmp_path / "data", "skills.yaml", "communication", r"was: \[", f"was: [{was}, ")
    found = [p for p in check(folder, (), TODAY) if p.rule == "retired-id"]
    assert len(found) == 1 and found[0].severity == "error" and says in found[0].message


# --- every job is reached, and every start leads on ---------------------------------------------------------------

MOST_MOVES = 5
FEWEST_NEXT = 3


def leaving(kb):
    """Role -> the roles that a move on record leads to from it."""
    found = {}
    for edge in kb.progressions.values():
        found.setdefault(edge.origin, []).append(edge.target)
    return found


def can_be_met(gate, path, kb):
    """True if those who worked in these jobs, the last first among them, can bring what the gate asks for."""
    if gate.strength == "preferred" or gate.kind == "sponsorship":
        return True
    licences = {path[0], *licences_of(kb.roles[path[0]])}  # a license comes with the first job; no later one gives it
    if gate.kind == "licence" and gate.licence in licences:
        return True
    if gate.kind == "practice" and set(gate.roles) & set(path):
        return True
    if gate.kind == "degree" and (gate.level != "doctorate" or licences & {"physician", "pharmacist"}):
        return True
    ways = gate.equivalents if gate.strength == "usual" else ()
    return any(
        (not way.roles or set(way.roles) & set(path)) and (way.licence is None or way.licence in licences)
        for way in ways
    )


def reached_from(start, kb, onward):
    """Every role to which a chain of moves leads from a starting role, each gate on the way met."""
    found, waiting = set(), [(start,)]
    while waiting:
        path = waiting.pop()
        for target in onward.get(path[-1], ()):
            if target not in path and all(can_be_met(gate, path, kb) for gate in kb.roles[target].gates):
                found.add(target)
                if len(path) < MOST_MOVES:
                    waiting.append((*path, target))
    return found


def test_every_starting_role_leads_on_to_at_least_three_roles(kb):
    onward = leaving(kb)
    few = {role.id: onward.get(role.id, []) for role in kb.roles.values() if role.kind == "starting"}
    assert few
    assert not {role: targets for role, targets in few.items() if len(targets) < FEWEST_NEXT}


def test_every_hospital_job_is_reached_from_a_starting_role_through_gates_that_can_be_met(kb):
    onward, reached = leaving(kb), set()
    for role in kb.roles.values():
        if role.kind == "starting":
            reached |= reached_from(role.id, kb, onward)
    assert set(kb.indexes.ranked_roles) <= reached


def test_a_job_whose_license_nobody_on_the_way_has_is_not_reached(kb):
    onward = leaving(kb)
    assert "cnio" not in reached_from("retail-sales-associate", kb, onward)
    assert "cmio" not in reached_from("registered-nurse", kb, onward)
    assert "cnio" in reached_from("registered-nurse", kb, onward)
