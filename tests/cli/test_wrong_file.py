"""A file of another kind than a command reads: one line says what it is and where it goes."""

import io
import zipfile

import pytest

from tests.test_bad_input import assert_refused, call


def archive(*names):
    """A zip with these members."""
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w") as file:
        for name in names:
            file.writestr(name, "<x/>")
    return raw.getvalue()


FILES = {
    "resume.pdf": b"%PDF-1.4\nx",
    "resume.docx": archive("[Content_Types].xml", "word/document.xml"),
    "resume.txt": "Ann Example\nRegistered Nurse: 2019 – 2024\n".encode(),
    "people.csv": b"Name,Job\nAnn,RN\nBo,LPN\n",
    "resume.json": b'{"basics": {"name": "Ann"}, "work": []}',
}
