"""The entry point: `careerpath`, or `python -m careerpath`."""

from __future__ import annotations

import errno
import gc
import os
import signal
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

STREAMS = (("stdin", "r"), ("stdout", "w"), ("stderr", "w"))
ENDINGS = ("SIGTERM", "SIGHUP")
"""A shutdown and a closed window end a command as Ctrl-C does: what it was writing is removed."""


def main() -> None:
    """Run one command. What is imported lives as long as the process, so the collector is told to look seldom."""
    gc.set_threshold(100_000, 20, 20)
    for stream, mode in STREAMS:
        if getattr(sys, stream) is None:  # closed by the caller: `<&-`, `>&-`
            setattr(sys, stream, Path(os.devnull).open(mode))  # noqa: SIM115 - it lives as long as the process
    os.umask(os.umask(0o077) & 0o077)  # no umask takes our own files away from us
    _end_on_signals()
    try:
        from careerpath.cli.app import app

        gc.freeze()
        app()
    except KeyboardInterrupt:  # before there was a command to hear it
        sys.stderr.write("interrupted\n")
        raise SystemExit(130) from None
    except OSError as error:
        if error.errno != errno.ENOSPC:
            raise
        with suppress(OSError):
            sys.stderr.write("error: the answer cannot be written (No space left on device)\n")
        os._exit(2)  # without another try to write what is left


def _end_on_signals() -> None:
    mine = os.getpid()

    def end(number: int, _: Any) -> None:
        if os.getpid() != mine:  # a worker that was forked has nothing to tidy up
            signal.signal(number, signal.SIG_DFL)
            os.kill(os.getpid(), number)
            return
        raise SystemExit(128 + number)

    for name in ENDINGS:
        number = getattr(signal, name, None)
        # `nohup` ignores SIGHUP, and means it
        if number is not None and signal.getsignal(number) is signal.SIG_DFL:
            signal.signal(number, end)


if __name__ == "__main__":
    main()
