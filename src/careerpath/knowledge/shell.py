"""Commands that can be copied: words as a shell takes them."""

from __future__ import annotations

import re
import sys

PLAIN = re.compile(r"[A-Za-z0-9_@%+:,./-][A-Za-z0-9_@%+=:,./~-]*")
"""What every shell leaves alone."""


def shell_word(text: str) -> str:
    """One word of a command line, in quotes if it needs them."""
    if PLAIN.fullmatch(text):
        return text
    if sys.platform == "win32":
        return '"' + text.replace('"', '""') + '"'
    return "'" + text.replace("'", "'\"'\"'") + "'"


def command_line(*words: str) -> str:
    """`careerpath` with these words, ready to copy."""
    return " ".join(["careerpath", *map(shell_word, words)])
