"""The entry point: `careerpath`, or `python -m careerpath`."""

from __future__ import annotations

import gc
import sys


def main() -> None:
    """Run one command. What is imported lives as long as the process, so the collector is told to look seldom."""
    gc.set_threshold(100_000, 20, 20)
    from careerpath.cli.app import app

    gc.freeze()
    try:
        app()
    except BrokenPipeError:  # the reader of the pipe has left, e.g. `| head`
        sys.stderr.close()
        sys.exit(0)


if __name__ == "__main__":
    main()
