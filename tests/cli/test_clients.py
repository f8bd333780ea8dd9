"""The caseload from the command line, as a counselor's day goes."""

import csv
import io
import json
import os

import pexpect
import pytest

from tests.sampling import drawn


def with_caseload(run, folder):
    """Commands with a caseload of their own."""

    def call(*arguments, **more):
        env = {"CAREERPATH_HOME": str(folder / "home"), **more.pop("env", {})}
        return run(*arguments, env=env, **more)

    return call


@pytest.fixture
def desk(run, tmp_path):
    return with_caseload(run, tmp_path)


def test_a_day_at_the_desk(process, tmp_path):
    desk = with_caseload(process, tmp_path)
    assert desk("clients", "add", "Maria López", "examples/nurse.yaml").err == "C0001: Maria López added\n"
    assert desk("clients", "note", "lop", stdin="Wants quiet days.\nAsked about nights.").code == 0
    assert (
        desk("clients", "action", "lop", "Ask", "the", "manager", "--due", "2026-12-04").err
        == "C0001: action 1 kept for Maria López\n"
    )
    page = desk("clients", "show", "maria").out
    assert "[1] Ask the manager (due 2026-12-04)" in page and "Asked about nights." in page
    assert "Clinical Informatics Specialist" in desk("clients", "list").out
    assert "1. Ask the manager, due 2026-12-04" in desk("clients", "due").out
    done = desk("clients", "print", "maria", "-o", tmp_path / "out")
    assert "1 packet written, 0 unchanged" in done.out
    assert "roadmap printed for Clinical Informatics Specialist" in desk("clients", "show", "maria").out
    assert done.code == 0 and sorted(path.name for path in (tmp_path / "out").iterdir()) == [
        "C0001-roadmap.pdf",
        "C0001-session.pdf",
    ]
    assert desk("clients", "done", "maria", "1").err == "C0001: done: Ask the manager\n"
    later = {"CAREERPATH_TODAY": "2027-02-01"}
    assert (
        desk("clients", "update", "maria", "examples/coder.yaml", env=later).err
        == "C0001: Maria López: profile, version 2\n"
    )
    told = desk("clients", "diff", "maria", env=later).out
    assert (
        "what changed since 2026-11-22" in told
        and "Registered Nurse: no longer stated (was: 6 years, held now)" in told
    )
    assert desk("forget", "Maria López", "--yes").code == 0
    assert not list((tmp_path / "out").iterdir())
    assert json.loads(desk("clients", "list", "--json").out)["clients"] == []


def test_a_roadmap_of_a_client_has_the_actions_that_are_agreed_and_not_done(desk, tmp_path):
    desk("clients", "add", "Maria López", "examples/nurse.yaml")
    desk("clients", "action", "maria", "Ask", "the", "manager", "--due", "2026-12-04")
    desk("clients", "action", "maria", "Buy a book")
    desk("clients", "done", "maria", "2")
    for options in ([], ["--session"]):
        page = desk("roadmap", "client:maria", *options).out
        assert "Ask the manager (by Dec 4, 2026)" in page and "Buy a book" not in page
    assert desk("roadmap", "client:maria", "-o", tmp_path / "maria.ics").code == 0
    calendar = (tmp_path / "maria.ics").read_text(encoding="utf-8")
    assert "DTSTART;VALUE=DATE:20261204" in calendar and "SUMMARY:Ask the manager" in calendar


@pytest.mark.parametrize(
    ("arguments", "said"),
    drawn(
        [
            (("list",), "no caseload yet"),
            (("show", "nobody"), "no client 'nobody'"),
            (("action", "ann", "x", "--due", "friday"), "--due: 'friday' is no date"),
            (("action", "ann", "x", "--due", "2026-02-30"), "--due: '2026-02-30' is no date"),
            (("action", "ann", "x", "--due", "12/1/2026"), "is no date; write it as 2026-12-01"),
            (("note", "ann", "  "), "the note is empty"),
            (("note", "ann", "x" * 20_001), "the note has 20,001 characters; at most 20,000"),
            (("done", "ann", "3"), "has no action 3"),
            (("update", "ann"), "what is new?"),
            (("add", "x" * 10_000), "10,000 characters; at most 200"),
            (("add", "bob\x1b[2J"), "U+001B"),
            (("add", "ann"), "in the caseload already"),
            (("add", "bob", "nowhere.yaml"), "no such file"),
            (("import", "nowhere.csv"), "no such file"),
            (("backup", "examples"), "exists"),
            (("restore", "nowhere.db"), "no such file"),
            (("restore", "README.md"), "README.md: not a caseload, or encrypted: set CAREERPATH_PASSPHRASE"),
            (("print", "-o", "out"), "for whom?"),
            (("print", "ann", "-o", "README.md"), "not a folder"),
            (("encrypt", "--off"), "not encrypted"),
            (("diff", "ann"), "no profile yet"),
            (("close", "ann", "--outcome", " "), "the outcome is empty"),
            (("reopen", "ann"), "Ann (C0001) is not closed"),
        ],
        10,
    ),
)
def test_what_cannot_be_done_is_one_line(desk, arguments, said):
    if arguments != ("list",):
        desk("clients", "add", "Ann")
    done = desk("clients", *arguments)
    assert done.code == 2 and said in done.err and done.err.count("\n") == 1 and "\x1b" not in done.err
    assert done.out == ""


def test_what_removes_or_replaces_asks_and_without_a_terminal_wants_a_yes(desk, tmp_path):
    desk("clients", "add", "Ann")
    desk("clients", "backup", tmp_path / "b.db")
    for arguments in (("forget", "Ann"), ("clients", "restore", tmp_path / "b.db")):
        done = desk(*arguments)
        assert done.code == 2 and "say --yes" in done.err
        assert desk("clients", "show", "ann").code == 0
    assert desk("clients", "restore", tmp_path / "b.db", "--yes").code == 0


def test_a_list_tells_the_last_contact_from_the_next_due_day(desk):
    desk("clients", "add", "Ann")
    page = desk("clients", "list").out
    assert "1 client\n" in page and "none yet" in page and "nothing open" in page
    assert "no contact yet" in desk("clients", "show", "ann").out
    desk("clients", "action", "ann", "call", "--due", "2026-12-04")
    page = desk("clients", "list").out
    assert "2026-11-22" in page and "2026-12-04 (1 open)" in page and "none yet" not in page


def test_a_closed_case_is_listed_due_and_printed_only_on_request(desk, tmp_path):
    for name in ("Ann", "Bob"):
        desk("clients", "add", name, "examples/nurse.yaml")
    done = desk("clients", "close", "ann", "--outcome", "Hired as EHR analyst")
    assert done.err == "C0001: Ann: closed; `clients reopen` takes the case up again\n"
    assert "Ann" not in desk("clients", "list").out and "Bob" not in desk("clients", "list", "--closed").out
    assert "Hired as EHR analyst" in desk("clients", "list", "--closed").out
    assert "Closed 2026-11-22: Hired as EHR analyst" in desk("clients", "show", "ann").out
    assert "Ann" not in desk("clients", "due", env={"CAREERPATH_TODAY": "2027-03-01"}).out
    assert "1 packet written" in desk("clients", "print", "--all", "-o", tmp_path / "out").out
    rows = list(csv.DictReader(io.StringIO(desk("clients", "export").out.removeprefix("\ufeff"))))
    assert [(row["closed"], row["outcome"]) for row in rows] == [("2026-11-22", "Hired as EHR analyst"), ("", "")]
    assert desk("clients", "reopen", "ann").err == "C0001: Ann: open again\n"
    assert "Ann" in desk("clients", "list").out


def test_forgetting_wants_the_whole_name(desk):
    desk("clients", "add", "Maria López")
    done = desk("forget", "maria", "--yes")
    assert done.code == 2 and "did you mean Maria López (C0001)?" in done.err


def test_a_table_in_and_out(desk, tmp_path):
    (tmp_path / "in.csv").write_text("name;role;hours\nAnn;registered-nurse;8\nBob;wizard;\n=1+1;medical-coder;\n")
    done = desk("clients", "import", tmp_path / "in.csv")
    assert done.code == 0 and "in.csv:3: Bob: roles: no role 'wizard'" in done.err
    assert desk("clients", "export", "-o", tmp_path / "out.csv").code == 0
    assert desk("clients", "export", "-o", tmp_path / "out.csv").code == 2
    rows = list(csv.DictReader(io.StringIO((tmp_path / "out.csv").read_text(encoding="utf-8-sig"))))
    assert [row["name"] for row in rows] == ["Ann", "Bob", "'=1+1"]
    data = json.loads(desk("clients", "import", tmp_path / "out.csv", "--json").out)
    assert (data["schema"], data["unchanged"]) == ("careerpath/clients-import/1", 3)


def test_an_encrypted_caseload_from_the_command_line(desk, tmp_path):
    pytest.importorskip("sqlcipher3")
    secret = {"CAREERPATH_PASSPHRASE": "river valley"}
    desk("clients", "add", "Ann")
    assert desk("clients", "encrypt", env=secret).code == 0
    assert "Ann" in desk("clients", "list", env=secret).out
    assert "use a terminal" in desk("clients", "encrypt", env=secret).err
    for env, said in (({}, "CAREERPATH_PASSPHRASE"), ({"CAREERPATH_PASSPHRASE": "x"}, "wrong passphrase")):
        done = desk("clients", "list", env=env)
        assert done.code == 2 and said in done.err and done.err.count("\n") == 1
    assert desk("clients", "backup", tmp_path / "b.db", env=secret).code == 0
    assert b"SQLite" not in (tmp_path / "b.db").read_bytes()
    assert desk("clients", "encrypt", "--off", env=secret).code == 0
    assert "Ann" in desk("clients", "list").out
    desk("clients", "backup", tmp_path / "plain.db")
    assert desk("clients", "restore", tmp_path / "b.db", "--yes", env=secret).code == 0
    assert b"SQLite" not in (tmp_path / "home" / "caseload.db").read_bytes()
    for env in (secret, {"CAREERPATH_PASSPHRASE": "not the one"}):
        refused = desk("clients", "restore", tmp_path / "plain.db", "--yes", env=env)
        assert refused.code == 2 and "--force" in refused.err
    assert b"SQLite" not in (tmp_path / "home" / "caseload.db").read_bytes()
    told = desk("clients", "restore", tmp_path / "plain.db", "--yes", "--force", env=secret).err
    assert "no longer is" in told and "Ann" in desk("clients", "list").out


def test_a_short_passphrase_encrypts_nothing(desk, tmp_path):
    pytest.importorskip("sqlcipher3")
    desk("clients", "add", "Ann")
    done = desk("clients", "encrypt", env={"CAREERPATH_PASSPHRASE": "abc"})
    assert done.code == 2 and "8 characters or more" in done.err
    assert (tmp_path / "home" / "caseload.db").read_bytes().startswith(b"SQLite")


def test_a_passphrase_is_typed_unseen(tmp_path, home):
    pytest.importorskip("sqlcipher3")
    import sys

    environment = {**os.environ, "CAREERPATH_HOME": str(tmp_path), "TERM": "xterm"}

    def terminal(*arguments):
        return pexpect.spawn(
            sys.executable, ["-m", "careerpath", *arguments], env=environment, encoding="utf-8", timeout=20
        )

    add = terminal("clients", "add", "Ann")
    add.expect(pexpect.EOF)
    encrypt = terminal("clients", "encrypt")
    for prompt in ("New passphrase: ", "The same again: "):
        encrypt.expect(prompt)
        encrypt.sendline("river valley")
    encrypt.expect(pexpect.EOF)
    assert "river" not in encrypt.before and "encrypted" in encrypt.before
    listed = terminal("clients", "list")
    listed.expect("Passphrase of the caseload: ")
    listed.sendline("river valley")
    listed.expect(pexpect.EOF)
    assert "Ann" in listed.before
