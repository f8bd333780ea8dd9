"""Ctrl-C while `careerpath plan` runs, in a real terminal."""

from __future__ import annotations

import os
import sys

import pexpect
import pytest

HOLDING = """
import sys, time
import careerpath.engine.plan_model as m
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
    environment = {**os.environ, "CAREERPATH_HOME": str(home), "CAREERPATH_TODAY": "2026-11-22", "TERM": "dumb"}
    child = pexpect.spawn(
        sys.executable, ["-c", program, "plan", "network-administrator", *options],
        env=environment, encoding="utf-8", timeout=60, dimensions=(60, 100),
    )  # fmt: skip
    child.expect("at work")
    child.sendintr()
    child.expect(pexpect.EOF)
    child.close()
    return child.exitstatus, child.before.replace("^C", "")


@pytest.mark.parametrize("question", [3, 4, 5, 12])
def test_ctrl_c_leaves_a_marked_plan(home, question):
    code, said = interrupted(home, HOLDING.replace("NUMBER", str(question)), "--front", "--budget", "900")
    assert code == 130 and "Stopped early" in said and "Traceback" not in said


def test_ctrl_c_with_nothing_in_hand_is_one_line(home):
    code, said = interrupted(home, HOLDING.replace("NUMBER", "1"))
    assert code == 130 and said.split() == ["interrupted"]
