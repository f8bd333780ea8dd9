"""TAB in the real shells: whatever a client is called, nothing runs and nothing but one word lands on the line."""

import io
import os
import shutil
import stat
import subprocess
import sys

import pexpect
import pytest

from careerpath.cli import install_completion
from careerpath.cli.completion import for_bash, for_powershell, for_zsh, is_harmless, names_like
from careerpath.knowledge import one_file
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
    done = subprocess.run(
        [str(place.folder / "bin" / "careerpath")], env={**environment, "_CAREERPATH_COMPLETE": f"source_{shell}"},
        capture_output=True, text=True, check=True, cwd=ROOT,
    )  # fmt: skip
    return done.stdout


START_FILES = {"bash": ".bashrc", "zsh": ".zshrc", "fish": ".config/fish/config.fish"}
PRECIOUS = b"alias precious='x'\xff"


@pytest.mark.parametrize("shell", STARTS)
def test_completion_is_added_to_a_start_file_once_and_nothing_of_it_is_lost(place, shell, monkeypatch):
    """Whatever is in the file, and whatever the home folder is called."""
    home = place.folder / "it's a $(touch pwned) home"
    start = home / START_FILES[shell]
    start.parent.mkdir(parents=True)
    (home / "dotfiles").write_bytes(PRECIOUS)
    start.symlink_to(home / "dotfiles")
    (home / "dotfiles").chmod(0o644)
    monkeypatch.setenv("HOME", str(home))
    for _ in range(2):
        install_completion.install(shell)
    content = (home / "dotfiles").read_bytes()
    assert start.is_symlink() and stat.S_IMODE((home / "dotfiles").stat().st_mode) == 0o644
    assert content.startswith(PRECIOUS) and content.count(b"\n") == (0 if shell == "fish" else 2)
    if shutil.which(shell):
        asked = "complete -p careerpath" if shell == "bash" else "echo it runs"
        options = [shell, *(["--rcfile", str(start)] if shell == "bash" else []), "-i", "-c", asked]
        done = subprocess.run(options, env=place.environment(HOME=str(home), TERM="dumb"), capture_output=True, check=False, cwd=place.folder)  # fmt: skip
        assert (b"_careerpath_completion" if shell == "bash" else b"it runs") in done.stdout, done.stderr
    assert not list(place.folder.rglob("pwned"))


@pytest.mark.parametrize("home", ["/proc/none", "/dev/null", None])
def test_where_completion_cannot_be_installed_one_line_says_so(place, home):
    said = place.run("--install-completion", env={"HOME": home, "SHELL": "/bin/tcsh"})
    assert said.count("\n") == 1


def test_a_full_disk_leaves_a_start_file_as_it_was(tmp_path, monkeypatch):
    (tmp_path / "rc").write_bytes(PRECIOUS)

    class Full(io.FileIO):
        def write(self, content):
            return super().write(content[:5])

    monkeypatch.setattr(one_file.os, "fdopen", lambda handle, mode, buffering: Full(handle, "r+"))
    with pytest.raises(OSError, match="No space"):
        one_file.add_lines(tmp_path / "rc", ["source x"])
    assert (tmp_path / "rc").read_bytes() == PRECIOUS


def test_scripts_are_shown_for_every_shell(place):
    for shell in (*STARTS, "pwsh"):
        assert "_CAREERPATH_COMPLETE" in install_completion.script(shell)
    assert "_careerpath" in place.run("--show-completion", code=0, through=["bash", "-c", '"$0" "$@"; exit $?'])


@pytest.mark.parametrize("shell", STARTS)
def test_what_cannot_be_read_offers_nothing_and_says_nothing(place, shell):
    (place.home / "caseload.db").write_bytes(b"rubbish" * 500)
    environment = place.environment(_CAREERPATH_COMPLETE=f"complete_{shell}", COMP_WORDS="careerpath\nclients\nshow\nM", COMP_CWORD="3", _TYPER_COMPLETE_ARGS="careerpath clients show M", _TYPER_COMPLETE_FISH_ACTION="get-args")  # fmt: skip
    program = "import sys; sys.argv[0] = 'careerpath'\nfrom careerpath.__main__ import main; main()"
    done = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, check=False)
    assert done.stderr == b"" and b"rubbish" not in done.stdout
