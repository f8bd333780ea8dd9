"""Commands run in this process."""

from tests.in_process import run

__all__ = ["run"]
