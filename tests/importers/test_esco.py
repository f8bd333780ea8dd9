"""ESCO: both versions of the names, quoted line breaks, and every row kept or reported."""

import csv
import gzip

import pytest

from careerpath.errors import CareerpathError
from careerpath.importers.esco import read_esco
from tests.importers.table_worlds import SAMPLES, change, copy_of, zipped


@pytest.fixture
def esco(tmp_path):
    return copy_of("esco", tmp_path)


def messages(found):
    return [str(p) for p in found.tables.problems]


def role(found, title):
    return next(r for r in found.entries["roles"].values() if r.title == title)


def test_every_row_of_the_sample_is_kept():
    found = read_esco([SAMPLES / "esco"])
    assert messages(found) == []
    for account in found.tables.accounts:
        with (SAMPLES / "esco" / account.file).open(newline="") as file:
            rows = sum(1 for _ in csv.reader(file)) - 1
        assert (account.rows, account.kept) == (rows, rows)


def test_essential_and_optional_skills_become_needs_with_estimated_levels():
    found = read_esco([SAMPLES / "esco"])
    needs = role(found, "nurse responsible for general care").needs
    assert {(n.level, n.importance) for n in needs if n.essential} == {(3, 4)}
    assert {(n.level, n.importance) for n in needs if not n.essential} == {(2, 2)}
    assert {n.source for n in needs} == {"esco-import-levels"}
    assert found.entries["sources"]["esco-import-levels"].basis == "estimate"


def test_a_label_a_line_becomes_an_alias_and_the_code_the_id():
    found = read_esco([SAMPLES / "esco"])
    nurse = role(found, "specialist nurse")
    assert len(nurse.aliases) > 3 and all("\n" not in alias for alias in nurse.aliases)
    assert nurse.id == nurse.occupation.code and nurse.id[:4] == "2221"
    assert nurse.occupation.note.startswith("http://data.europa.eu/esco/occupation/")


def test_the_names_of_v1_2_and_both_parts_as_zips_are_read(esco, tmp_path):
    plain = read_esco([esco]).entries["roles"]
    for name in ("occupationSkillRelations", "broaderRelationsSkillPillar", "skillSkillRelations"):
        (esco / f"{name}.csv").rename(esco / f"{name}_en.csv")
    assert read_esco([esco]).entries["roles"] == plain
    relations = tmp_path / "relations"
    relations.mkdir()
    for path in [p for p in esco.iterdir() if "elations" in p.name]:
        path.rename(relations / path.name)
    parts = [
        zipped(esco, tmp_path / "ESCO dataset - v1.2.0 - classification.zip"),
        zipped(relations, tmp_path / "b.zip"),
    ]
    found = read_esco(parts)
    assert found.entries["roles"] == plain and found.release == "v1.2.0"


def test_gzipped_tables_are_read(esco):
    for path in list(esco.iterdir()):
        (esco / f"{path.name}.gz").write_bytes(gzip.compress(path.read_bytes()))
        path.unlink()
    assert read_esco([esco]).entries == read_esco([SAMPLES / "esco"]).entries


BAD_ROWS = {
    "another relation": (
        "occupationSkillRelations.csv",
        ",essential,",
        ",vital,",
        "relationType: 'vital' is not one of",
    ),
    "a skill nobody knows": (
        "occupationSkillRelations.csv",
        "/esco/skill/",
        "/esco/skill/0",
        "not in skills_en.csv",
    ),
    "an occupation nobody knows": (
        "occupationSkillRelations.csv",
        "/esco/occupation/",
        "/esco/occupation/0",
        "not in occupations_en.csv",
    ),
    "no URI": ("broaderRelationsSkillPillar.csv", "http://data", "data", "is not an ESCO URI"),
}


@pytest.mark.parametrize("case", BAD_ROWS)
def test_a_bad_row_is_named_with_file_and_line(esco, case):
    name, old, new, message = BAD_ROWS[case]
    line = change(esco / name, old, new)
    found = read_esco([esco])
    assert len(messages(found)) == 1
    assert messages(found)[0].startswith(f"{name}:{line}: ") and message in messages(found)[0]
    assert all(a.kept + a.problems == a.rows for a in found.tables.accounts)


def test_a_relation_that_stands_there_twice_counts_once(esco):
    path = esco / "occupationSkillRelations.csv"
    row = path.read_bytes().decode().split("\r\n")[1]
    path.write_bytes(path.read_bytes() + f"{row}\r\n".encode())
    assert "stands in the table twice" in messages(read_esco([esco]))[0]


def test_relations_that_lead_back_are_cut(esco):
    found = read_esco([esco]).entries["skills"]
    narrow = next(s for s in found.values() if s.broader)
    wide = found[narrow.broader[0]]
    with (esco / "skills_en.csv").open(newline="") as file:
        uris = {row["preferredLabel"]: row["conceptUri"] for row in csv.DictReader(file)}
    with (esco / "broaderRelationsSkillPillar.csv").open("a", newline="") as file:
        csv.writer(file).writerow(["x", uris[wide.title], "x", uris[narrow.title]])
    after = read_esco([esco]).entries["skills"]
    assert not (narrow.id in after[wide.id].broader and wide.id in after[narrow.id].broader)


def test_without_the_relations_there_is_nothing_to_import(esco):
    (esco / "occupationSkillRelations.csv").unlink()
    with pytest.raises(CareerpathError, match=r"no table 'occupationSkillRelations\.csv'"):
        read_esco([esco])


def test_a_table_that_ends_inside_quotes_is_said(esco):
    path = esco / "ISCOGroups_en.csv"
    path.write_bytes(path.read_bytes() + b'ISCOGroup,"http')
    found = read_esco([esco])
    assert "not valid CSV from here on" in messages(found)[0]
    assert len(found.entries["roles"]) == 4


def test_a_table_in_another_dialect_is_one_line_and_no_traceback(esco):
    (esco / "broaderRelationsSkillPillar.csv").write_text('conceptType;conceptUri\n"a";b\n')
    with pytest.raises(CareerpathError, match="broaderRelationsSkillPillar") as error:
        read_esco([esco])
    assert "\n" not in str(error.value)
