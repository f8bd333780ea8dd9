"""What is kept about a hospital's screening is private: no page, packet, list or table has it, and it can go for good."""

from __future__ import annotations

import csv
import json

import pexpect
import pytest

from tests.cli.quiz_terminal import spawn
from tests.conftest import ROOT
from tests.rendering.documents import pdf_text

SECRET = "Xyzzysecret"


@pytest.fixture
def home(tmp_path):
    return tmp_path / "home"


@pytest.fixture
def desk(run, home):
    def call(*words):
        return run(*words, env={"CAREERPATH_HOME": str(home)})

    assert call("clients", "add", "Ann", "examples/nurse.yaml").code == 0
    return call


def holds_it(folder):
    return [path.name for path in folder.rglob("*") if path.is_file() and SECRET.encode() in path.read_bytes()]


def test_it_is_shown_to_the_counselor_with_what_hospitals_ask_and_who_says_so(desk):
    assert desk("clients", "screening", "Ann", "record", SECRET, "2009").code == 0
    text = " ".join(desk("clients", "screening", "Ann").out.split())
    assert f"record: {SECRET} 2009" in text and "Criminal background check" in text and "hr.utmb.edu" in text
    assert "Flu vaccine" not in text
    data = json.loads(desk("clients", "screening", "Ann", "--json").out)
    assert data["kept"][0]["topic"] == "record" and data["topics"][0]["publisher"]
    done = desk("clients", "screening", "Ann", "prison", "x")
    assert done.code == 2 and "known are record, exclusion" in done.err and done.err.count("\n") == 1


def test_no_page_packet_list_or_table_has_it_unless_one_client_is_exported_with_it(desk, tmp_path):
    desk("clients", "screening", "Ann", "exclusion", SECRET)
    assert desk("clients", "print", "Ann", "-o", tmp_path / "out", "--attachment").code == 0
    printed = list((tmp_path / "out").iterdir())
    assert len(printed) == 3 and not any(SECRET in pdf_text(path) for path in printed)
    pages = (
        ("show", "Ann"), ("show", "Ann", "--json"), ("list",), ("list", "--json"), ("due",), ("report", "--names"),
        ("export",), ("export", "Ann"), ("diff", "Ann"), ("undo", "Ann", "--dry-run"),
    )  # fmt: skip
    for words in pages:
        assert SECRET not in desk("clients", *words).out, words
    assert "Ann" not in desk("clients", "list", SECRET).out
    for ending in ("html", "json"):
        file = tmp_path / f"ann.{ending}"
        assert desk("roadmap", "client:Ann", "-o", file).code == 0 and SECRET not in file.read_text()
    asked = desk("clients", "export", "Ann", "--screening").out
    assert json.loads(asked)["screening"][0]["text"] == SECRET
    (tmp_path / "ann.json").write_text(asked)
    assert desk("forget", "Ann", "--yes").code == 0
    assert desk("clients", "import", tmp_path / "ann.json").code == 0
    assert SECRET in desk("clients", "screening", "Ann").out


@pytest.mark.parametrize("words", [
    ("clients", "close", "Ann", "--outcome", "Hired"), ("clients", "screening", "Ann", "--remove", "1"),
    ("forget", "Ann", "--yes"),
])  # fmt: skip
def test_closing_removing_and_forgetting_leave_no_byte_of_it(desk, home, words):
    desk("clients", "screening", "Ann", "record", SECRET)
    assert holds_it(home)
    assert desk(*words).code == 0
    assert holds_it(home) == []
    if words[1] == "close":
        assert desk("clients", "undo", "Ann").code == 0 and SECRET not in desk("clients", "screening", "Ann").out


def test_every_fact_names_publisher_address_and_day():
    with (ROOT / "data/screening.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) >= 5
    for row in rows:
        assert (
            all(row.values())
            and row["address"].startswith("https://")
            and row["confidence"] in ("low", "medium", "high")
        )


def test_equal_names_ask_at_a_terminal_and_are_refused_by_name_without_one(desk, home):
    assert desk("clients", "add", "Ann", "--born", "1990").code == 0
    done = desk("clients", "note", "Ann", "hello")
    assert done.code == 2 and "2 clients have that name" in done.err and "born 1990" in done.err
    for answer, code in (("2", 0), ("9", 1), ("", 1)):
        child = spawn(home, command=("clients", "note", "Ann", f"hello{answer}"))
        child.expect("Which one is meant")
        child.sendline(answer)
        child.expect(pexpect.EOF)
        child.close()
        assert child.exitstatus == code
    assert "hello2" in desk("clients", "show", "C0002").out and "hello" not in desk("clients", "show", "C0001").out
