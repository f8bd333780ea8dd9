"""Small hand-made files for the importers' tests: DOCX, PDF, zip."""

import io
import zipfile
from datetime import date

from careerpath.importers.found import Line
from careerpath.importers.resume import resume_lines
from careerpath.importers.take import take_lines

TODAY = date(2026, 11, 22)
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def lines(text):
    """Numbered lines of a résumé written in a test."""
    rows = text.strip("\n").split("\n")
    return [Line("other", "resume.txt", n, row.strip()) for n, row in enumerate(rows, 1) if row.strip()]


def line(text, kind="other", *, number=1):
    """One line of this kind."""
    return Line(kind, "resume.txt", number, text)


def read_resume(text, lexicon):
    """What is found in a résumé written in a test."""
    return take_lines(resume_lines(lines(text), lexicon), lexicon, TODAY)


def of_kind(found, kind):
    return [finding for finding in found.findings if finding.kind == kind]


def zipped(members, *, compression=zipfile.ZIP_DEFLATED):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", compression) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def paragraph(text, *, bullet=False):
    mark = '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>' if bullet else ""
    return f"<w:p>{mark}<w:r><w:t>{text}</w:t></w:r></w:p>"


def row(*cells):
    """A table row; a cell is a text or a list of paragraphs."""
    filled = "".join(f"<w:tc>{''.join(cell) if isinstance(cell, list) else paragraph(cell)}</w:tc>" for cell in cells)
    return f"<w:tr>{filled}</w:tr>"


def docx(*blocks, prolog='<?xml version="1.0" encoding="UTF-8"?>'):
    body = "".join(blocks)
    return zipped({"word/document.xml": f'{prolog}<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>'})


def pdf(*pages):
    """A minimal PDF; each page is a list of lines in Helvetica (WinAnsi)."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    kids = []
    for page in pages:
        drawn = b"BT /F1 11 Tf 14 TL 50 750 Td "
        for line in page:
            safe = line.encode("cp1252").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
            drawn += b"(" + safe + b") Tj T* "
        drawn += b"ET"
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(drawn), drawn))
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents %d 0 R "
            b"/Resources << /Font << /F1 3 0 R >> >> >>" % len(objects)
        )
        kids.append(b"%d 0 R" % len(objects))
    objects[1] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (b" ".join(kids), len(kids))
    out = b"%PDF-1.4\n"
    offsets = []
    for number, content in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    size = len(objects) + 1
    return out + b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (
        size,
        table,
        size,
        len(out),
    )
