"""What was typed before a question showed. It is dropped as a whole, and whoever asks learns of it.

Half of it must never answer: neither a letter without its Enter, nor the Enter without its letter.
"""

from __future__ import annotations

import os
from typing import Any

MOST = 1_000_000
"""Bytes that are looked at; what is pasted beyond them is dropped unread."""
EARLY = "Typed before this question showed, so not taken: please type it again."


def drop_waiting(stream: Any) -> bool:
    """Forget what waits in the terminal's buffer; True if that was more than Enter. Without a terminal, nothing is.

    A line that is not ended yet can be read in no other mode than this one, so the terminal is in it for a moment.
    """
    try:
        import termios
    except ImportError:  # Windows
        return False
    try:
        handle = stream.fileno()
        before = termios.tcgetattr(handle)
    except (OSError, ValueError, AttributeError, termios.error):
        return False
    at_once = [*before[:3], before[3] & ~termios.ICANON, *before[4:6], list(before[6])]
    at_once[6][termios.VMIN] = at_once[6][termios.VTIME] = 0
    try:
        termios.tcsetattr(handle, termios.TCSANOW, at_once)
        try:
            waiting = _all_waiting(handle)
        finally:
            termios.tcsetattr(handle, termios.TCSANOW, before)
        termios.tcflush(handle, termios.TCIFLUSH)
    except (OSError, termios.error):
        return False
    return bool(waiting.strip())


def _all_waiting(handle: int) -> bytes:
    waiting = b""
    while len(waiting) < MOST and (more := os.read(handle, 65_536)):
        waiting += more
    return waiting
