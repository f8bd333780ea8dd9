"""The program in an empty folder of its own, stopped by a signal where a test wants it."""

import os
import signal
import subprocess
import sys
from contextlib import chdir
from dataclasses import dataclass
from pathlib import Path

import pytest
from typer.testing import CliRunner

from tests.conftest import ROOT, TODAY
from tests.homes import warmed

STOP = """
import os, signal, sys
sent, wanted, event_names, seen = getattr(signal, sys.argv[1]), int(sys.argv[2]), sys.argv[3].split(","), 0
sys.argv[:4] = ["careerpath"]
def hook(event, args):
    global seen
    if event not in event_names or "/cache" in str(args[0]) or "__pycache__" in str(args[0]):
        return
    if event == "open" and not (isinstance(args[2], int) and args[2] & (os.O_WRONLY | os.O_RDWR)):
        return
    seen += 1
    if seen == wanted:
        os.kill(os.getpid(), sent)
sys.addaudithook(hook)
from careerpath.__main__ import main
main()
"""
NURSE = ROOT / "examples" / "nurse.yaml"


@dataclass
class Place:
    """A folder with a data folder in it."""

    folder: Path

    @property
    def home(self) -> Path:
        return self.folder / "home"

    def environment(self, **more):
        found = {
            "PATH": os.environ["PATH"], "HOME": str(self.folder), "CAREERPATH_HOME": str(self.home),
            "CAREERPATH_TODAY": TODAY.isoformat(), "PYTHONPATH": str(ROOT / "src"), **more,
        }  # fmt: skip
        return {key: value for key, value in found.items() if value is not None}

    def run(self, *arguments, stdin=None, env=None, code=None, through=(), **more):
        """What the program says (output, then talk); its exit code, if one is given, is a demand."""
        done = subprocess.run(
            [*through, sys.executable, "-m", "careerpath", *map(str, arguments)], input=stdin if stdin is not None else b"",
            capture_output=True, env=self.environment(**(env or {})), cwd=self.folder, timeout=120, check=False, **more,
        )  # fmt: skip
        said = (done.stdout + done.stderr).decode("utf-8", "replace")
        assert "Traceback" not in said, said
        assert code is None or done.returncode == code, (done.returncode, said)
        return said

    def ask(self, *arguments, stdin=b"", env=None, code=None):
        """The same as `run` in this process, which takes a tenth of the time; what it raises is raised."""
        from careerpath.cli.app import app

        with chdir(self.folder):
            done = CliRunner(env=self.environment(**(env or {}))).invoke(app, list(map(str, arguments)), input=stdin)
        if done.exception is not None and not isinstance(done.exception, SystemExit):
            raise done.exception
        assert done.exit_code in ((0, 1, 2) if code is None else (code,)), (done.exit_code, done.output)
        return done.output

    def stop(self, name, wanted, *arguments, events="os.rename,os.remove", stdin=b"", env=None):
        """Run it and send the signal at the n-th of these events; the exit code."""
        command = [sys.executable, "-c", STOP, name, str(wanted), events, *map(str, arguments)]
        done = subprocess.run(
            command, input=stdin, capture_output=True, env=self.environment(**(env or {})), cwd=self.folder, timeout=120, check=False,
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
        )  # fmt: skip
        assert b"Traceback" not in done.stderr, done.stderr.decode()
        return done.returncode

    def left(self):
        """Every temporary or half file, wherever it lies."""
        return [p for p in self.folder.rglob("*") if ".tmp" in p.name or p.name.endswith(("-journal", ".new", ".old"))]

    def holding(self, text):
        """Files that hold a text, or have it in their name."""
        raw = text.encode()
        return [p for p in self.folder.rglob("*") if text in p.name or (p.is_file() and raw in p.read_bytes())]


@pytest.fixture
def cold(tmp_path):
    """A place in which no command was run yet."""
    return Place(tmp_path)


@pytest.fixture
def place(cold):
    """A place whose cache is there."""
    warmed(cold.home)
    return cold
