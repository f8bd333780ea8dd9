"""The entry point: `careerpath`, or `python -m careerpath`.

It imports only what Python has loaded by itself (`_signal`, not `signal`, which loads a dozen modules): Ctrl-C before
`main` begins would end in a traceback.
"""

from __future__ import annotations

import _signal  # type: ignore[import-not-found]
import errno
import gc
import os
import sys

STREAMS = (("stdin", "r"), ("stdout", "w"), ("stderr", "w"))
ENDINGS = ("SIGTERM", "SIGHUP")
"""A shutdown and a closed window end a command as Ctrl-C does: what it was writing is removed."""
INTERRUPTED = 130
"""What shells use: 128 and the number of Ctrl-C's signal."""


def main() -> None:
    """Run one command. What is imported lives as long as the process, so the collector is told to look seldom."""
    try:
        _run()
    except KeyboardInterrupt:  # before there was a command to hear it
        say("interrupted\n")
        raise SystemExit(INTERRUPTED) from None
    except OSError as error:
        if error.errno != errno.ENOSPC:
            raise
        say("error: the answer cannot be written (No space left on device)\n")
        os._exit(2)  # without another try to write what is left
    finally:
        _end_silently()


def _run() -> None:
    gc.set_threshold(100_000, 20, 20)
    for stream, mode in STREAMS:
        if getattr(sys, stream) is None:  # closed by the caller: `<&-`, `>&-`
            # it lives as long as the process
            setattr(sys, stream, open(os.devnull, mode, encoding="utf-8"))  # noqa: PTH123, SIM115
    os.umask(os.umask(0o077) & 0o077)  # no umask takes our own files away from us
    _end_on_signals()
    from careerpath.cli.app import app

    gc.freeze()
    app()


def say(text: str) -> None:
    """Tell it, if anybody can be told."""
    try:
        sys.stderr.write(text)
    except OSError:
        return


def _end_on_signals() -> None:
    mine = os.getpid()

    def end(number: int, _: object) -> None:
        if os.getpid() != mine:  # a worker that was forked has nothing to tidy up
            _signal.signal(number, _signal.SIG_DFL)
            os.kill(os.getpid(), number)
            return
        raise SystemExit(128 + number)

    for name in ENDINGS:
        number = getattr(_signal, name, None)
        # `nohup` ignores SIGHUP, and means it
        if number is not None and _signal.getsignal(number) == _signal.SIG_DFL:
            _signal.signal(number, end)


def _end_silently() -> None:
    """All is written: Ctrl-C while Python takes itself apart has nothing to tell.

    Nor does it look through everything that is left for what could be freed, which takes as long as to put all roles
    in order: the system takes back the memory of the process.
    """
    gc.freeze()
    if _signal.getsignal(_signal.SIGINT) is _signal.default_int_handler:
        _signal.signal(_signal.SIGINT, _signal.SIG_DFL)


if __name__ == "__main__":
    main()
