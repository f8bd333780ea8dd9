"""Imported folders: written whole, checked when read, joined with the bundled knowledge, used by every command."""

import csv
import json
import re
from itertools import product

import pytest

from careerpath.errors import BadDataError, CareerpathError
from careerpath.knowledge import cache, where
from careerpath.knowledge.employment import employment
from careerpath.people.profile import parse_profile
from careerpath.services.import_knowledge import read, write_knowledge
from tests.importers.table_worlds import SAMPLES, copy_of, wage, workbook
from tests.sampling import drawn

NURSE, SUPPORT = "29-1141.00", "15-1232.00"


@pytest.fixture(scope="session")
def onet(tmp_path_factory):
    folder = tmp_path_factory.mktemp("imported") / "onet"
    write_knowledge(read("onet", [SAMPLES / "onet"], "29.3"), folder, force=False)
    return folder


@pytest.fixture(scope="session")
def esco(tmp_path_factory):
    folder = tmp_path_factory.mktemp("imported") / "esco"
    write_knowledge(read("esco", [SAMPLES / "esco"], "v1.1.1"), folder, force=False)
    return folder


@pytest.fixture(scope="session")
def joined(onet, home):
    return cache.knowledge([where.bundled(), onet], home / "cache")


def overlay(folder, text):
    folder.mkdir()
    (folder / "roles.yaml").write_text(text)
    return folder


def test_the_manifest_says_what_it_is_and_counts_every_row(onet):
    manifest = json.loads((onet / "manifest.json").read_text())
    assert manifest["standalone"] is True and manifest["release"] == "29.3" and "CC BY 4.0" in manifest["licence"]
    assert all(t["rows"] == t["kept"] + t["reported"] and len(t["sha256"]) == 64 for t in manifest["tables"])
    assert manifest["entries"]["roles"] == 8


def test_imported_roles_take_the_place_of_the_bundled_ones(joined):
    ranked = set(joined.indexes.ranked_roles)
    assert NURSE in ranked and "help-desk-technician" not in ranked
    assert not joined.progressions and joined.certs and joined.weights


def test_the_cache_gives_the_same_as_the_folder(onet, joined, tmp_path):
    first = cache.knowledge([where.bundled(), onet], tmp_path)
    again = cache.knowledge([where.bundled(), onet], tmp_path)
    for table in ("roles", "skills", "near", "certs"):
        assert dict(getattr(again, table)) == dict(getattr(first, table)) == dict(getattr(joined, table))
    assert again.indexes.crosswalk.keys() == joined.indexes.crosswalk.keys()


def test_certifications_teach_imported_skills(joined):
    taught = {skill for cert in joined.certs.values() for skill in cert.teaches}
    assert taught <= set(joined.skills) and "access-software" in taught


def test_a_licensed_occupation_keeps_its_gate(joined):
    assert [g.licence for g in joined.roles[NURSE].gates if g.kind == "licence"] == [NURSE]


def test_a_profile_in_our_ids_is_carried_over(joined):
    profile = parse_profile(
        "roles: [{role: registered-nurse, years: 4}, {role: teacher, years: 1}]\n"
        "skills: {active-listening: 3, directory-services: 3, clinical-workflow: 4, critical-thinking: 2}\n"
        "licences: [registered-nurse]\ngoal: help-desk-technician\n",
        "me.yaml",
        joined,
    )
    assert [held.role for held in profile.roles] == [NURSE, "teacher"]  # no teacher among the eight
    assert profile.goal == SUPPORT and profile.licences == (NURSE,)
    assert profile.skills["active-listening"].level == 3  # an exact match loses nothing
    assert profile.skills["internet-directory-services-software"].level == 3  # technologies lose nothing when near
    assert profile.skills["clinical-workflow"].level == 4  # no counterpart: kept as it is


def test_two_roles_that_are_one_occupation_add_their_years(joined):
    text = "roles: [{role: help-desk-technician, years: 2, current: true}, {role: it-support-specialist, years: 3}]"
    (held,) = parse_profile(text, "me.yaml", joined).roles
    assert (held.role, held.years, held.current) == (SUPPORT, 5, True)


def test_a_role_in_our_id_and_in_its_code_is_one(joined):
    text = "roles: [{role: registered-nurse, years: 2}, {role: 29-1141.00, years: 3}]"
    (held,) = parse_profile(text, "me.yaml", joined).roles
    assert (held.role, held.years) == (NURSE, 5)


def test_a_profile_in_onet_ids_is_carried_into_the_bundled_knowledge(kb):
    profile = parse_profile(
        "roles: [{role: 29-1141.00, years: 4}, {role: 15-1232.00, years: 1}]\nlicences: [29-1141.00]\n"
        "skills: {active-listening: 3, 2.B.3.e: 3, writing: 3, linux: 2}\ngoal: 15-1244.00\n",
        "me.yaml",
        kb,
    )
    assert [held.role for held in profile.roles] == ["registered-nurse", "help-desk-technician"]  # the most junior
    assert profile.licences == ("registered-nurse",) and profile.goal in (
        "network-administrator",
        "systems-administrator",
    )
    assert {skill: claim.level for skill, claim in profile.skills.items()} == {
        "communication": 3, "programming": 3, "technical-writing": 2, "os-linux": 2,
    }  # fmt: skip


@pytest.mark.parametrize("code", ["11-9041.00", "53-7062.00", "2512.3"])
def test_a_code_without_a_counterpart_names_the_way_out(kb, code):
    with pytest.raises(BadDataError, match=rf"me\.yaml:2: no role '{code}'.*careerpath import onet"):
        parse_profile(f"roles:\n  - {{role: '{code}'}}\n", "me.yaml", kb)


def test_an_element_that_several_skills_match_alike_names_the_way_out(kb):
    with pytest.raises(BadDataError, match=r"'2\.C\.9\.z'.*careerpath skills"):
        parse_profile("skills: {2.C.9.z: 3}", "me.yaml", kb)


def test_a_following_overlay_adds_to_an_imported_role(onet, tmp_path):
    change = "roles: [{id: 29-1141.00, title: Ward Nurse}]"
    kb = cache.knowledge([where.bundled(), onet, overlay(tmp_path / "own", change)], None)
    assert kb.roles[NURSE].title == "Ward Nurse" and kb.roles[NURSE].needs
    bad = overlay(tmp_path / "bad", "roles: [{id: 29-1141.00, seniority: boss}]")
    with pytest.raises(BadDataError, match=r"roles\.yaml:1: 29-1141\.00: seniority: 'boss' is not one of"):
        cache.knowledge([where.bundled(), onet, bad], None)


DAMAGE = {
    "cut short": ("knowledge.json", lambda b: b[:-100], "knowledge.json is not what its manifest says"),
    "no manifest": ("manifest.json", lambda b: b"{}", "manifest.json is damaged"),
    "other format": ("manifest.json", lambda b: b.replace(b"knowledge/1", b"knowledge/9"), "not 'careerpath-knowledge"),
    "rubbish": ("manifest.json", lambda b: b"\x00[[", "manifest.json is damaged"),
}


@pytest.mark.parametrize("case", DAMAGE)
def test_a_damaged_folder_is_one_line_with_the_way_out(onet, tmp_path, case):
    name, spoil, message = DAMAGE[case]
    for path in onet.iterdir():
        content = path.read_bytes()
        (tmp_path / path.name).write_bytes(spoil(content) if path.name == name else content)
    with pytest.raises(CareerpathError, match=message) as error:
        cache.knowledge([where.bundled(), tmp_path], None)
    assert "import it again" in str(error.value)


@pytest.mark.parametrize(("kind", "table"), [("onet", "Occupation Data.txt"), ("esco", "occupations_en.csv")])
def test_tables_without_an_occupation_are_refused(tmp_path, kind, table):
    folder = copy_of(kind, tmp_path)
    (folder / table).write_bytes((folder / table).read_bytes().splitlines(keepends=True)[0])
    with pytest.raises(CareerpathError, match=rf"{kind}: no row is an occupation that can be kept"):
        read(kind, [folder], None)


def test_nothing_is_overwritten_unasked(onet, tmp_path):
    found = read("onet", [SAMPLES / "onet"], "29.3")
    with pytest.raises(CareerpathError, match="exists already; add --force"):
        write_knowledge(found, onet, force=False)
    (tmp_path / "mine.txt").write_text("keep")
    for force in (False, True):
        with pytest.raises(CareerpathError, match="exists already; name a new folder"):
            write_knowledge(found, tmp_path, force=force)
    assert (tmp_path / "mine.txt").read_text() == "keep"


def test_an_import_that_is_repeated_gives_the_same_bytes(onet, tmp_path):
    write_knowledge(read("onet", [SAMPLES / "onet"], "29.3"), tmp_path / "again", force=False)
    for path in onet.iterdir():
        assert (tmp_path / "again" / path.name).read_bytes() == path.read_bytes()


COMMANDS = ["recommend", "why", "roles", "skills", "related", "routes", "check", "quiz"]


@pytest.mark.parametrize(("kind", "command"), drawn(product(["onet", "esco"], COMMANDS), 6))
def test_every_command_takes_the_imported_folder(run, request, kind, command):
    folder = request.getfixturevalue(kind)
    near = {"onet": "29-1141.03", "esco": "specialist nurse"}[kind]
    arguments = {
        "recommend": ["examples/nurse.yaml"],
        "why": [near, "-p", "examples/nurse.yaml"],
        "roles": ["nurse"],
        "skills": ["communication"],
        "related": [near, "--top", "2"],
        "routes": ["--from", {"onet": NURSE, "esco": "nurse responsible for general care"}[kind], "--to", near],
        "check": [],
        "quiz": ["--protocol", "jsonl", "--new"],
    }[command]
    answers = ""
    if command == "quiz":
        first = {"onet": NURSE, "esco": "2221.2"}[kind]
        answers = "\n".join([f'{{"value": ["{first}"]}}', *['{"skip": true}'] * 16, '{"value": 2}', '{"finish": true}'])
    done = run(command, *arguments, "--knowledge", folder, "--plain", stdin=answers)
    assert done.code == 0, done.err
    assert done.out.strip()


def test_recommend_finds_what_is_near(run, onet):
    answer = json.loads(run("recommend", "examples/nurse.yaml", "--json", "--knowledge", onet).out)
    ids = [role["id"] for role in answer["roles"]]
    assert ids[0] == "29-1141.03" and "15-1211.01" in ids[:3]


def test_what_a_classification_does_not_tell_is_said(run, onet):
    notes = " ".join(json.loads(run("recommend", "examples/nurse.yaml", "--knowledge", onet, "--json").out)["notes"])
    assert "which occupations mean night, weekend and holiday shifts: ask" in notes
    assert "no wage is known" in notes and "import oews" in notes
    assert "does not say" not in run("recommend", "examples/nurse.yaml", "--json").out


def test_a_role_goes_by_its_id_in_either_world(run, onet):
    there = run("why", "registered-nurse", "-p", "examples/student.yaml", "--knowledge", onet, "--json")
    assert json.loads(there.out)["role"]["id"] == NURSE
    here = run("routes", "--from", NURSE, "--to", "clinical-informatics-manager", "--json")
    assert json.loads(here.out)["routes"][0]["roles"][0] == "registered-nurse"


def test_rank_all_ranks_every_other_role_of_every_role(run, onet, tmp_path):
    target = tmp_path / "rankings.csv"
    assert run("rank-all", "-o", target, "--knowledge", onet).code == 0
    with target.open(newline="") as file:
        rows = list(csv.DictReader(file))
    ids = {row["origin"] for row in rows}
    assert len(ids) == 8
    assert list(rows[0]) == ["origin", "candidate", "rank", "score"]
    assert len(rows) == len(ids) * (len(ids) - 1)
    of_nurse = [row for row in rows if row["origin"] == NURSE]
    assert [int(row["rank"]) for row in of_nurse] == list(range(1, len(ids)))
    scores = [float(row["score"]) for row in of_nurse]
    assert scores == sorted(scores, reverse=True)
    best = json.loads(run("related", NURSE, "--json", "--knowledge", onet, "--top", "3").out)["related"]
    assert [one["id"] for one in best] == [row["candidate"] for row in of_nurse[:3]]
    assert best[0]["likeness"] == pytest.approx(sum(best[0]["parts"].values())) == scores[0]
    refused = run("rank-all", "-o", target, "--knowledge", onet)
    assert refused.code == 2 and "exists; `--force` overwrites it" in refused.err


def test_where_the_jobs_are_counts_on_imported_occupations_if_asked_for(run, onet, tmp_path):
    plain = json.loads(run("related", NURSE, "--json", "--knowledge", onet, "--top", "7").out)["related"]
    found = json.loads(run("related", NURSE, "--json", "--knowledge", onet, "--top", "7", "--likely").out)["related"]
    before = {one["id"]: one for one in plain}
    people = employment(before)
    for one in found:
        jobs = one["parts"].pop("jobs")
        assert one["parts"] == before[one["id"]]["parts"]
        assert one["likeness"] == pytest.approx(before[one["id"]]["likeness"] + jobs)
        one["jobs"] = jobs
    counted = sorted((one for one in found if one["id"] in people), key=lambda one: people[one["id"]])
    assert len(counted) >= 4
    assert [one["jobs"] for one in counted] == sorted(one["jobs"] for one in counted)
    assert counted[0]["jobs"] < 0 < counted[-1]["jobs"]
    target = tmp_path / "likely.csv"
    assert run("rank-all", "-o", target, "--knowledge", onet, "--likely").code == 0
    with target.open(newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["origin"] == NURSE]
    assert [(row["candidate"], float(row["score"])) for row in rows] == [(one["id"], one["likeness"]) for one in found]
    page = run("related", NURSE, "--knowledge", onet, "--likely").out
    assert "Jobs: how many people have the occupation" in page


@pytest.mark.parametrize("command", [("related", "registered-nurse"), ("rank-all", "-o", "likely.csv")])
def test_where_no_employment_is_known_of_what_is_ranked_that_is_said(run, esco, tmp_path, command):
    for options in ((), ("--knowledge", esco)):
        given = [tmp_path / part if part.endswith(".csv") else part for part in command]
        ran = run(*given, "--likely", *options)
        assert ran.code == 2 and "--likely needs occupations with an O*NET code" in ran.err


def test_codes_that_are_parts_of_one_share_its_employment():
    found = employment(["15-1299.01", "15-1299.02", "29-1141.00", "registered-nurse", "99-9999.00"])
    alone = employment(["15-1299.01"])["15-1299.01"]
    assert found["15-1299.01"] == found["15-1299.02"] == alone / 2
    assert set(found) == {"15-1299.01", "15-1299.02", "29-1141.00"} and found["29-1141.00"] > 3_000_000


def test_an_answer_key_is_scored_on_imported_knowledge(run, onet, tmp_path):
    (tmp_path / "key.csv").write_text(f"origin,candidate,grade\n{NURSE},29-1141.03,2\n{NURSE},15-1252.00,0\n")
    answer = json.loads(run("validate", "--key", tmp_path / "key.csv", "--json", "--knowledge", onet).out)
    first = answer["scores"][0]
    assert first["name"] == "likeness" and first["ndcg"]["value"] == 1


def test_the_state_of_a_profile_selects_its_wage(run, tmp_path):
    """All numbers are invented."""
    rows = [wage("15-1232", 57010), wage("15-1231", "*"), wage("15-1232", 61020, state="PA", area="Pennsylvania")]
    book = workbook(tmp_path / "state_M2025_dl.xlsx", rows)
    assert run("import", "oews", book, "-o", tmp_path / "wages").code == 0
    (tmp_path / "me.yaml").write_text("roles: [{role: student-no-experience}]\nlimits: {state: oh}\n")
    page = run("why", "help-desk-technician", "-p", tmp_path / "me.yaml", "--knowledge", tmp_path / "wages").out
    assert "$57,010 a year (median in Ohio" in " ".join(page.split())
    assert "nationally $61,860" in " ".join(page.split())
    page = run("why", "network-support-technician", "-p", tmp_path / "me.yaml", "--knowledge", tmp_path / "wages").out
    assert "Ohio: not released (*); 1 in 10 earns under " in " ".join(page.split())
    assert "typical $76,220 a year (national median" in " ".join(page.split())
    paper = run("roadmap", tmp_path / "me.yaml", "--to", "help-desk-technician", "--knowledge", tmp_path / "wages").out
    assert "typical $57,010 a year in Ohio" in " ".join(paper.split())
    assert "Wages are those of Ohio where known, else national" in " ".join(paper.split())
    (tmp_path / "me.yaml").write_text("roles: [{role: student-no-experience}]\nlimits: {state: TX}\n")
    page = run("recommend", tmp_path / "me.yaml", "--full", "--knowledge", tmp_path / "wages").out
    assert "Wages are national; figures for TX are not in the knowledge base." in " ".join(page.split())


def test_a_change_of_pay_compares_like_with_like(run, tmp_path):
    """Both medians of the state, or both national. All numbers are invented."""
    book = workbook(tmp_path / "state_M2025_dl.xlsx", [wage("15-1232", 50000), wage("15-1231", 90000)])
    assert run("import", "oews", book, "-o", tmp_path / "wages").code == 0
    (tmp_path / "me.yaml").write_text("roles: [{role: help-desk-technician}]\nlimits: {state: OH}\n")

    def change(role):
        done = run("why", role, "-p", tmp_path / "me.yaml", "--json", "--knowledge", tmp_path / "wages")
        found = json.loads(done.out)["role"]
        return found["pay"]["change_usd"], found["local_pay"] and found["local_pay"]["median_usd"]

    assert change("network-support-technician") == (40000, 90000)
    national, local = change("systems-administrator")
    assert local is None and national == pytest.approx(99880 - 61860, abs=6000)


@pytest.mark.parametrize(("kind", "table"), [("onet", "Skills.txt"), ("esco", "skills_en.csv")])
def test_a_table_of_skills_without_rows_is_refused(tmp_path, kind, table):
    folder = copy_of(kind, tmp_path)
    (folder / table).write_bytes((folder / table).read_bytes().splitlines(keepends=True)[0])
    with pytest.raises(CareerpathError, match=f"{table}: none of its 0 rows can be used"):
        read(kind, [folder], None)


def test_a_table_of_skills_of_which_no_row_can_be_used_is_refused(tmp_path):
    folder = copy_of("onet", tmp_path)
    rows = (folder / "Skills.txt").read_bytes().decode()
    (folder / "Skills.txt").write_bytes(re.sub(r"\t(\d)\.(\d\d)", r"\t\1,\2", rows).encode())
    with pytest.raises(CareerpathError, match=r"Skills.txt: none of its [\d,]+ rows can be used \(line 2: "):
        read("onet", [folder], None)


@pytest.mark.parametrize(("kind", "table"), [("onet", "Occupation Data.txt"), ("esco", "skills_en.csv")])
def test_a_table_with_other_signs_between_its_columns_says_so(tmp_path, kind, table):
    folder = copy_of(kind, tmp_path)
    old, new = ("\t", ",") if kind == "onet" else (",", ";")
    (folder / table).write_bytes((folder / table).read_bytes().replace(old.encode(), new.encode()))
    with pytest.raises(
        CareerpathError, match=f"{table}:1: .*(written otherwise than as published|save it with commas)"
    ):
        read(kind, [folder], None)
