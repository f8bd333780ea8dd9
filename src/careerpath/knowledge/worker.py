"""A worker process ends with its parent, also if that was killed: otherwise it would wait for work for ever."""

from __future__ import annotations

import multiprocessing
import os
from multiprocessing.connection import wait
from threading import Thread


def end_with_parent() -> None:
    """Called once in the worker: from now on it dies when its parent does. Does nothing in a process without parent."""
    parent = multiprocessing.parent_process()
    if parent is None:
        return
    # daemon: the thread itself must not keep a worker alive whose work is done
    Thread(target=_exit_after, args=(parent.sentinel,), daemon=True).start()


def _exit_after(sentinel: int) -> None:
    """Wait until the process of the sentinel has ended, then end this one."""
    wait([sentinel])
    # not sys.exit, which ends only this thread: the main one waits for work that nobody will send
    os._exit(1)
