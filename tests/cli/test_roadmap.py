"""`careerpath roadmap` as a user runs it."""

from __future__ import annotations

import json
import os
import stat

import pytest

from tests.conftest import ROOT
from tests.rendering.documents import pdf_facts, pdf_text
from tests.sampling import drawn

NURSE = "examples/nurse.yaml"
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c4944415408d763f8cfc000000301010018dd8db0"
    "0000000049454e44ae426082"
)


def config(home, text):
    home.mkdir(exist_ok=True)
    (home / "config.toml").write_text(text, encoding="utf-8")
    return {"CAREERPATH_HOME": str(home)}


@pytest.mark.parametrize("suffix", ["pdf", "html", "md", "txt", "ics", "json"])
def test_every_kind_of_file_is_written_for_its_owner_alone_and_nothing_is_said(run, tmp_path, suffix):
    file = tmp_path / f"roadmap.{suffix}"
    done = run("roadmap", NURSE, "--to", "clinical-informatics-specialist", "-o", file)
    assert (done.code, done.out, done.err) == (0, "", "")
    assert file.stat().st_size > 400 and stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.iterdir()] == [file.name]


def test_without_a_file_it_is_shown_and_the_goal_is_that_of_the_profile(process):
    shown = process("roadmap", NURSE)
    assert shown.out.startswith("Roadmap: Clinical Informatics Specialist\n") and "First action this week" in shown.out
    data = json.loads(process("roadmap", NURSE, "--json").out)
    assert (data["schema"], data["goal"]) == ("careerpath/roadmap/1", "clinical-informatics-specialist")


def test_without_any_goal_the_first_next_role_stands_in_and_the_page_says_so(run):
    assert "no goal is stated" in " ".join(run("roadmap", "examples/unit-secretary.yaml").out.split())


def test_the_name_is_on_the_page_also_when_the_profile_comes_from_the_cache(run, tmp_path):
    profile = tmp_path / "me.yaml"
    profile.write_text("name: Ana Núñez\nroles: [{role: registered-nurse, years: 3}]\n", encoding="utf-8")
    for _ in range(2):
        assert "for Ana Núñez, Nov 22, 2026" in run("roadmap", profile, "--to", "ehr-analyst").out


def test_an_existing_file_is_kept_unless_told(run, tmp_path):
    file = tmp_path / "roadmap.md"
    file.write_text("mine")
    refused = run("roadmap", NURSE, "-o", file)
    assert refused.code == 2 and "`--force` overwrites it" in refused.err and file.read_text() == "mine"
    assert run("roadmap", NURSE, "-o", file, "--force").code == 0 and file.read_text() != "mine"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--to", "nurce-informatics"], "no role or certification"),
        (["-o", "roadmap"], "what kind of file?"),
        (["-o", "roadmap.docx"], ".pdf, .html, .md"),
        (["-o", "no/such/folder/x.pdf"], "cannot be written (No such file or directory)"),
        (["-o", "x" * 300 + ".pdf"], "cannot be written (File name too long)"),
        (["--paper", "a5", "-o", "x.pdf"], "known are letter, a4"),
    ],
)
def test_a_request_that_makes_no_sense_is_refused_in_one_line(run, tmp_path, arguments, said):
    done = run("roadmap", ROOT / NURSE, *arguments, cwd=tmp_path)
    assert done.code == 2 and said in done.err and done.err.count("\n") == 1
    assert not list(tmp_path.iterdir())


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_cannot_be_written_gives_one_line(run, tmp_path):
    tmp_path.chmod(0o500)
    done = run("roadmap", NURSE, "-o", tmp_path / "x.pdf")
    assert done.code == 2 and "cannot be written (Permission denied)" in done.err


def test_a_full_disk_gives_one_line(process):
    done = process("roadmap", NURSE, "-o", "/dev/full/x.pdf")
    assert done.code == 2 and "cannot be written" in done.err


def test_an_empty_profile_without_goal_is_told_what_to_name(run, tmp_path):
    (tmp_path / "me.yaml").write_text("schema: careerpath/profile/1\n")
    done = run("roadmap", tmp_path / "me.yaml")
    assert done.code == 2 and "name a role with --to" in done.err


@pytest.mark.parametrize(
    ("profile", "goal", "said"),
    drawn(
        [
            ("schema: careerpath/profile/1", "help-desk-technician", "There is nothing to go by yet"),
            ("roles: [{role: cio, years: 9, current: true}]", "cio", "choose the next goal"),
            ("roles: [{role: cio, years: 9, current: true}]", "ciso", "comes later: needs 18 months of practice"),
            (
                "roles: [{role: unit-secretary, years: 2}]\nlimits: {deadline: 2026-12-01}",
                "cio",
                "These limits cannot all be met",
            ),
            ("roles: [{role: retail-sales-associate}]", "cnio", "A license as Registered Nurse"),
            ("roles: [{role: help-desk-technician, years: 2}]", "comptia-security-plus", "CompTIA Security+"),
        ],
        3,
    ),
)
def test_there_is_a_page_also_where_there_is_no_plan_or_no_way(run, tmp_path, profile, goal, said):
    (tmp_path / "me.yaml").write_text(profile + "\n")
    for session in ([], ["--session"]):
        file = tmp_path / f"x{len(session)}.pdf"
        done = run("roadmap", tmp_path / "me.yaml", "--to", goal, "-o", file, *session)
        assert (done.code, done.err) == (0, "")
        assert int(pdf_facts(file)["Pages"]) <= 2 - len(session)
    assert said in " ".join(run("roadmap", tmp_path / "me.yaml", "--to", goal).out.split())


@pytest.mark.parametrize("name", ["logo.png", "logo.svg"])
def test_organization_logo_and_paper_come_from_the_settings(run, tmp_path, name):
    svg = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>'
    (tmp_path / name).write_bytes(PNG if name.endswith("png") else svg.encode())
    settings = f'organization = "Riverside Center"\nlogo = "{tmp_path / name}"\npaper = "a4"\n'
    env = config(tmp_path / "home", settings)
    assert run("roadmap", NURSE, "-o", tmp_path / "x.pdf", env=env).err == ""
    assert pdf_text(tmp_path / "x.pdf").startswith("Riverside Center")
    assert "(A4)" in pdf_facts(tmp_path / "x.pdf")["Page size"]
    run("roadmap", NURSE, "-o", tmp_path / "x.html", env=env)
    assert 'src="data:image/' in (tmp_path / "x.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ('logo = "{folder}/none.png"', "no such file"),
        ('logo = "{folder}/logo.gif"', ".png or .svg"),
        ('logo = "{folder}/broken.png"', "not a PNG or SVG picture"),
        ('paper = "a5"', "known are letter, a4"),
        ("organization = 5", "organization: text in quotes"),
    ],
)
def test_settings_of_no_use_are_named(run, tmp_path, settings, said):
    (tmp_path / "broken.png").write_text("nothing")
    env = config(tmp_path / "home", settings.format(folder=tmp_path))
    done = run("roadmap", NURSE, "-o", tmp_path / "x.pdf", env=env)
    assert done.code == 2 and said in done.err and done.err.count("\n") == 1
    assert not (tmp_path / "x.pdf").exists()
