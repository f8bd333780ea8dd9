"""Members of a zip file, read with limits: a small file that unpacks to gigabytes is refused."""

from __future__ import annotations

import io
import zipfile
import zlib

from careerpath.errors import CareerpathError

MAX_MEMBERS = 5_000
MAX_MEMBER_BYTES = 8_000_000
MAX_RATIO = 300
"""Largest growth by unpacking; ordinary text stays below 30."""


def open_archive(raw: bytes, name: str) -> zipfile.ZipFile:
    """The archive. Raises CareerpathError if it is damaged or has absurdly many members."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(raw))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, IndexError, OverflowError):
        raise CareerpathError(f"{name}: a damaged zip, DOCX or XLSX file; load or save it again") from None
    if len(archive.infolist()) > MAX_MEMBERS:
        raise CareerpathError(f"{name}: more than {MAX_MEMBERS:,} files in the archive; unpack it and name the folder")
    return archive


def read_member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str, *, limit: int = MAX_MEMBER_BYTES) -> bytes:
    """One member, at most `limit` bytes, whatever its header claims. Raises CareerpathError."""
    inside = info.filename.rsplit("/", 1)[-1][:60]
    if info.flag_bits & 1:
        raise CareerpathError(f"{name}: {inside!r} is locked with a password; save it without one")
    try:
        with archive.open(info) as file:
            content = file.read(limit + 1)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError):
        raise CareerpathError(f"{name}: {inside!r} in it is damaged") from None
    too_dense = len(content) > 100_000 and len(content) > MAX_RATIO * max(1, info.compress_size)
    if len(content) > limit or too_dense:
        raise CareerpathError(f"{name}: {inside!r} unpacks to far too much (a zip bomb?); not read")
    return content
