"""The net at the command boundary holds what the machine does, and lets our own bugs through."""

import errno
import io
import os
import shutil

import pytest
import typer
from typer.testing import CliRunner

from careerpath.cli import app as program
from careerpath.cli.options import single


def answer(monkeypatch, error):
    """What the program says when a command raises it."""

    def fails(ctx: typer.Context) -> None:
        """Fail."""
        raise error

    class Module:
        app = single(fails)

    monkeypatch.setattr(program, "import_module", lambda name: Module)
    return CliRunner().invoke(program.app, ["roles"])


@pytest.mark.parametrize(
    "error",
    [OSError(errno.EIO, "Input/output error", "x"), PermissionError(errno.EACCES, "Permission denied", b"\xff"),
     FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT)), OSError(errno.EMFILE, "Too many open files"),
     UnicodeEncodeError("utf-8", "\udc00", 0, 1, "surrogates not allowed"), MemoryError(), RecursionError()],
)  # fmt: skip
def test_what_the_machine_refuses_is_one_line(monkeypatch, error):
    done = answer(monkeypatch, error)
    assert done.exit_code == 2 and done.output.startswith("error: ") and done.output.count("\n") == 1


@pytest.mark.parametrize(
    "error",
    [OSError("no number, so no system call"), TimeoutError("ours"), shutil.SameFileError("a"), io.UnsupportedOperation("read"),
     ValueError("x"), KeyError("x"), AttributeError("x")],
)  # fmt: skip
def test_a_bug_of_ours_is_not_hidden(monkeypatch, error):
    assert answer(monkeypatch, error).exception is error
