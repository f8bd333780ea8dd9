"""Packed formats are read in a process of their own, with a limit of memory and of time.

A PDF of ten kilobytes can claim gigabytes, and the libraries that unpack it ask nobody. In the other process that ends
with one line and not with this machine. It gets the bytes and gives back text; it knows no file and no name.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys

from careerpath.errors import CareerpathError

MAX_SECONDS = 5
MAX_BYTES = 500_000_000
"""Of memory, all of Python and the library in it (a good résumé needs a fifth)."""
MAX_OUTPUT = 60_000_000
"""Bytes that come back; a sheet of wages as CSV is the longest."""
SECONDS = {"xlsx": 60}
"""A state's wages are 37,000 rows."""


def read_apart(kind: str, raw: bytes, name: str) -> str:
    """The text in a PDF, DOCX, web page or workbook. Raises CareerpathError, also if it takes too much."""
    seconds = SECONDS.get(kind, MAX_SECONDS)
    # -P: not a module that lies in the folder where the user happens to be
    command = [sys.executable, "-P", "-m", "careerpath.importers.apart", kind, str(seconds)]
    try:
        done = subprocess.run(
            command, input=raw, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, timeout=seconds, check=False
        )
    except subprocess.TimeoutExpired:
        raise _too_much(name) from None
    except OSError as error:
        raise CareerpathError(f"{name}: cannot be read ({error.strerror})") from None
    try:
        answer = json.loads(done.stdout)
        text, refusal = answer["text"], answer["error"]
    except (ValueError, KeyError, TypeError):  # it was ended by a limit
        raise _too_much(name) from None
    if refusal:
        raise CareerpathError(f"{name}: {refusal}")
    return str(text)


def _too_much(name: str) -> CareerpathError:
    return CareerpathError(f"{name}: takes more time or memory to read than any such file needs; save it as plain text")


def _limit(seconds: int) -> None:
    """From here on this process may take so much and no more."""
    try:
        import resource
    except ImportError:  # Windows: the parent looks at the clock
        return
    for what, most in (
        (resource.RLIMIT_AS, MAX_BYTES),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),  # it has no file to write
    ):
        _, hard = resource.getrlimit(what)
        most = most if hard == resource.RLIM_INFINITY else min(most, hard)
        try:
            resource.setrlimit(what, (most, most))
        except (ValueError, OSError):  # a system that does not know this limit
            continue


def _answer(kind: str, raw: bytes) -> dict[str, str]:
    try:
        if kind == "pdf":
            from careerpath.importers.text_sources import pdf_pages

            text = pdf_pages(raw)
        elif kind == "docx":
            from careerpath.importers.docx import xml_text

            text = xml_text(raw)
        elif kind == "html":
            from careerpath.importers.web_page import page_text

            text = page_text(raw.decode(errors="replace"))
        else:
            from careerpath.importers.oews import sheet_text

            text = sheet_text(raw)
    except CareerpathError as error:
        return {"text": "", "error": str(error)}
    return {"text": text[:MAX_OUTPUT], "error": ""}


def main() -> None:
    """The other process: bytes come in, one JSON object goes out."""
    kind, seconds = sys.argv[1], int(sys.argv[2])
    _limit(seconds)
    answer = json.dumps(_answer(kind, sys.stdin.buffer.read()))
    sys.stdout.write(answer)
    sys.stdout.flush()
    os._exit(0)  # what a library wants to tidy up may take longer than all else


if __name__ == "__main__":
    main()
