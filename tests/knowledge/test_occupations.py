"""The file of occupations: whole, sorted, attributed, and modest in what it credits."""

from __future__ import annotations

import importlib.util
import json
import random

import pytest
import yaml

from careerpath.errors import CareerpathError
from careerpath.importers.credits import Evidence, credited
from careerpath.knowledge import where
from careerpath.knowledge.occupations import FILE, Occupations
from tests.conftest import ROOT

OFF_LIMITS = ("technical", "healthcare", "data", "security")
NAMED_BY_ANYTHING = {"digital-literacy", "troubleshooting", "equipment-maintenance-repair", "electronics-fundamentals"}
"""Technical skills that a far job may name: the computer on the desk, and the machine that it repairs."""
FAR = ("35-", "37-", "39-", "45-", "23-", "27-1", "27-2", "33-9", "41-2", "51-3", "51-6", "53-")


@pytest.fixture(scope="module")
def file() -> Occupations:
    return Occupations(where.bundled())


@pytest.fixture(scope="module")
def bench():
    spec = importlib.util.spec_from_file_location("credits_bench", ROOT / "benchmarks" / "credits.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_every_occupation_has_a_title_and_a_modest_credit_of_known_skills(kb, file):
    codes = list(file.codes())
    assert len(codes) == 1016 and codes == sorted(codes)
    for code in codes:
        one = file.fact(code)
        assert one.title and one.gives
        assert all(skill in kb.skills and 1 <= level <= 3 for skill, level in one.gives.items())


def test_the_source_is_attributed_in_the_file(file):
    assert file.about["source"] == "onet-29-3" and "CC BY 4.0" in file.about["attribution"]
    assert file.about["wages"] == {"source": "bls-oews-2025", "as_of": "2025-05"}


def test_every_name_is_found_by_halves(file):
    names = [line.split("\t")[0] for line in file.names.strip("\n").split("\n")]
    assert names == sorted(names)
    for name in [names[0], names[-1], *random.Random(7).sample(names, 400)]:
        assert file.name(name).text == name
    assert file.name("") is None and file.name("zzzz") is None and file.name("truck driverx") is None


def test_a_file_that_is_missing_or_cut_is_one_line(tmp_path):
    with pytest.raises(CareerpathError, match="file of occupations"):
        Occupations(tmp_path)
    (tmp_path / FILE).write_text("{}\n", encoding="utf-8")
    with pytest.raises(CareerpathError, match="file of occupations"):
        Occupations(tmp_path)


def test_no_far_occupation_is_credited_what_it_does_not_name(kb, file):
    for code in file.codes():
        if code.startswith(FAR):
            gives = file.fact(code).gives
            wrong = [
                skill for skill in gives if kb.skills[skill].category in OFF_LIMITS and skill not in NAMED_BY_ANYTHING
            ]
            assert not wrong or code.startswith("53-3011"), (code, wrong)


def test_the_error_table_stays_as_good_as_the_method_says(kb, file, bench):
    lines = {(one.kind, one.category): one for one in bench.table(kb, file)}
    for (kind, category), one in lines.items():
        if kind == "all":
            assert one.precision >= (0.90 if category == "all" else 0.80), one
            assert one.error <= one.error_of_nothing, one
    assert lines["starting", "all"].error < 0.37


def test_the_credits_follow_from_the_table_and_the_evidence(file):
    """A sample of the source, small enough to be kept here; the whole is read when the file is built."""
    table = yaml.safe_load((ROOT / "data" / "occupations" / "credits.yaml").read_text(encoding="utf-8"))
    sample = json.loads((ROOT / "tests" / "samples" / "credits.json").read_text(encoding="utf-8"))
    for code, facts in sample["occupations"].items():
        one = Evidence(code)
        one.importance, one.level = facts["importance"], facts["level"]
        one.software, one.in_demand = set(facts["software"]), set(facts["in_demand"])
        assert credited(one, table) == file.fact(code).gives, code


def test_a_prefix_nearer_to_the_code_wins_and_no_credit_is_above_three():
    table = {"credits": {"s": [{"occupations": {"15-": 2, "15-1232": 5, "15-1299": None}}]}}
    assert credited(Evidence("15-1232.00"), table) == {"s": 3}
    assert credited(Evidence("15-1211.00"), table) == {"s": 2}
    assert credited(Evidence("15-1299.01"), table) == {}
