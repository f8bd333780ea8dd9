"""Packed, locked and renamed files: refused by the name of what they are, with the way out, at every door."""

from __future__ import annotations

import gzip
import io
import zipfile

import pytest

from careerpath.errors import CareerpathError
from careerpath.knowledge.packed import packed_kind
from careerpath.knowledge.text_file import read_text
from careerpath.services.import_knowledge import read, write_wages
from careerpath.services.table_file import table_text
from tests.conftest import TODAY

TABLE = b"name,job\nAna,nurse\n"


def zipped(*names: str, content: bytes = b"x", locked: bool = False) -> bytes:
    """A zip file with these members; `locked`: they say that they need a password."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in names:
            archive.writestr(name, content)
    raw = bytearray(out.getvalue())
    for mark, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = raw.find(mark) if locked else -1
        while at >= 0:
            raw[at + flags] |= 1
            at = raw.find(mark, at + 4)
    return bytes(raw)


KINDS = {
    "an Excel workbook": zipped("[Content_Types].xml", "xl/workbook.xml"),
    "a Word document": zipped("[Content_Types].xml", "word/document.xml"),
    "an OpenDocument file": zipped("mimetype", "content.xml"),
    "a Pages, Numbers or Keynote file": zipped("Index/Document.iwa", "preview.jpg"),
    "an e-book (EPUB)": zipped("mimetype", "META-INF/container.xml", "OEBPS/content.opf"),
    "a zip file with a zip file in it": zipped("inner.zip", content=zipped("people.csv", content=TABLE)),
    "a zip file with a password": zipped("people.csv", content=TABLE, locked=True),
    "a zip file": zipped("people.csv", content=TABLE),
    "a damaged zip file": zipped("people.csv", content=TABLE)[:40],
    "a packed file (gzip)": gzip.compress(TABLE),
    "a packed file (bzip2)": b"BZh91AY&SY" + bytes(40),
    "a 7-Zip archive": b"7z\xbc\xaf\x27\x1c" + bytes(40),
    "a RAR archive": b"Rar!\x1a\x07\x00" + bytes(40),
    "a tar archive": b"a.csv".ljust(257, b"\0") + b"ustar\x0000" + bytes(300),
    "a PDF with a password": b"%PDF-1.6\n1 0 obj <<>> endobj\ntrailer << /Encrypt 5 0 R >>\n%%EOF",
    "a PDF": b"%PDF-1.6\n1 0 obj <<>> endobj\n%%EOF",
}
WAYS_OUT = ("unpack", "save", "export", "get it anew", "read by")


@pytest.fixture(params=KINDS)
def packed(request, tmp_path):
    """(what it is, the file under a name that says nothing of it)."""
    path = tmp_path / "people.csv"
    path.write_bytes(KINDS[request.param])
    return request.param, path


def refusal(call) -> str:
    with pytest.raises(CareerpathError) as error:
        call()
    text = str(error.value)
    assert "people.csv" in text and any(way in text for way in WAYS_OUT) and "\n" not in text and text.isprintable()
    return text


def test_it_is_known_by_what_it_begins_with(packed):
    what, path = packed
    assert packed_kind(path.read_bytes())[0] == what


def test_where_text_is_read_it_is_named(packed):  # profiles, answers, saved plans, lists, overlays
    what, path = packed
    assert what in refusal(lambda: read_text(path))


def test_where_a_table_of_clients_is_read_it_is_named(packed):
    what, path = packed
    text = refusal(lambda: table_text(path))
    words = {"an Excel workbook": "a workbook", "a PDF with a password": "a PDF", "a damaged zip file": "zip"}
    assert words.get(what, what) in text


@pytest.mark.parametrize("kind", ["onet", "esco"])
def test_where_a_classification_is_imported_it_is_named(packed, kind):
    what, path = packed
    text = refusal_of_tables(lambda: read(kind, [path], None))
    if what not in ("a zip file", "a packed file (gzip)"):  # in which tables may come
        assert what in text


def test_where_wages_are_imported_it_is_named(packed, kb, tmp_path):
    what, path = packed

    def call():
        return write_wages(path, tmp_path / "new", kb, state=None, area=None, release=None, today=TODAY, force=False)

    text = refusal_of_tables(call)
    if what not in ("a zip file", "an Excel workbook"):  # in which wages come
        assert what in text
    assert not (tmp_path / "new").exists()


def refusal_of_tables(call) -> str:
    with pytest.raises(CareerpathError) as error:
        call()
    assert "people.csv" in str(error.value) and str(error.value).isprintable()
    return str(error.value)


@pytest.mark.parametrize("raw", [b"", b"schema: careerpath/profile/1\n", TABLE, "name\n\u00c9va\n".encode(), b"PK,1\n"])
def test_text_is_no_packed_file(raw):
    assert packed_kind(raw) == ("", "")
