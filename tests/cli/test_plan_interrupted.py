"""Ctrl-C while `careerpath plan` runs, in a real terminal."""

from __future__ import annotations

import json
import os
import sys
import time

import pexpect
import pytest

SLOW = """
import time
import careerpath.pathway.stage as stages
import careerpath.pathway.model as m
import careerpath.pathway.solve as s
from careerpath.__main__ import main
real, stage, solved, asked = m.stoppable, s._Search._stage, stages.solve, []
def slow(solver, model):
    for _ in range(10): time.sleep(0.01)
    return real(solver, model)
def telling(self, *given):
    found = stage(self, *given)
    if asked and found: print("plan in hand", flush=True)
    return found
def solving(problem, bounds, measures):
    asked.append(1)
    return solved(problem, bounds, measures)
m.stoppable, s._Search._stage, stages.solve = slow, telling, solving
main()
"""
"""The program, but each question takes a moment, and it says when there is a plan."""

HOLDING = """
import sys, time
import careerpath.pathway.model as m
from careerpath.__main__ import main
asked, real = [], m.stoppable
class Slow:
    def __init__(self, solver): self.solver, self.stopped = solver, False
    def solve(self, model):
        status = self.solver.solve(model)
        print("at work", flush=True)
        while not self.stopped: time.sleep(0.01)
        return status
    def stop_search(self): self.solver.stop_search(); self.stopped = True
def stoppable(solver, model):
    asked.append(1)
    return real(Slow(solver) if len(asked) == NUMBER else solver, model)
m.stoppable = stoppable
main()
"""
"""The program, but the solver's n-th question takes until Ctrl-C."""


def interrupted(home, program: str, *options: str) -> tuple[int | None, str]:
    """Exit status and what was printed after the key."""
    child = spawned(home, program, *options)
    child.expect("at work")
    child.sendintr()
    child.expect(pexpect.EOF)
    child.close()
    return child.exitstatus, child.before.replace("^C", "")


def spawned(home, program: str, *options: str) -> pexpect.spawn:
    environment = {**os.environ, "CAREERPATH_HOME": str(home), "CAREERPATH_TODAY": "2026-11-22", "TERM": "dumb"}
    return pexpect.spawn(
        sys.executable, ["-c", program, "plan", "network-administrator", *options],
        env=environment, encoding="utf-8", timeout=60, dimensions=(60, 100),
    )  # fmt: skip


@pytest.mark.parametrize("question", [4, 5, 6, 12])
def test_ctrl_c_leaves_a_marked_plan(home, question):
    code, said = interrupted(home, HOLDING.replace("NUMBER", str(question)), "--front", "--budget", "900")
    assert code == 130 and "Stopped early" in said and "Traceback" not in said


@pytest.mark.parametrize("question", [27, 28])
def test_ctrl_c_in_a_later_stage_leaves_the_stages_before(home, question):
    program = HOLDING.replace("NUMBER", str(question)).replace("main()", "sys.argv.append('--json'); main()")
    code, said = interrupted(home, program, "--front", "--budget", "900")
    data = json.loads(said[said.index("{") :])
    assert code == 130 and data["interrupted"] and data["steps"] and data["stages"][0]["readiness_after"]
    assert data["first_part"] or data["stages"][-1]["role"] == "network-administrator"


@pytest.mark.slow
@pytest.mark.parametrize("moment", range(20))
def test_ctrl_c_at_any_moment_shows_a_plan_once_there_is_one(home, moment):
    child = spawned(home, SLOW, "--front", "--budget", "900")
    time.sleep(0.4 + 0.15 * moment)
    child.sendintr()
    child.expect(pexpect.EOF)
    child.wait()
    before, pressed, after = child.before.partition("^C")
    assert "Traceback" not in child.before
    if not pressed or child.exitstatus == 0:  # it was done before the key
        assert "Proven" in before
    elif "plan in hand" in before:
        assert child.exitstatus == 130 and "Stopped early" in child.before
    else:
        assert child.exitstatus == 130 and ("Stopped early" in after or "interrupted" in after)


def test_ctrl_c_with_nothing_in_hand_is_one_line(home):
    code, said = interrupted(home, HOLDING.replace("NUMBER", "1"))
    assert code == 130 and said.split() == ["interrupted"]
