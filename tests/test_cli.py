"""The program as a user runs it."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

from tests.conftest import ROOT


def test_recommend_answers_for_the_nurse_in_plain_text_when_piped(run):
    done = run("recommend", "examples/nurse.yaml")
    assert done.code == 0
    assert "Clinical Informatics Specialist" in done.out
    assert "\x1b" not in done.out and "\u2500" not in done.out


def test_json_carries_the_versioned_schema_and_lines_that_sum_to_the_score(run):
    answer = json.loads(run("recommend", "examples/nurse.yaml", "--json").out)
    assert answer["schema"] == "careerpath/recommend/1"
    for role in answer["roles"]:
        assert sum(line["earned"] for line in role["lines"]) == pytest.approx(role["readiness"], abs=1e-9)
        assert sum(line["weight"] for line in role["lines"]) == pytest.approx(1, abs=1e-9)


def test_same_inputs_give_the_same_bytes(run):
    first = run("recommend", "examples/nurse.yaml", "--json").out
    assert first == run("recommend", "examples/nurse.yaml", "--json").out
    assert first == run("recommend", "examples/nurse.yaml", "--json", env={"CAREERPATH_NO_CACHE": "1"}).out


def test_an_unknown_command_is_answered_with_the_nearest_one(run):
    done = run("recomend")
    assert done.code == 2
    assert "Did you mean 'recommend'?" in done.err


def test_an_unknown_role_is_answered_with_the_nearest_one(run):
    done = run("why", "ehr-analist", "--profile", "examples/nurse.yaml", "--json")
    assert done.code == 0 and json.loads(done.out)["role"]["id"] == "ehr-analyst"
    done = run("why", "zzzz", "--profile", "examples/nurse.yaml")
    assert done.code == 2 and "careerpath roles" in done.err


def test_without_a_profile_the_way_out_is_named(run):
    done = run("recommend")
    assert done.code == 2
    assert "careerpath quiz" in done.err


def test_the_hot_commands_do_not_import_heavy_libraries(run, home):
    code = (
        "import sys; sys.argv=['careerpath','recommend','examples/nurse.yaml','--plain']\n"
        "from careerpath.__main__ import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "heavy={'hashlib','pydantic','yaml','numpy','ortools','prompt_toolkit','rich','annotated_types'} & set(sys.modules)\n"
        "sys.stderr.write('heavy:'+','.join(sorted(heavy)))\n"
    )
    run("recommend", "examples/nurse.yaml")  # warm the cache
    environment = {**os.environ, "CAREERPATH_HOME": str(home)}
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, env=environment, check=False
    )
    assert "Clinical Informatics Specialist" in done.stdout
    assert done.stderr.endswith("heavy:")
