"""What a file is that is packed, locked or otherwise no text, by what it begins with: whatever its name says."""

from __future__ import annotations

import io
import zipfile

BEGINNINGS: tuple[tuple[bytes, str, str], ...] = (
    (b"\x1f\x8b", "a packed file (gzip)", "unpack it and name what is in it"),
    (b"BZh", "a packed file (bzip2)", "unpack it and name what is in it"),
    (b"\xfd7zXZ\x00", "a packed file (xz)", "unpack it and name what is in it"),
    (b"\x28\xb5\x2f\xfd", "a packed file (zstd)", "unpack it and name what is in it"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive", "unpack it and name what is in it"),
    (b"Rar!\x1a\x07", "a RAR archive", "unpack it and name what is in it"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office file, or one with a password", "save it anew as text"),
)
TAR, TAR_AT = b"ustar", 257
IN_ZIP = (
    ("xl/", "an Excel workbook", "save the sheet as CSV"),
    ("word/", "a Word document", "save it as plain text"),
    ("ppt/", "slides of PowerPoint", "save them as plain text"),
    ("Index/Document.iwa", "a Pages, Numbers or Keynote file", "export it as plain text or CSV"),
    ("Index.zip", "a Pages, Numbers or Keynote file", "export it as plain text or CSV"),
    ("META-INF/container.xml", "an e-book (EPUB)", "save it as plain text"),
    ("content.xml", "an OpenDocument file", "save it as plain text or CSV"),
)
"""How a member begins that tells what the zip file is, with what to do; the first that fits counts."""
MOST_MEMBERS = 5_000
LOCKED = 0x1
"""The bit of a member of a zip file that needs a password."""


def packed_kind(raw: bytes) -> tuple[str, str]:
    """(what the file is, what to do with it), of a packed or locked one; ("", "") for one that may be text."""
    start = raw[:64].removeprefix(b"\xef\xbb\xbf").lstrip()
    if start.startswith(b"%PDF-"):
        if b"/Encrypt" in raw:
            return "a PDF with a password", "save it without one, as plain text"
        return "a PDF", "save it as plain text"
    if raw[:4] in (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08"):
        return _kind_of_zip(raw)
    if raw[TAR_AT : TAR_AT + len(TAR)] == TAR:
        return "a tar archive", "unpack it and name what is in it"
    for beginning, what, way_out in BEGINNINGS:
        if raw.startswith(beginning):
            return what, way_out
    return "", ""


def _kind_of_zip(raw: bytes) -> tuple[str, str]:
    """Told by the list of its members; nothing of them is unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            members = archive.infolist()[:MOST_MEMBERS]
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, RecursionError):
        return "a damaged zip file", "get it anew"
    names = [member.filename for member in members]
    for beginning, what, way_out in IN_ZIP:
        if any(name.startswith(beginning) for name in names):
            return what, way_out
    if any(member.flag_bits & LOCKED for member in members):
        return "a zip file with a password", "unpack it with its password and name what is in it"
    if names and all(name.casefold().endswith(".zip") for name in names):
        return "a zip file with a zip file in it", "unpack both and name what is in them"
    return "a zip file", "unpack it and name what is in it"
