"""O*NET: every row is kept or named with file and line, and what is good goes on."""

import gzip
import zipfile

import pytest

from careerpath.errors import CareerpathError
from careerpath.importers.onet import read_onet
from tests.importers.table_worlds import SAMPLES, as_release_31, change, copy_of, zipped

NURSE, DEVELOPER, OTHERS = "29-1141.00", "15-1252.00", "15-1299.00"


@pytest.fixture
def onet(tmp_path):
    return copy_of("onet", tmp_path)


def accounts(found):
    return {a.file: (a.rows, a.kept, a.problems) for a in found.tables.accounts}


def messages(found):
    return [str(p) for p in found.tables.problems]


def test_every_row_of_the_sample_is_kept():
    found = read_onet([SAMPLES / "onet"])
    assert messages(found) == []
    lines = {p.name: p.read_text().count("\n") - 1 for p in (SAMPLES / "onet").iterdir()}
    assert accounts(found) == {name: (count, count, 0) for name, count in lines.items()}


def test_importance_and_level_are_put_on_our_scales():
    found = read_onet([SAMPLES / "onet"])
    needs = {n.skill: n for n in found.entries["roles"][NURSE].needs}
    raw = [row.split("\t") for row in (SAMPLES / "onet/Knowledge.txt").read_text().splitlines()]
    rated = {(r[0], r[2], r[3]): float(r[4]) for r in raw[1:]}
    importance, level = (rated[NURSE, "Medicine and Dentistry", scale] for scale in ("IM", "LV"))
    need = needs["medicine-and-dentistry"]
    assert (need.importance, need.level) == (int(importance + 0.5), int(level * 5 / 7 + 0.5))
    assert need.essential is (importance >= 3.5)
    ratings = found.entries["ratings"][NURSE]
    assert ratings.importance["medicine-and-dentistry"] == pytest.approx((importance - 1) / 4, abs=1e-4)
    assert ratings.level["medicine-and-dentistry"] == pytest.approx(level / 7, abs=1e-4)


def test_an_unimportant_element_is_no_need_but_its_rating_is_kept():
    found = read_onet([SAMPLES / "onet"])
    ratings, needs = found.entries["ratings"][NURSE], {n.skill for n in found.entries["roles"][NURSE].needs}
    low = [skill for skill, share in ratings.importance.items() if 1 + 4 * share < 2.5]
    assert low and not needs & set(low)


def test_what_onet_calls_irrelevant_or_unsure_becomes_no_need(onet):
    old = "2.C.5.a\tMedicine and Dentistry\tLV"
    path = onet / "Knowledge.txt"
    row = next(r for r in path.read_bytes().decode().split("\r\n") if r.startswith(NURSE) and old in r)
    cells = row.split("\t")
    change(path, row, "\t".join([*cells[:9], "Y", *cells[10:]]))
    assert "medicine-and-dentistry" not in {n.skill for n in read_onet([onet]).entries["roles"][NURSE].needs}


def test_an_occupation_without_ratings_has_its_technologies_and_one_without_anything_its_titles():
    roles = read_onet([SAMPLES / "onet"]).entries["roles"]
    skills = read_onet([SAMPLES / "onet"]).entries["skills"]
    assert roles[DEVELOPER].needs
    assert {skills[n.skill].category for n in roles[DEVELOPER].needs} == {"technology"}
    assert roles[OTHERS].needs == () and roles[OTHERS].aliases


def test_titles_zone_interests_and_education_are_taken():
    role = read_onet([SAMPLES / "onet"]).entries["roles"][NURSE]
    assert role.title == "Registered Nurses" and len(role.aliases) > 10
    assert role.occupation.job_zone == 4 and role.seniority == "senior"
    assert role.interests.social > role.interests.artistic
    assert role.entry.education == "bachelor"


BAD_ROWS = {
    "no number": ("Skills.txt", "\tIM\t4.", "\tIM\tn/a4.", "is not a number"),
    "above the scale": ("Skills.txt", "\tLV\t4.", "\tLV\t74.", "is not between 0 and 7, the scale LV"),
    "another scale": ("Skills.txt", "\tIM\t", "\tXX\t", "Scale ID: 'XX' is not one of IM, LV"),
    "no such occupation": ("Job Zones.txt", f"{NURSE}\t", "99-9999.00\t", "99-9999.00: not in Occupation Data.txt"),
    "no code": ("Interests.txt", f"{NURSE}\t", "nurse\t", "O*NET-SOC Code: 'nurse' is not an O*NET-SOC code"),
    "a cell too many": ("Job Zones.txt", f"{NURSE}\t", f"{NURSE}\tx\t", "5 columns instead of 4"),
    "no flag": ("Technology Skills.txt", "\tY\t", "\tyes\t", "Hot Technology: 'yes' is not one of Y, N, n/a, "),
    "an escape sequence": (
        "Job Zones.txt",
        f"{NURSE}\t",
        f"{NURSE}\x1b[2J\t",
        "the character U+001B has no place here",
    ),
    "no title": ("Alternate Titles.txt", f"{NURSE}\t", f"{NURSE}\t\t", "5 columns instead of 4"),
}


@pytest.mark.parametrize("case", BAD_ROWS)
def test_a_bad_row_is_named_with_file_and_line_and_the_others_are_kept(onet, case):
    name, old, new, message = BAD_ROWS[case]
    before = accounts(read_onet([onet]))
    line = change(onet / name, old, new)
    found = read_onet([onet])
    assert len(messages(found)) == 1
    assert messages(found)[0].startswith(f"{name}:{line}: ") and message in messages(found)[0]
    rows = before[name][0]
    assert accounts(found) == {**before, name: (rows, rows - 1, 1)}


def test_a_row_that_stands_there_twice_counts_once(onet):
    path = onet / "Skills.txt"
    row = path.read_bytes().decode().split("\r\n")[1]
    path.write_bytes(path.read_bytes() + f"{row}\r\n".encode())
    found = read_onet([onet])
    assert "stands in the table twice" in messages(found)[0]
    rows, kept, reported = accounts(found)["Skills.txt"]
    assert (kept, reported) == (rows - 1, 1)


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_line_ends_and_byte_order_marks_make_no_difference(onet, ending, mark):
    plain = read_onet([onet]).entries
    for path in onet.iterdir():
        path.write_bytes(mark + path.read_bytes().decode().replace("\r\n", ending).encode())
    found = read_onet([onet])
    assert messages(found) == [] and found.entries == plain


def test_folder_zip_and_gzip_give_the_same_and_the_zip_tells_the_release(onet, tmp_path):
    plain = read_onet([onet]).entries["roles"]
    archive = zipped(onet, tmp_path / "db_29_3_text.zip", "db_29_3_text/")
    found = read_onet([archive])
    assert found.release == "29.3" and found.entries["roles"] == plain
    assert "O*NET 29.3 Database" in found.attribution
    for path in list(onet.iterdir()):
        (onet / f"{path.name}.gz").write_bytes(gzip.compress(path.read_bytes()))
        path.unlink()
    assert read_onet([onet]).entries["roles"] == plain


def test_the_read_me_tells_the_release_where_names_do_not(onet):
    assert read_onet([onet]).release == "(release not stated)"
    (onet / "Read Me.txt").write_text("O*NET® 30.1 Database\n")
    assert read_onet([onet]).release == "30.1"


def test_a_row_in_another_encoding_is_reported_and_the_others_are_kept(onet):
    path = onet / "Alternate Titles.txt"
    rows = len(path.read_bytes().splitlines())
    path.write_bytes(path.read_bytes() + f"{NURSE}\tInfirmi\xe8re\tn/a\tn/a\r\n".encode("latin-1"))
    assert messages(read_onet([onet])) == [f"Alternate Titles.txt:{rows + 1}: not UTF-8 text"]


def test_of_two_tables_of_one_name_the_second_is_said(onet):
    (onet / "skills.TXT").write_bytes(b"other")
    assert messages(read_onet([onet])) == ["skills.TXT:0: another file of this name is read, not this one"]


def test_a_renamed_column_is_named_and_the_table_left_out(onet):
    before = accounts(read_onet([onet]))["Interests.txt"][0]
    change(onet / "Interests.txt", "Data Value", "Value")
    found = read_onet([onet])
    assert messages(found)[0].startswith("Interests.txt:1: column 'Data Value' is missing; found are O*NET-SOC Code")
    assert accounts(found)["Interests.txt"] == (before, 0, before)
    assert found.entries["roles"][NURSE].needs and found.entries["roles"][NURSE].interests is None


def test_a_missing_table_is_said_unless_nothing_goes_without_it(onet):
    (onet / "Interests.txt").unlink()
    assert messages(read_onet([onet])) == ["Interests.txt:0: this table is missing; what it tells is left out"]
    (onet / "Occupation Data.txt").unlink()
    with pytest.raises(CareerpathError, match=r"onet: no table 'Occupation Data\.txt' here"):
        read_onet([onet])


def test_the_tables_of_release_31_give_the_same_skills_roles_and_ratings(onet):
    old, new = read_onet([SAMPLES / "onet"]), read_onet([as_release_31(onet)])
    assert messages(new) == []
    for table in ("skills", "roles", "ratings"):
        assert new.entries[table] == old.entries[table], table
    assert sum(a.rows for a in new.tables.accounts) == sum(a.rows for a in old.tables.accounts)


OLD_RATED = ["Skills.txt", "Knowledge.txt"]
NEW_RATED = ["Essential Skills.txt", "Transferable Skills.txt", "Knowledge.txt"]


@pytest.mark.parametrize(("is_new", "table"), [*((False, t) for t in OLD_RATED), *((True, t) for t in NEW_RATED)])
def test_a_missing_table_of_ratings_is_an_error_that_names_it(onet, tmp_path, run, is_new, table):
    folder = as_release_31(onet) if is_new else onet
    (folder / table).unlink()
    ran = run("import", "onet", folder, "-o", tmp_path / "kb")
    assert ran.code == 1 and f"the table {table!r} with the ratings is missing" in ran.err
    assert not (tmp_path / "kb").exists()


def test_a_zip_that_is_cut_short_is_one_line(onet, tmp_path):
    archive = zipped(onet, tmp_path / "db.zip")
    archive.write_bytes(archive.read_bytes()[:-2000])
    with pytest.raises(CareerpathError, match=r"db\.zip: a damaged zip"):
        read_onet([archive])


def test_a_zip_bomb_is_refused(onet, tmp_path):
    with zipfile.ZipFile(tmp_path / "db.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("Occupation Data.txt", b"0" * 50_000_000)
    with pytest.raises(CareerpathError, match="unpacks to far too much"):
        read_onet([tmp_path / "db.zip"])
    (onet / "Skills.txt").unlink()
    (onet / "Skills.txt.gz").write_bytes(gzip.compress(b"0" * 130_000_000))
    with pytest.raises(CareerpathError, match="unpacks to far too much"):
        read_onet([onet])


def test_a_member_that_names_a_place_outside_the_zip_is_not_read(onet, tmp_path):
    archive = zipped(onet, tmp_path / "db.zip")
    with zipfile.ZipFile(archive, "a") as more:
        more.writestr("../../Skills.txt", "evil")
        more.writestr("/etc/Knowledge.txt", "evil")
    found = read_onet([archive])
    assert [m for m in messages(found) if "outside the zip" in m] == messages(found)
    assert len(messages(found)) == 2
    assert not (tmp_path.parent / "Skills.txt").exists()
    assert found.entries == read_onet([onet]).entries


def test_tasks_are_read_when_they_are_there(onet):
    tasks = f"O*NET-SOC Code\tTask ID\tTask\r\n{NURSE}\t1\tCheck the monitors.\r\n99-9999.00\t2\tNothing.\r\n"
    (onet / "Task Statements.txt").write_text(tasks)
    found = read_onet([onet])
    assert found.entries["ratings"][NURSE].tasks == ("Check the monitors.",)
    assert accounts(found)["Task Statements.txt"] == (2, 1, 1)
