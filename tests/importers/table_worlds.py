"""Official files for tests: the samples, copies of them with something changed, zips, and workbooks made up here."""

from __future__ import annotations

import io
import shutil
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from xml.sax.saxutils import escape

SAMPLES = Path(__file__).parents[1] / "samples"
WAGE_COLUMNS = (
    "AREA", "AREA_TITLE", "AREA_TYPE", "PRIM_STATE", "NAICS", "NAICS_TITLE", "I_GROUP", "OWN_CODE", "OCC_CODE",
    "OCC_TITLE", "O_GROUP", "TOT_EMP", "EMP_PRSE", "JOBS_1000", "LOC_QUOTIENT", "PCT_TOTAL", "PCT_RPT", "H_MEAN",
    "A_MEAN", "MEAN_PRSE", "H_PCT10", "H_PCT25", "H_MEDIAN", "H_PCT75", "H_PCT90", "A_PCT10", "A_PCT25", "A_MEDIAN",
    "A_PCT75", "A_PCT90", "ANNUAL", "HOURLY",
)  # fmt: skip


def copy_of(kind: str, folder: Path) -> Path:
    """A copy of the sample that a test may change."""
    return Path(shutil.copytree(SAMPLES / kind, folder / kind))


def change(path: Path, old: str, new: str) -> int:
    """Replace the first `old` in the file; returns its line."""
    text = path.read_bytes().decode()
    assert old in text
    path.write_bytes(text.replace(old, new, 1).encode())
    return text[: text.index(old)].count("\n") + 1


def as_release_31(folder: Path) -> Path:
    """The tables of release 29.3 in a folder, renamed and split as they come from release 30.3 on."""

    def table(name: str) -> list[list[str]]:
        return [line.split("\t") for line in (folder / name).read_bytes().decode().split("\r\n") if line]

    def write(name: str, rows: Sequence[Sequence[str]]) -> None:
        (folder / name).write_bytes("".join("\t".join(row) + "\r\n" for row in rows).encode())

    def split(old: str, column: str, parts: Mapping[str, str]) -> None:
        header, *rows = table(old)
        at = header.index(column)
        for new, prefix in parts.items():
            write(new, [header, *(row for row in rows if row[at].startswith(prefix))])
        (folder / old).unlink()

    split("Skills.txt", "Element ID", {"Essential Skills.txt": "2.A", "Transferable Skills.txt": "2.B"})
    survey = {"Education.txt": "2.D", "Training and Experience.txt": "3.A"}
    split("Education, Training, and Experience.txt", "Element ID", survey)
    (folder / "Interests.txt").rename(folder / "Career Interest Types.txt")
    header, *rows = table("Alternate Titles.txt")
    write("Job Titles.txt", [[name.replace("Alternate Title", "Job Title") for name in header], *rows])
    (folder / "Alternate Titles.txt").unlink()
    header, *rows = table("Technology Skills.txt")
    new = {"Example": "Workplace Example", "Commodity Code": "Element ID", "Commodity Title": "Element Name"}
    write("Software Skills.txt", [[new.get(name, name) for name in header], *rows])
    (folder / "Technology Skills.txt").unlink()
    return folder


def zipped(folder: Path, target: Path, inside: str = "") -> Path:
    """The files of the folder in a zip, in a folder `inside`."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(folder.iterdir()):
            archive.write(path, inside + path.name)
    return target


def wage(soc: str, median: object, *, state: str = "OH", area: str = "Ohio", kind: str = "2", **more: object) -> tuple:
    """A row of an OEWS workbook. All numbers are invented."""
    cells: dict[str, object] = {
        "AREA": "39", "AREA_TITLE": area, "AREA_TYPE": kind, "PRIM_STATE": state, "NAICS": "000000",
        "NAICS_TITLE": "Cross-industry", "I_GROUP": "cross-industry", "OWN_CODE": "1235", "OCC_CODE": soc,
        "OCC_TITLE": f"Occupation {soc}", "O_GROUP": "detailed", "A_PCT10": 30000, "A_MEDIAN": median, "A_PCT90": 99000,
        "H_MEDIAN": 20.5, **more,
    }  # fmt: skip
    return tuple(cells.get(column, "") for column in WAGE_COLUMNS)


PROJECTION_COLUMNS = (
    "{0} National Employment Matrix title", "{0} National Employment Matrix code", "Occupation type",
    "Employment, {0}", "Employment, {1}", "Employment distribution, percent, {0}",
    "Employment distribution, percent, {1}", "Employment change, numeric, {0}\u2013{2}",
    "Employment change, percent, {0}\u2013{2}", "Percent self employed, {0}",
    "Occupational openings, {0}\u2013{2} annual average", "Median annual wage, dollars, {0}[1]",
    "Typical education needed for entry", "Work experience in a related occupation",
    "Typical on-the-job training needed to attain competency in the occupation",
    "Related Occupational Outlook Handbook (OOH) content",
)  # fmt: skip
"""Of table 1.2 of the Employment Projections, as the BLS heads it; {0} is the first year, {1} the last, {2} its end."""


def projection_columns(first: int = 2025) -> tuple[str, ...]:
    """The header of table 1.2 of the edition that begins with the year."""
    return tuple(title.format(first, first + 10, (first + 10) % 100) for title in PROJECTION_COLUMNS)


def projection(soc: str, growth: object, openings: object, kind: str = "Line item") -> tuple:
    """A row of table 1.2; openings in thousands, as there."""
    cells = [f"Occupation {soc}", soc, kind, 10.0, 11.0, 0.1, 0.1, 1.0, growth, 5.0, openings, 50000]
    return (*cells, "Bachelor's degree", "None", "None", "\u2014")


def projections(path: Path, rows: Sequence[Sequence[object]], header: Sequence[str] = ()) -> Path:
    """The workbook `occupation.xlsx` as published: a list of tables, table 1.1, table 1.2 under its title, notes."""
    header = header or projection_columns()
    groups = [header[0], header[1], *header[3:5], *header[7:9], header[11]]
    total = projection("00-0000", 3.1, 18945.2, "Summary")
    notes = [("Footnotes:",), ("[1] Data are from the Occupational Employment and Wage Statistics program.",)]
    sheets = {
        "List of tables": [
            ("Table 1.1 Employment by major occupational group",),
            ("Table 1.2 Occupational projections",),
        ],
        "Table 1.1": [
            ("Table 1.1 Employment by major occupational group",),
            groups,
            ("Management", "11-0000", 1, 1, 1, 1, 1),
        ],
        "Table 1.2": [
            ("Table 1.2 Occupational projections and worker characteristics (thousands)",),
            header,
            total,
            *rows,
            *notes,
        ],
    }
    return sheets_of(path, sheets)


def workbook(path: Path, rows: Sequence[Sequence[object]], header: Sequence[str] = WAGE_COLUMNS) -> Path:
    """A small Excel file with the rows on its first sheet."""
    return sheets_of(path, {"wages": [header, *rows]})


def sheets_of(path: Path, sheets: Mapping[str, Sequence[Sequence[object]]]) -> Path:
    """A small Excel file with these sheets."""

    def cell(value: object) -> str:
        if isinstance(value, int | float):
            return f"<c><v>{value}</v></c>"
        return f'<c t="inlineStr"><is><t>{escape(str(value))}</t></is></c>'

    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006/relationships"
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    numbers = range(1, len(sheets) + 1)
    parts = [f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="{kind}.worksheet+xml"/>' for n in numbers]
    listed = [f'<sheet name="{escape(name)}" sheetId="{n}" r:id="r{n}"/>' for n, name in enumerate(sheets, 1)]
    links = [f'<Relationship Id="r{n}" Type="{office}/worksheet" Target="worksheets/sheet{n}.xml"/>' for n in numbers]
    files = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/>{"".join(parts)}</Types>',
        "_rels/.rels": f'<Relationships xmlns="{package}">'
        f'<Relationship Id="r1" Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{office}"><sheets>{"".join(listed)}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}">{"".join(links)}</Relationships>',
    }
    for number, rows in enumerate(sheets.values(), 1):
        body = "".join(f"<row>{''.join(map(cell, row))}</row>" for row in rows)
        files[f"xl/worksheets/sheet{number}.xml"] = (
            f'<worksheet xmlns="{main}"><sheetData>{body}</sheetData></worksheet>'
        )
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    path.write_bytes(content.getvalue())
    return path
