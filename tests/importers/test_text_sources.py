"""PDF, DOCX and text become numbered lines; bombs, locked and foreign files are refused in one line."""

import io
import sys
import time
import zipfile

import pytest

from careerpath.errors import CareerpathError
from careerpath.importers.text_sources import MAX_BYTES, text_lines
from careerpath.knowledge.text_file import read_bytes
from tests.importers.import_worlds import WORD, docx, paragraph, pdf, row, zipped


def texts(raw, name="resume"):
    return [place.text for place in text_lines(raw, name)]


def refusal(raw):
    with pytest.raises(CareerpathError) as error:
        text_lines(raw, "resume")
    message = str(error.value)
    assert "\n" not in message
    assert message.startswith("resume")
    return message


def test_text_lines_keep_their_numbers_and_lose_control_characters():
    places = text_lines("\ufeffName\r\n\r\nSQL\x1b[31m and\tLinux\n".encode(), "resume.txt")
    assert [(p.number, p.text) for p in places] == [(1, "Name"), (3, "SQL [31m and   Linux")]


def test_a_docx_gives_paragraphs_bullets_and_table_rows_in_order():
    raw = docx(
        paragraph("Skills"),
        paragraph("SQL &amp; Epic", bullet=True),
        f"<w:tbl>{row('CompTIA A+', 'Mar 2025')}{row('CCNA', '2024')}</w:tbl>",
        paragraph("End"),
    )
    assert texts(raw) == ["Skills", "• SQL & Epic", "CompTIA A+ | Mar 2025", "CCNA | 2024", "End"]


def test_a_table_that_lays_out_columns_stays_separate_lines():
    raw = docx(
        f"<w:tbl>{row([paragraph('Skills'), paragraph('SQL')], [paragraph('Experience'), paragraph('Nurse')])}</w:tbl>"
    )
    assert texts(raw) == ["Skills", "SQL", "Experience", "Nurse"]


def test_tabs_and_breaks_of_a_docx_are_kept():
    raw = docx("<w:p><w:r><w:t>Nurse</w:t><w:tab/><w:t>2019</w:t><w:br/><w:t>Mercy</w:t></w:r></w:p>")
    assert texts(raw) == ["Nurse   2019", "Mercy"]


@pytest.mark.parametrize(
    "prolog",
    [
        '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>',
        '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE x SYSTEM "http://example.org/x.dtd">',
    ],
)
def test_a_docx_with_a_dtd_is_refused(prolog):
    assert "DTD" in refusal(docx(paragraph("&a;" if "ENTITY" in prolog else "x"), prolog=prolog))


def test_a_dtd_hidden_in_utf_16_is_refused_too():
    xml = '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'.encode("utf-16")
    assert "DTD" in refusal(zipped({"word/document.xml": xml}))


def test_a_zip_bomb_is_refused_quickly():
    start = time.process_time()
    assert "far too much" in refusal(zipped({"word/document.xml": b" " * 60_000_000}))
    assert "far too much" in refusal(zipped({"word/document.xml": b"<a>" + b"x" * 2_000_000}))
    assert time.process_time() - start < 30  # not the square of its length


def test_a_header_that_lies_about_the_size_does_not_help_a_bomb():
    raw = bytearray(zipped({"word/document.xml": b" " * 20_000_000}))
    at = raw.index(b"PK\x01\x02")
    raw[at + 24 : at + 28] = (1000).to_bytes(4, "little")
    refusal(bytes(raw))


def test_xml_nested_without_end_is_read_in_no_time():
    for inner in ("", "<w:t>x</w:t>" * 300_000):
        start = time.process_time()
        xml = f'<a xmlns:w="{WORD}">' + "<w:p>" * 50_000 + inner + "</w:p>" * 50_000 + "</a>"
        raw = zipped({"word/document.xml": xml}, compression=zipfile.ZIP_STORED)
        with pytest.raises(CareerpathError, match=r"no text|characters"):
            text_lines(raw, "resume")
        assert time.process_time() - start < 30  # not the square of its length


def test_damaged_and_foreign_archives_are_refused():
    assert "damaged" in refusal(b"PK\x03\x04 nothing")
    assert "neither a DOCX nor" in refusal(zipped({"photo.jpg": b"x"}))
    assert "damaged" in refusal(zipped({"word/document.xml": "<w:document>"}))
    good = docx(paragraph("SQL"))
    for cut in range(4, len(good), 17):
        refusal(good[:cut])


def test_a_locked_member_is_refused():
    raw = bytearray(docx(paragraph("SQL")))
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        raw[raw.index(signature) + offset] |= 1
    assert "password" in refusal(bytes(raw))


@pytest.mark.parametrize(
    "raw, words",
    [
        (rb"{\rtf1 x}", "RTF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", ".doc"),
        (b"caf\x81", "not UTF-8"),
        (b"\x00\x01\n \n", "no text"),
    ],
)
def test_other_formats_say_what_to_save_as(raw, words):
    assert words in refusal(raw)


def test_ten_megabytes_are_refused_in_one_line(tmp_path):
    for name, raw in (
        ("big.txt", b"a " * 5_000_000),
        ("big.pdf", b"%PDF-1.4" + b"x" * 10_000_000),
        ("big.docx", b"PK" + b"x" * 10_000_000),
    ):
        path = tmp_path / name
        path.write_bytes(raw)
        with pytest.raises(CareerpathError, match="larger than 8 MB"):
            read_bytes(path, limit=MAX_BYTES)


def test_a_text_longer_than_any_resume_is_refused():
    assert "characters" in refusal(b"word " * 50_000)
    assert "characters" in refusal(b"word " * 1_000_000)
    assert "5,000 lines" in refusal(b"word\n" * 6_000)


def test_a_very_long_line_is_read_in_pieces_with_its_number():
    places = text_lines(b"first\n" + b"SQL " * 1_000, "resume")
    assert {p.number for p in places[1:]} == {2}
    assert max(len(p.text) for p in places) <= 1_000
    assert " ".join(p.text for p in places[1:]).split() == ["SQL"] * 1_000


def test_without_the_extra_a_pdf_names_it(monkeypatch):
    monkeypatch.setitem(sys.modules, "pypdfium2", None)
    message = refusal(pdf(["SQL"]))
    assert "careerpath[resume]" in message


def test_a_pdf_gives_its_lines_page_after_page():
    pytest.importorskip("pypdfium2")
    raw = pdf(["Ren\u00e9e Sample", "Skills: SQL (5 years), Epic"], ["Education", "BSN, 2019"])
    assert texts(raw) == ["Ren\u00e9e Sample", "Skills: SQL (5 years), Epic", "Education", "BSN, 2019"]


def test_a_damaged_pdf_or_one_without_text_is_refused():
    pytest.importorskip("pypdfium2")
    good = pdf(["SQL"])
    assert "damaged" in refusal(b"%PDF-1.7 nothing")
    assert "no text" in refusal(pdf([]))
    assert "pages" in refusal(pdf(*[["x"]] * 61))
    for cut in range(10, len(good), 40):
        try:
            text_lines(good[:cut], "resume")
        except CareerpathError as error:
            assert "\n" not in str(error)


def test_a_zip_with_thousands_of_files_is_refused():
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for number in range(5_001):
            archive.writestr(f"{number}", b"")
    assert "5,000 files" in refusal(buffer.getvalue())


def test_text_of_windows_and_of_notepad_is_read():
    text = "Café – Registered Nurse"
    for encoding in ("cp1252", "utf-16", "utf-8-sig"):
        assert texts(text.encode(encoding)) == [text]


def test_a_page_is_known_in_every_encoding_and_behind_its_comments():
    page = '<?xml version="1.0"?>\n<!-- made by a builder -->\n<html><body><p>Registered Nurse</p></body></html>'
    for encoding in ("utf-8", "utf-16"):
        assert texts(page.encode(encoding)) == ["Registered Nurse"]
