"""From a file to a profile: years counted once, levels with reasons, and a profile that can be read again."""

from datetime import date

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from careerpath.errors import CareerpathError
from careerpath.people.profile import as_json, parse_profile, read_profile
from careerpath.services.import_profile import import_profile, without
from tests.importers.import_worlds import docx, paragraph, pdf, zipped

TODAY = date(2026, 11, 22)


@pytest.fixture
def imported(tmp_path, kb):
    def run(content, name="resume.txt"):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return import_profile(path, kb, TODAY)

    return run


def test_overlapping_positions_in_one_role_count_once(imported):
    profile = imported("EXPERIENCE\nStaff Nurse, Jan 2018 - Dec 2019\nCharge Nurse, Jan 2019 - Dec 2020\n").profile
    assert [(r.role, r.years, r.current) for r in profile.roles] == [("registered-nurse", 3.0, False)]


def test_roles_stand_newest_first_with_the_current_one_ahead(imported):
    text = "EXPERIENCE\nTeacher, 2010 - 2014\nStaff Nurse, 2019 - Present\nMedical Coder, 2015 - 2018\n"
    assert [r.role for r in imported(text).profile.roles] == ["registered-nurse", "medical-coder", "teacher"]


def test_a_role_without_dates_leaves_its_years_open(imported):
    assert imported("Sample Person\nRegistered Nurse\nSkills: Epic\n").profile.roles[0].years is None


def test_the_profile_holds_no_name_and_no_evidence_beyond_claimed(imported):
    result = imported("Jane Roe\nSkills: SQL (expert), Epic\n")
    assert result.profile.name is None
    assert {(s, c.level, c.evidence) for s, c in result.profile.skills.items()} == {
        ("sql", 3, "claimed"),
        ("ehr-use", 2, "claimed"),
    }


def test_a_stated_level_counts_more_than_a_mere_mention(imported):
    assert imported("Summary\nWrote SQL.\nSkills: SQL (beginner)\n").profile.skills["sql"].level == 1


def test_every_item_of_the_profile_is_shown_with_its_line(imported, kb):
    result = imported(
        "Skills: SQL, Epic\nEducation\nBSN, 2015\nCertifications\nCCNA\nExperience\nStaff Nurse, 2015 - Present\n"
    )
    shown = {(t.kind, t.id): t.place.number for t in result.taken}
    assert shown == {
        ("role", "registered-nurse"): 7,
        ("education", "bachelor"): 3,
        ("certification", "cisco-ccna"): 5,
        ("ehr", "epic"): 1,
        ("skill", "sql"): 1,
        ("skill", "ehr-use"): 1,
    }


def test_a_finding_can_be_left_out_and_a_stranger_is_refused(imported, kb):
    result = imported("Skills: SQL, Epic\n")
    assert set(without(result, ["sql"], kb, TODAY).profile.skills) == {"ehr-use"}
    with pytest.raises(CareerpathError, match="'linux' was not found"):
        without(result, ["linux"], kb, TODAY)


def test_the_four_forms_are_told_apart_by_content(imported):
    assert imported('{"skills": [{"name": "SQL"}]}', "a.txt").form == "a JSON Resume"
    assert imported(docx(paragraph("Skills: SQL")), "a.bin").form == "a résumé"
    assert imported(zipped({"Skills.csv": "Name\nSQL\n"}), "a.bin").form == "a LinkedIn export"
    assert imported("Name\nSQL\n", "Skills.csv").form == "a LinkedIn export"
    assert imported("Skills: SQL", "a").form == "a résumé"


def test_a_pdf_is_read_like_text(imported):
    pytest.importorskip("pypdfium2")
    assert imported(pdf(["Skills: SQL"]), "a.pdf").profile.skills["sql"].level == 2


def test_a_folder_without_an_export_says_what_is_looked_for(tmp_path, kb):
    with pytest.raises(CareerpathError, match=r"Positions\.csv"):
        import_profile(tmp_path, kb, TODAY)


@pytest.mark.parametrize("text", ["Nothing of interest here", "schema: careerpath/profile/1\nskills: {sql: 2}\n"])
def test_a_file_without_findings_or_a_profile_is_refused_in_one_line(imported, text):
    with pytest.raises(CareerpathError) as error:
        imported(text)
    assert "\n" not in str(error.value)


def test_a_written_profile_can_be_read_again(tmp_path, imported, kb):
    result = imported("Skills: SQL\nExperience\nStaff Nurse, 2015 - Present\n")
    path = tmp_path / "me.json"
    path.write_text(as_json(result.profile))
    assert read_profile(path, kb, today=TODAY, cache_dir=None) == result.profile


def readable_again(path, kb):
    """Import anything: one line of refusal, or a profile that the reader accepts."""
    try:
        result = import_profile(path, kb, TODAY)
    except CareerpathError as error:
        assert "\n" not in str(error)
        return
    assert parse_profile(as_json(result.profile), "again", kb) == result.profile
    assert all(claim.level <= 3 for claim in result.profile.skills.values())


@given(st.binary(max_size=300), st.sampled_from([b"", b"%PDF-1.4\n", b"PK\x03\x04", b"{", b"Name\n", b"\xef\xbb\xbf"]))
@example(b"\xff\xfe", b"")
@settings(max_examples=60, deadline=None)
def test_garbage_is_never_a_traceback(tmp_path_factory, kb, content, start):
    path = tmp_path_factory.mktemp("garbage") / "file"
    path.write_bytes(start + content)
    readable_again(path, kb)


WORDS = st.sampled_from(
    [
        "Experience",
        "Education",
        "Skills:",
        "Certifications",
        "Registered",
        "Nurse",
        "Teacher",
        "2019",
        "-",
        "Present",
        "Jan",
        "2020",
        "2031",
        ",",
        "(",
        ")",
        "|",
        "•",
        "\n",
        "\n",
        "SQL",
        "Epic",
        "A+",
        "CCNA",
        "expert",
        "5",
        "years",
        "of",
        "in",
        "progress",
        "no",
        "BSN",
        "Bachelor",
        "Nursing",
        "expected",
        "at",
        "AI",
        "VR",
        "inventory",
        "license",
        "RN",
    ]
)


@given(st.lists(WORDS, max_size=60))
@settings(max_examples=60, deadline=None)
def test_any_mixture_of_resume_words_gives_a_profile_that_can_be_read_again(tmp_path_factory, kb, words):
    path = tmp_path_factory.mktemp("mixture") / "file.txt"
    path.write_text(" ".join(words) + " .")
    readable_again(path, kb)
