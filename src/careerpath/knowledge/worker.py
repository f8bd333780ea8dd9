"""A worker process ends with its parent, also if that was killed: it would wait for work for ever."""

from __future__ import annotations

import multiprocessing
import os
from multiprocessing.connection import wait
from threading import Thread


def end_with_parent() -> None:
    """Called in the worker: from now on a thread of it looks whether the parent lives."""
    parent = multiprocessing.parent_process()

    def watch() -> None:
        if parent:
            wait([parent.sentinel])
            os._exit(1)

    Thread(target=watch, daemon=True).start()
