"""Whatever words a user types or a table brings: no output of any command steers the terminal that shows it."""

import json
import re

import pytest
from typer.testing import CliRunner

from careerpath.cli.app import app
from careerpath.rendering.as_json import dumps
from tests.conftest import TODAY
from tests.safety.conftest import NURSE

STEERS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
WORDS = "\x1b[31m nurse \u202e \x9b \u2028 [bold]x[/bold] \x07"
COMMANDS = (
    ["jobs", WORDS], ["roles", WORDS], ["certs", WORDS], ["skills", WORDS], ["compare", WORDS, "x", "-p", NURSE],
    ["compare", "1", WORDS, "-p", NURSE], ["why", WORDS, "-p", NURSE], ["related", WORDS], ["plan", WORDS, "-p", NURSE],
    ["routes", "--to", WORDS, "-p", NURSE], ["recommend", NURSE, "--if", WORDS], ["recommend", NURSE, "--today", WORDS],
    ["recommend", NURSE, "--knowledge", WORDS], ["check", "--worklist", "--issuer", WORDS], ["check", "--worklist", "--by", WORDS],
    ["schema", WORDS], ["forget", WORDS], ["clients", "list", WORDS], ["clients", "show", WORDS], ["clients", "add", WORDS],
    ["clients", "import", WORDS], ["clients", "restore", WORDS], ["clients", "export", WORDS], ["refresh", "apply", WORDS],
    ["refresh", "bls", WORDS, WORDS], ["validate", "--key", WORDS], ["import", "onet", WORDS, "-o", "x"], ["profile", "import", WORDS],
    ["batch", WORDS, "-o", WORDS], ["roadmap", NURSE, "--to", WORDS], ["quiz", "--answers", WORDS], ["plan", "diff", WORDS, WORDS],
    ["rank-all", "-o", "/no-such-folder/" + WORDS],
)  # fmt: skip
OVERLAY = """
sources:
- {id: evil, publisher: '=cmd|1 <b>x</b>', title: '@SUM(1) [x](javascript:alert(1))', url: 'https://x.example/a', licence: x, read: 2020-01-01, basis: published}
"""


@pytest.mark.parametrize("as_json", [False, True])
def test_no_word_of_the_command_line_steers_the_terminal(home, monkeypatch, as_json):
    monkeypatch.chdir(home)
    env = {"CAREERPATH_HOME": str(home), "CAREERPATH_TODAY": TODAY.isoformat()}
    for command in COMMANDS[:8] if as_json else COMMANDS:  # the others answer with the same line
        done = CliRunner().invoke(app, [*map(str, command), *(["--json"] if as_json else [])], env=env)
        assert done.exception is None or isinstance(done.exception, SystemExit), (command, done.exception)
        assert not STEERS.search(done.output), (command, done.output[:300])


def test_json_says_the_same_and_steers_nothing():
    text = "".join(map(chr, range(0x20, 0x3000))) + "\ud800"
    for ascii_only in (False, True):
        out = dumps({"a": text}, ascii_only=ascii_only)
        assert json.loads(out) == {"a": text} and not STEERS.search(out.strip())
        out.encode()


def test_a_work_list_of_an_overlay_is_text_in_every_form(home, tmp_path):
    (tmp_path / "sources.yaml").write_text(OVERLAY)
    env = {"CAREERPATH_HOME": str(home), "CAREERPATH_TODAY": TODAY.isoformat(), "CAREERPATH_KNOWLEDGE": str(tmp_path)}
    for more in ([], ["--csv"]):
        done = CliRunner().invoke(app, ["check", "--worklist", "--pages", "500", *more], env=env)
        assert done.exit_code == 0 and not STEERS.search(done.output)
        if more == ["--csv"]:
            starts = {cell[:1] for line in done.output.splitlines() for cell in re.split(r',"?', line)}
            assert not starts & set("=+@")
