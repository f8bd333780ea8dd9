"""Odd options, streams, locales and surroundings: an answer or one line, never a traceback."""

from __future__ import annotations

import io
import json
import os
import re
import shlex
import subprocess
import sys

import pexpect
import pytest

from tests.conftest import ROOT, TODAY
from tests.sampling import drawn

NURSE = "examples/nurse.yaml"


@pytest.fixture
def shell(home):
    """Run a shell command in which CP is the program; (stdout, stderr, exit code of the program)."""

    def call(script: str, **env: str) -> tuple[str, str, int]:
        program = f"{shlex.quote(sys.executable)} -m careerpath"
        environment = {
            **os.environ, "CAREERPATH_HOME": str(home), "CAREERPATH_TODAY": TODAY.isoformat(), "CP": program, **env,
        }  # fmt: skip
        done = subprocess.run(
            ["bash", "-c", f"{script}; exit ${{PIPESTATUS[0]}}"],
            cwd=ROOT, env=environment, capture_output=True, timeout=60, check=False,
        )  # fmt: skip
        err = done.stderr.decode("utf-8", "replace")
        assert "Traceback" not in err and "Exception ignored" not in err, err
        return done.stdout.decode("utf-8", "replace"), err, done.returncode

    return call


@pytest.mark.parametrize(
    "day",
    drawn(["", "0000-00-00", "9999-12-31", "2026-02-30", "1949-12-31", "2151-01-01", "tomorrow", "2026-W47-7", "20261122",
     "22.11.2026", "-1", "\u0662\u0660\u0662\u0666-11-22", "x" * 5000, "[red]", "\x1b[31m", "2026-11-22T00:00", " 2026-11-22"], 6),
)  # fmt: skip
def test_an_absurd_today_is_refused_in_one_line(run, day):
    done = run("recommend", NURSE, f"--today={day}", "--json")
    if day == "":  # as if it were not given
        assert done.code == 0 and json.loads(done.out)["today"] == TODAY.isoformat()
        return
    assert (done.code, done.out) == (2, "")
    assert re.fullmatch(r"error: --today: .{1,100}\n", done.err)


@pytest.mark.parametrize("day", ["1950-01-01", "2150-12-31"])
@pytest.mark.parametrize("command", [["recommend", NURSE], ["why", "cio", "-p", NURSE], ["check"], ["roles", "cio"]])
def test_the_first_and_last_day_work(run, day, command):
    done = run(*command, "--today", day)
    assert done.code in (0, 1)
    assert done.err == "" and done.out


@pytest.mark.parametrize("top", ["0", "-1", "65", "1e3", "many", "", "\u0663x", "9" * 50])
def test_an_absurd_number_of_roles_is_a_usage_error(run, top):
    done = run("recommend", NURSE, f"--top={top}")
    assert (done.code, done.out) == (2, "")
    assert "--top" in done.err


@pytest.mark.parametrize(
    "arguments",
    [["--nonsense"], ["recommend", "a", "b"], ["why"], ["routes"], ["roles", "--family", "nonsense"], ["schema", "x" * 9999],
     ["roles", "x" * 100_000], ["why", "\u202e", "-p", NURSE], ["certs", "--", "--json"], ["recommend", "--profile"],
     ["recommend", ""], ["check", ""], ["check", NURSE], ["validate", "--moves", NURSE], ["recommend", NURSE, "--knowledge", ""]],
)  # fmt: skip
def test_a_wrong_request_is_exit_2_and_says_so_on_stderr(run, arguments):
    done = run(*arguments)
    assert done.code == 2
    assert done.err and not done.out
    assert len(done.err) < 1000


@pytest.mark.parametrize(
    ("lines", "says"),
    [
        (["a,b"], "column 'from_id' is missing"),
        (["from_id,to_id,rating_a,rating_b", "teacher,it-trainer,9,1"], ":2: wants two known role ids"),
        (["from_id,to_id,rating_a,rating_b", "teacher,it-trainer"], ":2: wants two known role ids"),
        (["from_id,to_id,rating_a,rating_b", "teacher,it-trainer,3,3"], "only 1 moves"),
        (["from_id,to_id,rating_a,rating_b", '"' + "x" * 200_000], ":1: not a CSV file"),
        (["from_id,to_id,rating_a,rating_b", *["teacher,it-trainer,3,3"] * 12], "all moves are rated alike"),
    ],
)
def test_bad_moves_are_refused(run, tmp_path, lines, says):
    path = tmp_path / "moves.csv"
    path.write_text("\n".join(lines) + "\n")
    done = run("validate", "--moves", path)
    assert (done.code, done.out) == (2, "")
    assert str(path) in done.err and says in done.err
    assert len(done.err.splitlines()) == 1


def test_a_baseline_that_scores_all_moves_alike_is_undefined_not_a_number(run, tmp_path):
    path = tmp_path / "moves.csv"
    moves = [f"teacher,{role},{rating},{rating}" for rating, role in enumerate(["cio", "cmio", "cnio"], 1)] * 4
    path.write_text("\n".join(["from_id,to_id,rating_a,rating_b", *moves]) + "\n")
    done = run("validate", "--moves", path)
    assert (done.code, done.err) == (0, "")
    assert "undefined" in done.out and "nan" not in done.out
    answer = json.loads(run("validate", "--moves", path, "--json").out, parse_constant=pytest.fail)
    assert answer["agreements"][-1]["spearman"]["value"] is None


@pytest.mark.parametrize("command", ["recommend " + NURSE, "certs --json", "check", "roles", "schema roles", "--help"])
def test_a_reader_that_leaves_is_no_error(shell, command):
    assert shell(f"$CP {command} | head -1")[1:] == ("", 0)


@pytest.mark.parametrize("command", ["recommend " + NURSE, "certs --json", "schema roles"])
def test_a_reader_that_was_never_there_is_no_error(shell, command):
    assert shell(f"$CP {command} | true")[1:] == ("", 0)


def test_closed_streams_are_no_error(shell):
    assert shell(f"$CP recommend {NURSE} >&-") == ("", "", 0)
    assert shell(f"$CP recommend {NURSE} <&-")[2] == 0
    assert shell(f"$CP recommend {NURSE} <&- >&- 2>&-") == ("", "", 0)
    assert shell("$CP recommend nowhere.yaml 2>&-") == ("", "", 2)
    assert shell("$CP recommend nowhere.yaml 2>/dev/full") == ("", "", 2)


@pytest.mark.parametrize("command", ["recommend " + NURSE, "certs --json", "check", "--help"])
def test_a_full_disk_is_one_line(shell, command):
    if not os.path.exists("/dev/full"):  # noqa: PTH110 - a device
        pytest.skip("no /dev/full here")
    _, err, code = shell(f"$CP {command} >/dev/full")
    assert (err, code) == ("error: the answer cannot be written (No space left on device)\n", 2)


ASCII = {"LC_ALL": "C", "LANG": "C", "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}


@pytest.mark.parametrize(
    "command",
    drawn(["--help", "recommend --help", f"recommend {NURSE}", f"recommend {NURSE} --json", f"why cio -p {NURSE}", "roles", "certs",
     "skills sql", "check", f"routes --to cio -p {NURSE}", "roles 'caf\u00e9 zzz'", "recommend 'caf\u00e9.yaml'"], 4),
)  # fmt: skip
def test_an_ascii_locale_gets_ascii(shell, command):
    out, err, code = shell(f"$CP {command}", **ASCII)
    assert code == (2 if "caf" in command else 0)
    assert (out + err).isascii()
    assert (err if code else out).strip()


def test_json_loses_nothing_in_an_ascii_locale(shell):
    command = f"$CP recommend {NURSE} --json"
    assert json.loads(shell(command, **ASCII)[0]) == json.loads(shell(command, PYTHONIOENCODING="utf-8")[0])


@pytest.mark.parametrize("columns", ["1", "0", "-5", "abc", "\u00b2", "999999999999", "", "40.5", "39"])
def test_any_width_gives_an_answer(run, columns):
    done = run("recommend", NURSE, env={"COLUMNS": columns})
    assert (done.code, done.err) == (0, "")
    assert max(map(len, done.out.splitlines())) <= 110


def terminal(home, *arguments: str, columns: int = 80, **env: str) -> tuple[str, int]:
    """What a terminal receives, and the exit code; a menu, if one asks, is left with Enter."""
    environment = {
        **{key: value for key, value in os.environ.items() if key not in ("NO_COLOR", "COLUMNS", "LINES")},
        "CAREERPATH_HOME": str(home), "CAREERPATH_TODAY": TODAY.isoformat(), "TERM": "xterm-256color", **env,
    }  # fmt: skip
    child = pexpect.spawn(
        sys.executable, ["-m", "careerpath", *arguments],
        env=environment, cwd=str(ROOT), dimensions=(40, columns), timeout=60, encoding="utf-8",
    )  # fmt: skip
    child.logfile_read = received = io.StringIO()
    while child.expect([pexpect.EOF, "> $"]):
        child.sendline("")
    child.close()
    assert "Traceback" not in received.getvalue(), received.getvalue()
    return received.getvalue(), child.exitstatus


def test_a_terminal_gets_a_page_that_fits(home):
    for columns in (40, 60, 80, 120):
        page, code = terminal(home, "recommend", NURSE, "--full", columns=columns)
        assert code == 0 and "\u256d" in page
        bare = re.sub(r"\x1b\[[0-9;]*m", "", page)
        assert max(len(line) for line in bare.splitlines()) <= columns


@pytest.mark.parametrize("columns", ["1", "abc", "\u00b2", "-5", "0", "999999999999"])
def test_an_absurd_width_on_a_terminal_gives_an_answer(home, columns):
    page, code = terminal(home, "recommend", NURSE, COLUMNS=columns)
    assert code == 0 and "Clinical" in page


def test_no_color_and_dumb_terminals_are_respected(home):
    page, code = terminal(home, "recommend", NURSE, NO_COLOR="1")
    assert code == 0
    assert not re.search(r"\x1b\[[0-9;]*3[0-7]m", page)
    for env in ({"TERM": "dumb"}, {"TERM": "unknown"}, {"ACCESSIBLE": "1"}):
        page, code = terminal(home, "recommend", NURSE, **env)
        assert code == 0
        assert "\x1b" not in page and "\u2500" not in page and "\u256d" not in page


def test_a_terminal_that_knows_only_ascii_gets_ascii(home):
    page, code = terminal(home, "recommend", NURSE, **ASCII)
    assert code == 0 and page.isascii()


def test_a_query_that_is_no_text_is_no_traceback(home, shell):
    for command in (
        r"roles $'analyst\xff'",
        r"roles $'zz\xffzz'",
        r"roles --family $'\xff'",
        r"recommend $'\xff.yaml'",
    ):
        out, err, code = shell(f"$CP {command}")
        assert code in (0, 2) and (out or err)
    child = pexpect.spawn(
        "bash", ["-c", f"{shlex.quote(sys.executable)} -m careerpath roles $'analyst\\xff'"],
        env={**os.environ, "CAREERPATH_HOME": str(home), "TERM": "xterm"}, cwd=str(ROOT), timeout=60,
    )  # fmt: skip
    child.expect(pexpect.EOF)
    assert b"Traceback" not in child.before
    assert b"ehr-analyst" in child.before


def test_the_answer_does_not_depend_on_whether_the_home_can_be_written(run, tmp_path):
    expected = run("recommend", NURSE, "--json").out
    (tmp_path / "file").write_text("x")
    for home in (str(tmp_path / "file"), str(tmp_path / "file" / "below"), "/proc/nowhere", "/dev/null"):
        for env in ({"CAREERPATH_HOME": home}, {"CAREERPATH_HOME": "", "HOME": home, "XDG_CACHE_HOME": home}):
            done = run("recommend", NURSE, "--json", env=env)
            assert (done.code, done.err) == (0, "")
            assert done.out == expected


def test_without_a_home_nothing_is_written_into_the_folder(run, tmp_path):
    env = {"CAREERPATH_HOME": "", "HOME": "", "XDG_CACHE_HOME": str(tmp_path / "cache")}
    (tmp_path / "here").mkdir()
    done = run("recommend", ROOT / NURSE, "--json", env=env, cwd=tmp_path / "here")
    assert (done.code, done.err) == (0, "")
    assert list((tmp_path / "here").iterdir()) == []


def test_a_read_only_home_is_no_obstacle(run, tmp_path):
    tmp_path.chmod(0o500)
    if os.access(tmp_path, os.W_OK):
        pytest.skip("no permission binds this user")
    try:
        assert run("recommend", NURSE, env={"CAREERPATH_HOME": str(tmp_path)}).code == 0
    finally:
        tmp_path.chmod(0o700)


@pytest.mark.parametrize(
    ("config", "says"),
    [
        ("today = 'soon'", "is no date"), ("colour = 1", "unknown key 'colour'"), ("x = [", "not valid TOML"),
        ("knowledge = '/nowhere/at/all'", "no such folder"), ("x = " + "[" * 5000, "not valid TOML"),
        (b"plain = '\xff'", "not UTF-8"),
    ],
)  # fmt: skip
def test_a_bad_config_file_is_one_line(run, tmp_path, config, says):
    (tmp_path / "config.toml").write_bytes(config if isinstance(config, bytes) else config.encode())
    done = run("recommend", NURSE, env={"CAREERPATH_HOME": str(tmp_path), "CAREERPATH_TODAY": ""})
    assert (done.code, done.out) == (2, "")
    assert len(done.err.splitlines()) == 1 and says in done.err


def test_a_config_that_is_a_pipe_or_a_folder_is_no_config(run, tmp_path):
    for name, make in (("a", os.mkfifo), ("b", os.mkdir)):
        home = tmp_path / name
        home.mkdir()
        make(home / "config.toml")
        assert run("recommend", NURSE, env={"CAREERPATH_HOME": str(home)}).code == 0


def test_a_profile_file_that_stands_alone_is_the_profile(run):
    named = run("why", "ehr-analyst", "--profile", "examples/nurse.yaml", "--plain")
    assert run("why", "ehr-analyst", "examples/nurse.yaml", "--plain").out == named.out
    assert run("why", "--plain", "examples/nurse.yaml", "ehr-analyst").out == named.out
    assert "no such file" in run("plan", "diff", "old.yaml", "new.yaml").err
