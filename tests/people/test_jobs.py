"""What the words for a job mean: figures on lay titles, and the rules that no figure shows."""

from __future__ import annotations

import csv
from collections import Counter

import pytest

from careerpath.people.jobs import meaning
from tests.conftest import ROOT

CASES = ROOT / "tests" / "cases"
IT = ("15-", "11-3021")


def shares(kb, name: str) -> Counter[str]:
    """How many titles of a list are right first, within three, and have no entry at all."""
    counts: Counter[str] = Counter()
    with (CASES / name).open(encoding="utf-8", newline="") as file:
        for case in csv.DictReader(file):
            right = set(case["soc"].split(";"))
            codes = [job.soc or job.kind for job in meaning(case["words"], kb).found]
            counts["all"] += 1
            counts["first"] += bool(codes) and codes[0] in right
            counts["three"] += bool(right & set(codes[:3]))
            counts["none"] += not codes
    return counts


@pytest.mark.parametrize("name", ["job_words.csv", "job_words_odd.csv", "job_words_unseen.csv"])
def test_nine_of_ten_lay_titles_are_right_first_and_almost_all_within_three(kb, name):
    counts = shares(kb, name)
    assert counts["first"] >= 0.90 * counts["all"]
    assert counts["three"] >= 0.97 * counts["all"]
    assert counts["none"] == 0


@pytest.mark.parametrize(
    "words", ["server", "warehouse", "mechanic", "medic", "driver", "host", "runner", "coach", "operator", "tester of food",
              "architect", "designer of clothes", "telehealth nurse"],
)  # fmt: skip
def test_a_lay_word_never_preselects_an_it_job(kb, words):
    answer = meaning(words, kb)
    first = answer.found[0]
    assert not first.soc.startswith(IT), first
    assert not (first.id in kb.roles and kb.roles[first.id].kind == "hospital-it")


@pytest.mark.parametrize(
    ("words", "never"),
    [("SecAI+", "security"), ("ERP analyst", "ehr-analyst"), ("CIPP", ""), ("EHS manager", "ehr-analyst"), ("RNA", "registered-nurse")],
)  # fmt: skip
def test_a_short_name_never_means_an_unrelated_one(kb, words, never):
    answer = meaning(words, kb)
    assert not answer.is_sure or answer.found[0].id != never
    assert all(not never or never not in job.id for job in answer.found[:1])


def test_a_near_miss_is_offered_and_never_taken(kb):
    answer = meaning("truk driver", kb)
    assert answer.found[0].soc == "53-3032.00" and not answer.is_sure and not answer.is_exact


def test_a_slip_in_a_long_word_leaves_no_doubt(kb):
    assert meaning("pharmasist", kb).is_sure


def test_our_own_role_comes_first_where_it_is_that_job(kb):
    assert meaning("EHR analyst", kb).found[0].id == "ehr-analyst"
    assert [job.id for job in meaning("network engineer", kb).found[:2]] == ["network-engineer", "onet-15-1241.00"]
    assert meaning("doctor", kb).found[0].id == "physician"


@pytest.mark.parametrize(
    "words", ["stay at home mom", "unemployed", "student", "never worked", "retired", "ama de casa"]
)
def test_no_paid_work_has_its_entry(kb, words):
    (first, *_) = meaning(words, kb).found
    assert first.kind == "none" and first.soc == ""


@pytest.mark.parametrize(
    ("code", "soc"), [("68W", "29-2042.00"), ("25b", "15-1232.00"), ("HM2", "29-2042.00"), ("4A271", "49-9062.00")]
)
def test_military_codes_find_their_work_also_with_grade_and_level(kb, code, soc):
    answer = meaning(code, kb)
    assert answer.is_sure and answer.found[0].kind == "military" and answer.found[0].soc == soc


def test_letters_alone_are_first_of_all_civil(kb):
    """MA is a medical assistant before it is a master-at-arms."""
    jobs = meaning("MA", kb).found
    assert jobs[0].id == "medical-assistant" and any(job.id == "military-MA" for job in jobs)


def test_a_skill_is_no_job(kb):
    assert [job.id for job in meaning("Excel", kb).found] == ["none-skill"]


@pytest.mark.parametrize("words", ["", "   ", "???", "\x00", "qqqqzzzz", "a" * 5000, "🚚"])
def test_what_means_nothing_gets_no_answer_and_no_error(kb, words):
    assert meaning(words, kb).found == ()


def test_the_command_answers_in_text_and_json(run):
    assert "Heavy and Tractor-Trailer Truck Drivers" in run("jobs", "truck", "driver", "--plain").out
    answer = run("jobs", "truck driver", "--json")
    assert '"schema": "careerpath/jobs/1"' in answer.out and '"kind": "occupation"' in answer.out
    assert run("jobs", "qqqqzzzz").code == 1


RANKED = (
    "Senior {}", "Sr. {}", "Lead {}", "{} II", "{} III", "Junior {}", "Contract {}", "Part-time {}", "{} (Remote)",
    "Senior {} II", "{}, Nights",
)  # fmt: skip


@pytest.mark.parametrize("form", RANKED)
def test_a_rank_or_a_shift_around_a_roles_name_is_the_role(kb, form):
    """Of every role one of its names by default; `test_every_name_with_a_rank` takes all."""
    for role in kb.roles.values():
        names = [name for name in (role.title, *role.aliases) if _names(kb, name) == role.id]
        for name in names[:: max(1, len(names))]:
            assert _names(kb, form.format(name)) in (role.id, _owner(kb, form.format(name))), form.format(name)


@pytest.mark.slow
@pytest.mark.parametrize("form", RANKED)
def test_every_name_with_a_rank(kb, form):
    for role in kb.roles.values():
        for name in (role.title, *role.aliases):
            if _names(kb, name) == role.id:
                assert _names(kb, form.format(name)) in (role.id, _owner(kb, form.format(name))), form.format(name)


def _names(kb, words: str) -> str:
    """The id of what the words mean first."""
    found = meaning(words, kb, near=False).found
    return found[0].id if found else ""


def _owner(kb, words: str) -> str:
    """The role that has these very words among its names: "Senior Systems Analyst"."""
    return next((role.id for role in kb.roles.values() if words in (role.title, *role.aliases)), "")


@pytest.mark.parametrize(
    "words, role",
    [
        ("CT / X-ray Technologist", "radiologic-technologist"),
        ("PC/Network Technician", "network-support-technician"),
        ("Senior IT Support Specialist", "it-support-specialist"),
        ("ED Registration Clerk", "patient-access-representative"),
    ],
)
def test_two_kinds_of_work_and_what_ranks_it_leave_the_role(kb, words, role):
    assert _names(kb, words) == role
