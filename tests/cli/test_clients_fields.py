"""`clients set`, `undo`, `report` and the previews of `import` and `restore`, as a counselor types them."""

import csv
import io
import json
from random import Random

import pytest

from careerpath.services.exchange import ALIASES
from careerpath.services.one_field import FIELDS
from tests.sampling import drawn


@pytest.fixture
def desk(run, tmp_path):
    """A caseload of its own."""

    def call(*arguments, **more):
        env = {"CAREERPATH_HOME": str(tmp_path / "home"), **more.pop("env", {})}
        return run(*arguments, env=env, **more)

    return call


VALUES = {
    "name": "Ann Lee", "born": "1984", "email": "ann@example.org", "external": "A-17", "roles": "medical coder",
    "education": "bachelor", "field": "nursing", "licences": "registered-nurse", "certifications": "CompTIA A+",
    "skills": "sql:3", "goal": "network administrator", "budget_usd": "900", "hours_per_week": "6,5",
    "deadline": "6/30/2027", "state": "Ohio", "years": "4",
}  # fmt: skip
"""Whatever else a table can hold is a yes or no, or an amount."""


def shown(desk):
    """What the caseload says about the client, less when it was said."""
    data = json.loads(desk("clients", "export", "C0001").out)
    row = next(csv.DictReader(io.StringIO(desk("clients", "export").out.lstrip("\ufeff"))))
    return {"name": data["name"], **row, "profile": data["profiles"][-1]["profile"]}


SOME = Random(16).sample(sorted(FIELDS), 3)


@pytest.mark.parametrize("fields", [SOME, pytest.param(sorted(FIELDS), marks=pytest.mark.slow)], ids=["some", "all"])
def test_each_field_that_a_table_can_hold_is_set_and_taken_back(desk, fields):
    desk("clients", "add", "Ann", "examples/unit-secretary.yaml")
    desk("clients", "set", "C0001", "education", "associate")
    assert set(FIELDS) == set(ALIASES) - {"first_name", "last_name", "code", "caseload", "note"}
    for field in fields:
        before = shown(desk)
        amount = "30000" if field.startswith("pay") else "no"
        done = desk("clients", "set", "C0001", field, VALUES.get(field, amount))
        if "as it was" in done.err:
            done = desk("clients", "set", "C0001", field, "yes")
        assert (done.code, f"{field} set" in done.err) == (0, True), (field, done.err)
        assert shown(desk) != before, field
        undone = desk("clients", "undo", "C0001")
        assert (undone.code, "is taken back" in undone.err) == (0, True), field
        assert shown(desk) == before, field


def test_setting_adds_a_skill_removes_it_and_says_what_is_not_known(desk):
    desk("clients", "add", "Ann", "examples/nurse.yaml")
    skills = set(shown(desk)["profile"]["skills"])
    desk("clients", "set", "ann", "skills", "sql:3")
    assert set(shown(desk)["profile"]["skills"]) == {*skills, "sql"}
    desk("clients", "set", "ann", "skills", "sql", "--remove")
    assert set(shown(desk)["profile"]["skills"]) == skills - {"sql"}
    assert "goal" in shown(desk)["profile"]
    desk("clients", "set", "ann", "goal", "-")
    assert "goal" not in shown(desk)["profile"]
    for arguments, said in (
        (("shoe size", "9"), "no field 'shoe size'; known are name, "),
        (("goal", "astronaut"), "no role 'astronaut'"),
        (("hours_per_week", "many"), "hours_per_week: 'many' is no number"),
        (("skills", "juggling", "--remove"), "no skill 'juggling'"),
        (("licences", "none", "--remove"), "is not among them"),
        (("born", "long ago"), "born: 'long ago' holds no year"),
        (("state", " "), "the value is empty"),
    ):
        done = desk("clients", "set", "ann", *arguments)
        assert done.code == 2 and said in done.err and done.err.count("\n") == 1, done.err


def test_undo_can_be_looked_at_first(desk):
    desk("clients", "add", "Ann")
    desk("clients", "note", "ann", "hello")
    assert "note of 2026-11-22 would be taken back" in desk("clients", "undo", "ann", "--dry-run").err
    assert "hello" in desk("clients", "show", "ann").out
    assert "note of 2026-11-22 is taken back" in desk("clients", "undo", "ann").err
    assert "hello" not in desk("clients", "show", "ann").out


@pytest.fixture
def office(desk, tmp_path):
    """Five cases in all stages."""
    desk("clients", "add", "Ann Lee", "examples/nurse.yaml")
    desk("clients", "add", "Ben Poe", "examples/help-desk.yaml")
    desk("clients", "action", "ben", "call", "--due", "2026-11-25")
    desk("clients", "add", "Cy")
    desk("clients", "add", "Dee Ray")
    desk("clients", "close", "dee", "--outcome", "=Hired: Dee starts in May")
    desk("clients", "add", "Eve Fox", env={"CAREERPATH_TODAY": "2026-01-05"})
    desk("clients", "close", "eve", "--outcome", "Moved away", env={"CAREERPATH_TODAY": "2026-03-02"})
    return desk


def test_a_report_counts_without_names_and_no_cell_is_a_formula(office):
    text = office("clients", "report", "--csv").out
    rows = list(csv.reader(io.StringIO(text)))
    assert rows[0] == ["part", "what", "month", "clients"]
    assert ["Open cases by stage", "a goal, no roadmap yet", "", "2"] in rows
    assert ["Open cases by stage", "no profile yet", "", "1"] in rows
    assert ["Open cases with something due", "an agreed action", "", "1"] in rows
    assert ["Closed cases by outcome", "'=Hired: (client) starts in May", "", "1"] in rows
    assert ["Cases closed, by month and outcome", "Moved away", "2026-03", "1"] in rows
    assert ["Cases added, by month", "added", "2026-11", "4"] in rows
    page, data = office("clients", "report").out, office("clients", "report", "--json").out
    for name in ("Ann", "Lee", "Ben", "Poe", "Dee", "Eve", "Fox"):
        assert name not in text + page + data
    assert "Moved away" in page and json.loads(data)["schema"] == "careerpath/clients-report/1"


def test_a_report_names_people_only_if_asked(office):
    rows = list(csv.DictReader(io.StringIO(office("clients", "report", "--csv", "--names").out)))
    assert [row["names"] for row in rows if row["what"] == "no profile yet"] == ["Cy (C0003)"]
    assert "Cy (C0003)" in office("clients", "report", "--names").out


def test_a_preview_of_an_import_shows_each_word_and_what_would_change(desk, tmp_path):
    (tmp_path / "in.csv").write_text("Client,Job,Hrs/Wk\nAnn,Registerd Nurse,9\nBob,wizard of oz,4\n")
    desk("clients", "add", "Ann", "examples/nurse.yaml")
    page = " ".join(desk("clients", "import", tmp_path / "in.csv", "--dry-run").out.split())
    assert "Registerd Nurse" in page and "not understood; kept as a note" in page
    assert "Ann (C0001): hours a week: was 8; is 9" in page and "Matched by the name alone" in page
    assert "Bob" not in desk("clients", "list").out


def test_a_preview_of_a_restore_shows_counts_and_days_of_both(desk, tmp_path):
    desk("clients", "add", "Ann", "examples/nurse.yaml")
    desk("clients", "backup", tmp_path / "b.db")
    desk("clients", "add", "Bob", env={"CAREERPATH_TODAY": "2027-02-01"})
    done = desk("clients", "restore", tmp_path / "b.db", "--dry-run", "--json")
    data = json.loads(done.out)
    assert (data["backup"]["clients"], data["here"]["clients"]) == (1, 2)
    assert (data["backup"]["last_touched"], data["here"]["last_added"]) == ("2026-11-22", "2027-02-01")
    assert "Nothing was changed" in desk("clients", "restore", tmp_path / "b.db", "--dry-run").out
    assert "2 clients" in desk("clients", "list").out


def test_packets_for_another_goal_and_the_sheet_for_the_talk_alone(desk, tmp_path):
    desk("clients", "add", "Ann", "examples/nurse.yaml")
    desk("clients", "add", "Undecided", "examples/unit-secretary.yaml")
    desk("clients", "set", "C0002", "goal", "-")
    done = desk("clients", "print", "--all", "--session", "-o", tmp_path / "out")
    assert done.code == 0 and sorted(path.name for path in (tmp_path / "out").iterdir()) == [
        "C0001-session.pdf", "C0002-session.pdf",
    ]  # fmt: skip
    assert "roadmap printed" not in desk("clients", "show", "C0002").out
    done = desk("clients", "print", "C0002", "--to", "network administrator", "-o", tmp_path / "out")
    assert done.code == 0 and "roadmap printed for Network Administrator" in desk("clients", "show", "C0002").out
    wrong = desk("clients", "print", "--all", "--to", "astronaut", "-o", tmp_path / "out")
    assert wrong.code == 2 and wrong.err.count("\n") == 1 and "'astronaut'" in wrong.err


@pytest.mark.parametrize("end", drawn(["\n", "\r\n", "\r", "\x0b", "\u2028", "\x85"], 2))
def test_a_note_keeps_its_lines_however_they_end(desk, end):
    desk("clients", "add", "Ann")
    assert desk("clients", "note", "ann", stdin=f"one{end}two").code == 0
    data = json.loads(desk("clients", "export", "ann").out)
    assert data["notes"][0]["text"] == "one\ntwo"
    assert "dropped" not in desk("clients", "note", "ann", f"three{end}four").err
    page = desk("clients", "show", "ann").out
    assert "one\n" in page and not any(mark in page for mark in ("\r", "\x0b", "\ufffd"))
