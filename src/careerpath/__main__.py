"""The entry point: `careerpath`, or `python -m careerpath`."""

from __future__ import annotations

import errno
import gc
import os
import sys
from contextlib import suppress
from pathlib import Path


def main() -> None:
    """Run one command. What is imported lives as long as the process, so the collector is told to look seldom."""
    gc.set_threshold(100_000, 20, 20)
    for stream in ("stdout", "stderr"):
        if getattr(sys, stream) is None:  # closed by the caller: `>&-`
            setattr(sys, stream, Path(os.devnull).open("w"))  # noqa: SIM115 - it lives as long as the process
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


if __name__ == "__main__":
    main()
