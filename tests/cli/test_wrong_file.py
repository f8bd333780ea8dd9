"""A file of another kind than a command reads: one line says what it is and where it goes."""

import io
import zipfile
from datetime import date

import pytest

from careerpath.errors import CareerpathError
from careerpath.people.profile import read_profile
from careerpath.services.import_profile import import_profile
from careerpath.services.table_file import table_text

TODAY = date(2026, 11, 22)


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
    "table.xlsx": archive("[Content_Types].xml", "xl/workbook.xml"),
    "table.ods": archive("mimetype", "content.xml"),
    "table.xls": b"<html><body><table><tr><td>Name</td></tr></table></body></html>",
    "list.json": b'[{"name": "Ann"}]',
    "me.json": b'{"schema": "careerpath/profile/1"}',
    "locked.docx": b"\xd0\xcf\x11\xe0" + bytes(600) + "EncryptedPackage".encode("utf-16-le"),
    "photo.jpg": b"\xff\xd8\xff\xe0\x00\x10JFIF",
    "ids.csv": b"id,roles,skills\nc-1,registered-nurse:6,sql:2\n",
}


@pytest.fixture
def file(tmp_path):
    def call(name):
        (tmp_path / name).write_bytes(FILES[name])
        return tmp_path / name

    return call


@pytest.mark.parametrize("name", ["resume.pdf", "resume.docx", "resume.txt", "people.csv", "resume.json", "photo.jpg"])
def test_what_is_given_as_a_profile_names_the_command_that_reads_it(file, kb, name):
    with pytest.raises(CareerpathError, match=r"careerpath profile import .*careerpath clients import") as told:
        read_profile(file(name), kb, today=TODAY, cache_dir=None)
    assert name in str(told.value)


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("table.xlsx", "a workbook .* save it as CSV"), ("table.ods", "OpenDocument .* save it as CSV"),
        ("table.xls", "a web page.* save it as CSV"), ("list.json", "a list in JSON"), ("me.json", "clients add NAME FILE"),
        ("resume.json", "careerpath profile import"), ("resume.pdf", "careerpath profile import"),
        ("resume.docx", "careerpath profile import"), ("locked.docx", "locked with a password"),
        ("photo.jpg", "a picture"),
    ],
)  # fmt: skip
def test_what_is_given_as_a_table_of_clients_is_named(file, name, says):
    with pytest.raises(CareerpathError, match=says):
        table_text(file(name))


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("people.csv", "clients import people.csv"),
        ("ids.csv", "batch ids.csv"),
        ("locked.docx", "locked with a password"),
    ],
)
def test_a_table_of_people_is_no_resume(file, kb, name, says):
    with pytest.raises(CareerpathError, match=says):
        import_profile(file(name), kb, TODAY)


@pytest.mark.parametrize("pay", ["pay_now_usd: 31.5", "limits: {pay_floor_usd: 25}", "pay_now_usd: 350"])
def test_pay_by_the_hour_in_a_profile_is_told_with_its_line(tmp_path, kb, pay):
    path = tmp_path / "me.yaml"
    path.write_text(f"schema: careerpath/profile/1\n{pay}\n")
    with pytest.raises(CareerpathError, match=r"me.yaml:2: .*(65520|52000|neither for a year)"):
        read_profile(path, kb, today=TODAY, cache_dir=tmp_path)
