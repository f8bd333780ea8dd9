"""Shared by all tests: the bundled knowledge, small worlds written in the test, and the program as a user runs it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from contextlib import chdir
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner

from careerpath.knowledge.base import KnowledgeBase
from tests.homes import bundled, warmed

ROOT = Path(__file__).parents[1]
TODAY = date(2026, 11, 22)
signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell ignores Ctrl-C in what it starts in the background


@dataclass
class Ran:
    """What a command printed, and how it ended."""

    out: str
    err: str
    code: int


@pytest.fixture(scope="session")
def kb() -> KnowledgeBase:
    """The bundled knowledge."""
    return bundled()


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder of its own for all commands of the session."""
    return warmed(tmp_path_factory.mktemp("home"))


@pytest.fixture
def process(home: Path) -> Callable[..., Ran]:
    """Run `careerpath` as a process: no terminal, fixed date, own data folder.

    Whatever the data folder is, its cache is warm, unless it shall be `cold`.
    """

    def call(
        *arguments: str | Path, stdin: str = "", env: dict[str, str] | None = None, cwd: Path = ROOT, cold: bool = False
    ) -> Ran:
        environment = surroundings(home, env, cold=cold)
        done = subprocess.run(
            [sys.executable, "-m", "careerpath", *map(str, arguments)],
            input=stdin, capture_output=True, text=True, encoding="utf-8", env=environment, cwd=cwd, timeout=120, check=False,
        )  # fmt: skip
        assert "Traceback" not in done.stderr, done.stderr
        return Ran(done.stdout, done.stderr, done.returncode)

    return call


@pytest.fixture
def run(process: Callable[..., Ran]) -> Callable[..., Ran]:
    """A process; in the folders whose tests are about what a command says, `ask` (their conftest.py)."""
    return process


@pytest.fixture
def ask(home: Path) -> Callable[..., Ran]:
    """What `process` does, in this process, for what is no matter of the process: a fraction of the time.

    An error that the command does not turn into a line is raised.
    """

    def call(*arguments: str | Path, stdin: str = "", env: dict[str, str] | None = None, cwd: Path = ROOT) -> Ran:
        from careerpath.cli.app import app

        others: dict[str, str | None] = dict.fromkeys(os.environ)  # they are not the command's
        with chdir(cwd):
            runner = CliRunner(env={**others, **surroundings(home, env)})
            done = runner.invoke(app, list(map(str, arguments)), input=stdin, prog_name="careerpath")
        if done.exception is not None and not isinstance(done.exception, SystemExit):
            raise done.exception
        return Ran(done.stdout, done.stderr, done.exit_code)

    return call


def surroundings(home: Path, more: dict[str, str] | None = None, *, cold: bool = False) -> dict[str, str]:
    """The environment of a command; the cache of its data folder is warm, unless it shall be `cold`."""
    found = {
        "PATH": os.environ["PATH"], "HOME": str(home), "CAREERPATH_HOME": str(home),
        "CAREERPATH_TODAY": TODAY.isoformat(), "PYTHONIOENCODING": "utf-8", **(more or {}),
    }  # fmt: skip
    if "PYTHONPATH" in os.environ:
        found.setdefault("PYTHONPATH", os.environ["PYTHONPATH"])
    if not cold:
        warmed(found["CAREERPATH_HOME"])
    return found
