"""A wrong command line gets one line: what is wrong, and what may stand there."""

from __future__ import annotations

import pytest
from typer.main import get_command
from typer.testing import CliRunner

from careerpath.cli.app import COMMANDS, app
from tests.conftest import ROOT

MEDIC = str(ROOT / "examples/medic.yaml")
JARGON = ("Usage:", "Error:", "float", "int range", "integer", "<=", "not a valid", "Invalid value")


@pytest.fixture(autouse=True)
def own_place(tmp_path, monkeypatch, home):
    monkeypatch.setenv("CAREERPATH_HOME", str(home))
    monkeypatch.setenv("CAREERPATH_TODAY", "2026-11-22")
    monkeypatch.chdir(tmp_path)


def refused(words):
    done = CliRunner().invoke(app, words, prog_name="careerpath")
    assert (done.exit_code, done.stdout) == (2, ""), (words, done.output)
    lines = done.stderr.splitlines()
    assert len(lines) == 1 and lines[0].startswith("error: "), (words, done.stderr)
    assert len(lines[0]) < 500
    assert not [word for word in JARGON if word in lines[0]], lines[0]
    return lines[0]


def commands():
    """(words that call it, the command), also of the groups."""
    root = get_command(app)
    for name in COMMANDS:
        command = root.get_command(None, name)
        if not hasattr(command, "commands"):
            yield (name,), command
            continue
        for sub, subcommand in command.commands.items():
            yield (name, sub), subcommand


NUMBERS = [
    (*words, option.opts[0])
    for words, command in commands()
    for option in command.params
    if option.param_type_name == "option" and option.type.name.startswith(("int", "float"))
]


def test_there_are_options_that_take_numbers():
    assert len(NUMBERS) >= 8


@pytest.mark.parametrize("words", NUMBERS, ids=" ".join)
@pytest.mark.parametrize("value", ["x", "1.5", "", "\x1b[31m", "9" * 5000])
def test_a_bad_number_is_one_line_that_says_what_may_stand_there(words, value):
    line = refused([*words[:-1], f"{words[-1]}={value}"])
    assert words[-1] in line and "a whole number" in line
    assert "\x1b" not in line


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["recommend", MEDIC, "--top=0"], "from 1 to 64"),
        (["clients", "due", "--weeks", "0"], "--weeks: 0 does not fit; give a whole number from 1 to 520"),
        (["clients", "print"], "--output (-o) is missing; `careerpath clients print --help` shows how to write it"),
        (["why"], "ROLE is missing; `careerpath why --help` shows"),
        (["clients", "due", "--bogus"], "--bogus"),
        (["--bogus"], "`careerpath --help` lists"),
        (["plan", "cio", "--budgt", "5"], "--budget"),
        (["plan", "cio", "--budget"], "--budget"),
        (["recommend", "--json=yes"], "--json"),
        (["schema", "a", "b", "c"], "careerpath schema --help"),
        (["zzz"], "zzz"),
        (["z" * 5000], "zzz"),
        (["clients", "zzz"], "`careerpath clients --help` lists"),
        (["plan", "cio", "--budget", "abc"], "--budget 'abc': write dollars: 1500, $1,500 or 1.5k"),
        (["plan", "cio", "--budget", "nan"], "write dollars"),
        (["plan", "cio", "--budget=-5"], "give 0 to"),
        (["plan", "cio", "--start", "soon"], "--start"),
        (["plan", "cio", "--hours-per-week", "ten"], "--hours-per-week"),
        (["plan", "--from", "none.yaml", "--paid", "x:a+"], "--paid 'x:a+'"),
        (["roles", "--family", "nonsense"], "no family 'nonsense'"),
    ],
)  # fmt: skip
def test_other_faults_are_one_line_too(words, says):
    assert says in refused(words)


def test_a_group_alone_shows_its_help():
    done = CliRunner().invoke(app, ["clients"], prog_name="careerpath")
    assert "Usage: careerpath clients" in done.output and "error: " not in done.output


@pytest.mark.parametrize("budget", ["1500", "$1,500", "1.5k", "1.5K", "1500 USD", "1 500"])
def test_a_budget_is_read_as_in_a_table(budget):
    plain = CliRunner().invoke(app, ["plan", "comptia-a-plus", "-p", MEDIC, "--budget", "1500", "--json"])
    done = CliRunner().invoke(app, ["plan", "comptia-a-plus", "-p", MEDIC, "--budget", budget, "--json"])
    assert done.stdout == plain.stdout
    what_if = CliRunner().invoke(app, ["recommend", MEDIC, "--if", budget, "--json"])
    assert what_if.exit_code == 0 and '"budget 1500"' in what_if.stdout


def test_what_is_wrong_in_answers_names_the_file_without_a_line(tmp_path):
    (tmp_path / "am.yaml").write_text("roles: [registered-nurse]\nyears: {cook: 3}\n")
    assert refused(["quiz", "--answers", "am.yaml"]).startswith("error: am.yaml: years: 'cook' is not asked about")


@pytest.mark.parametrize("name", ["mainframe operator", "Registered Nurse", "68W", "zookeeper of the moon"])
def test_years_go_by_the_words_that_the_jobs_go_by(tmp_path, name):
    (tmp_path / "am.yaml").write_text(f"roles: ['{name}']\nyears: {{'{name}': 31}}\n")
    done = CliRunner().invoke(app, ["quiz", "--answers", "am.yaml", "--json"])
    assert done.exit_code == 0, done.output
    assert '"years": 31.0' in done.stdout


@pytest.mark.parametrize(
    "words", [["compare", "ccna", "a+", "-p", MEDIC], ["why", "ccna", "-p", MEDIC], ["related", "sec+"]]
)
def test_a_certification_in_the_place_of_a_role_is_named_as_one(words):
    assert "is no role but a certification (" in refused(words)


def test_one_is_and_two_are():
    assert refused(["certs", "--compare", "a+"]).endswith("1 is named")
    assert "two to four" in refused(["compare", "cio", "-p", MEDIC])


@pytest.mark.parametrize("words", [[], *([name] for name in ("clients", "profile", "refresh", "import"))], ids=str)
def test_every_help_lists_commands_in_whole_sentences_and_has_examples(words):
    text = CliRunner().invoke(app, [*words, "--help"], prog_name="careerpath", env={"COLUMNS": "80"}).stdout
    assert "..." not in text.replace("[ARGS]...", "") and "Example" in text
    assert "<int" not in text and "<=" not in text


@pytest.mark.parametrize("words", NUMBERS, ids=" ".join)
def test_the_help_of_a_number_needs_no_mathematics(words):
    text = CliRunner().invoke(app, [*words[:-1], "--help"], prog_name="careerpath").stdout
    assert "<int" not in text and "<=" not in text


def test_an_action_that_was_due_long_ago_is_kept_and_that_is_said(tmp_path, monkeypatch):
    monkeypatch.setenv("CAREERPATH_HOME", str(tmp_path / "own"))
    CliRunner().invoke(app, ["clients", "add", "Ann"])
    late = CliRunner().invoke(app, ["clients", "action", "ann", "Call", "--due", "2020-12-04"])
    assert late.exit_code == 0 and "2020-12-04 is over already" in late.stderr
    soon = CliRunner().invoke(app, ["clients", "action", "ann", "Call", "--due", "2026-12-04"])
    assert "over already" not in soon.stderr


def test_a_list_shows_a_job_as_it_was_typed(tmp_path, monkeypatch):
    monkeypatch.setenv("CAREERPATH_HOME", str(tmp_path / "own"))
    (tmp_path / "t.csv").write_text("Name,Job,Highest Ed\nAnn,Zookeeper of the MOON,BSN\n")
    done = CliRunner().invoke(app, ["clients", "import", "t.csv"])
    assert done.exit_code == 0 and "Highest Ed" not in done.output
    assert "(Zookeeper of the MOON)" in CliRunner().invoke(app, ["clients", "list"]).stdout
