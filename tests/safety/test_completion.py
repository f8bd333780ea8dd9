"""TAB in the real shells: whatever a client is called, nothing runs and nothing but one word lands on the line."""

import os
import shutil
import stat
import sys

import pexpect
import pytest

from careerpath.cli.completion import for_bash, for_powershell, for_zsh, is_harmless, names_like
from tests.conftest import ROOT

EVIL = (
    "Eve$(touch pwned)", "Eve`touch pwned`", "Eve;touch pwned;#", "Eve|touch pwned", "Eve&touch pwned&", "Eve>pwned",
    'Eve"$(touch pwned)"', "Eve'$(touch pwned)'", "Eve\\$(touch pwned)", "Eve*", "Eve ~", "Eve:))';touch pwned;'", "Eve!!",
    "=touch", "-rf", "Eve  two", "Eve{a,b}", "Eve\u00a0x", "Eve\u202ex",
)  # fmt: skip
GOOD = ("Maria Lopez", "Shaun O'Brien", "Zoë-Ann Müller", "李 小龙", "Unit 7")
WRAPPER = f"""#!/bin/sh
if [ -n "$_CAREERPATH_COMPLETE" ]; then exec {sys.executable} -c 'import sys; sys.argv[0] = "careerpath"
from careerpath.__main__ import main; main()'; fi
printf '<%s>' "$@"; echo END
"""
STARTS = {
    "bash": (["--norc", "--noprofile", "-i"], "bind 'set enable-bracketed-paste off'; PS1='> '; source complete.sh\r"),
    "zsh": (["-f", "-i"], "PS1='> '; autoload -U compinit; compinit -u -D; source ./complete.sh\r"),
    "fish": (["--no-config", "-i"], "function fish_prompt; echo '> '; end; source complete.sh\r"),
}


def test_only_plain_names_are_harmless():
    assert [name for name in EVIL if is_harmless(name)] == []
    assert [name for name in GOOD if not is_harmless(name)] == []


def test_who_has_another_name_is_offered_by_the_code():
    people = [("Eve$(x)", "C0001"), ("Maria Lopez", "C0002")]
    assert names_like("", people) == ["C0001", "Maria Lopez"]
    assert names_like("E", people) == []
    assert names_like("c0", people) == ["C0001", "C0002"]


def test_each_shell_has_its_quotes():
    assert for_bash("Shaun O'Brien", "Sh") == r"Shaun\ O\'Brien"
    assert for_bash("Shaun O'Brien", '"Sh') == "Shaun O'Brien"
    assert for_bash("Shaun O'Brien", "'Sh") is None
    assert for_zsh("O'Brien") == "\"O'\\''Brien\""
    assert for_powershell("Shaun O'Brien") == "'Shaun O''Brien'"


@pytest.fixture
def people(place):
    rows = ["name"] + ['"' + name.replace('"', '""') + '"' for name in (*EVIL, *GOOD)]
    (place.folder / "t.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    place.run("clients", "import", "t.csv")
    (place.folder / "Maria Lopez").touch()  # which a shell might take for what is meant
    program = place.folder / "bin" / "careerpath"
    program.parent.mkdir()
    program.write_text(WRAPPER)
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    return place


@pytest.mark.parametrize("shell", STARTS)
def test_what_a_shell_puts_on_the_line(people, shell):
    if shutil.which(shell) is None:
        assert not os.environ.get("CAREERPATH_ALL_TESTS"), f"{shell} is missing"
        pytest.skip(f"no {shell}")
    environment = people.environment(
        PATH=f"{people.folder / 'bin'}:{os.environ['PATH']}", TERM="dumb", LANG="C.UTF-8", LC_ALL="C.UTF-8"
    )
    (people.folder / "complete.sh").write_text(source_of(people, shell, environment))
    options, begin = STARTS[shell]
    child = pexpect.spawn(
        shutil.which(shell),
        options,
        env=environment,
        cwd=str(people.folder),
        encoding="utf-8",
        timeout=40,
        dimensions=(40, 200),
    )
    child.send(begin)
    child.expect("> ")
    try:
        for typed, wanted in (
            ("Mar\t", "Maria Lopez"),
            ("Sha\t", "Shaun O'Brien"),
            ("Zo\t", "Zoë-Ann Müller"),
            ("C000\t", None),
            ("Eve\t", None),
            ("\t", None),
        ):
            child.send(f"careerpath clients show {typed}")
            if wanted is None:
                child.send("\x15echo READ''Y\r")  # it waits until the shell has done with TAB
                child.expect("READY")
                continue
            child.expect(r"L|B|M")  # it stands on the line
            child.send("\r")
            child.expect(r"<clients><show>(.*)END")
            assert child.match[1].strip() == f"<{wanted}>", (typed, child.match[1])
    finally:
        child.close(force=True)
    assert not (people.folder / "pwned").exists()


def source_of(place, shell, environment):
    import subprocess

    done = subprocess.run(
        [str(place.folder / "bin" / "careerpath")], env={**environment, "_CAREERPATH_COMPLETE": f"source_{shell}"},
        capture_output=True, text=True, check=True, cwd=ROOT,
    )  # fmt: skip
    return done.stdout


@pytest.mark.parametrize("shell", STARTS)
def test_what_cannot_be_read_offers_nothing_and_says_nothing(place, shell):
    place.home.mkdir()
    (place.home / "caseload.db").write_bytes(b"rubbish" * 500)
    environment = place.environment(_CAREERPATH_COMPLETE=f"complete_{shell}", COMP_WORDS="careerpath\nclients\nshow\nM", COMP_CWORD="3", _TYPER_COMPLETE_ARGS="careerpath clients show M", _TYPER_COMPLETE_FISH_ACTION="get-args")  # fmt: skip
    import subprocess

    program = "import sys; sys.argv[0] = 'careerpath'\nfrom careerpath.__main__ import main; main()"
    done = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, check=False)
    assert done.stderr == b"" and b"rubbish" not in done.stdout
