"""The text of a file that shall hold a table of clients or one client; other kinds of files are named."""

from __future__ import annotations

import csv
import re
from contextlib import suppress
from pathlib import Path

from careerpath.errors import CareerpathError
from careerpath.importers.archive import open_archive
from careerpath.importers.text_sources import LOCKED, kind_of
from careerpath.importers.web_page import is_page
from careerpath.knowledge.packed import packed_kind
from careerpath.knowledge.text_file import decode, of_windows, printable, read_bytes

MAX_BYTES = 10_000_000
AS_CSV = "open it in a spreadsheet and save it as CSV"
UNPACK = "unpack it and name the table in it"
OF_ONE = "a résumé of one person is read by `careerpath profile import`"
IN_ZIP = {
    "xl/workbook.xml": f"a workbook is not read; {AS_CSV}",
    "content.xml": f"an OpenDocument file is not read; {AS_CSV}",
    "word/document.xml": f"a Word document is no table of clients; {OF_ONE}",
}
"""What a zip file is that has this member."""


def table_text(path: Path) -> str:
    """The text, from UTF-8, UTF-16 or Windows letters. Raises CareerpathError, for another kind with what to do."""
    raw, name = read_bytes(path, limit=MAX_BYTES), printable(str(path))
    other = _other_kind(raw, name)
    if other:
        raise CareerpathError(f"{name}: {other}")
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):  # Excel's "Unicode text"
        with suppress(UnicodeDecodeError):
            raw = raw.decode("utf-16").encode()
    text = decode(of_windows(raw), path)
    if is_page(text):
        raise CareerpathError(f"{name}: a web page, whatever its name says; {AS_CSV}")
    if text.lstrip()[:1] == "[":
        raise CareerpathError(f"{name}: a list in JSON is not read; save it as CSV, with one client a row")
    if text.lstrip()[:1] == "{" and '"careerpath/client/' not in text:
        _refuse_other_json(text, name)
    return text


def _refuse_other_json(text: str, name: str) -> None:
    """Raises CareerpathError for a JSON Resume or a profile."""
    if re.search(r'"(?:basics|work)"\s*:', text):
        raise CareerpathError(f"{name}: a JSON Resume is no client; {OF_ONE}")
    if "careerpath/profile/" in text[:400]:
        raise CareerpathError(f"{name}: a profile is no client; `careerpath clients add NAME FILE` keeps it for one")


def _other_kind(raw: bytes, name: str) -> str:
    """What the file is that is no text, and what to do with it; empty for one that may be text."""
    if raw.lstrip()[:5] == b"%PDF-":
        return f"a PDF is no table of clients; {OF_ONE}"
    if raw[:2] == b"PK":
        members = set(open_archive(raw, name).namelist())
        known = [says for member, says in IN_ZIP.items() if member in members]
        what, way_out = packed_kind(raw)
        is_plain_zip = what == "a zip file"
        return known[0] if known else f"{what} is not read; {UNPACK if is_plain_zip else way_out}"
    what, way_out = packed_kind(raw)
    if what and not what.startswith("an old Office"):
        return f"{what}, not UTF-8 text; {way_out}"
    what = kind_of(raw)
    if what == LOCKED:
        return f"{what}; save it without one, as CSV"
    if what.startswith("an old Word"):
        return f"an old Office file (.xls, .doc) is not read; {AS_CSV}"
    return f"{what}, not UTF-8 text; save the table as CSV" if what else ""


def first_cells(text: str) -> list[str]:
    """The cells of the first line that holds something, cut at the sign that it has most."""
    head = next((line for line in text.splitlines() if line.strip()), "")
    separator = max(",;\t|", key=head.count)
    with suppress(csv.Error):
        return next(csv.reader([head], delimiter=separator), [])
    return []
