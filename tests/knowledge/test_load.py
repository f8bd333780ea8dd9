"""Knowledge folders become one knowledge base; later folders override single keys."""

from __future__ import annotations

import pytest

from careerpath.errors import BadDataError, CareerpathError
from careerpath.knowledge import where
from careerpath.knowledge.load import load, load_or_raise
from tests.conftest import TODAY
from tests.knowledge.worlds import SKILL, SOURCES, folder


def messages(loaded):
    return [f"{p.file.rsplit('/', 2)[-2]}/{p.file.rsplit('/', 1)[-1]}:{p.line}: {p.message}" for p in loaded.problems]


def test_a_folder_may_hold_some_of_the_files(tmp_path):
    loaded = load([folder(tmp_path / "a", skills=SKILL)])
    assert not loaded.problems
    assert list(loaded.kb.skills) == ["sql"]
    assert list(loaded.kb.roles) == []


def test_a_later_folder_overrides_single_keys_and_keeps_the_others(tmp_path):
    base = folder(tmp_path / "base", skills=SKILL)
    own = folder(tmp_path / "own", skills="skills:\n  - {id: sql, title: Our SQL}\n")
    skill = load([base, own]).kb.skills["sql"]
    assert skill.title == "Our SQL"
    assert skill.definition == "You ask databases questions."
    assert skill.aliases == ("structured query language",)


def test_the_last_folder_wins(tmp_path):
    base = folder(tmp_path / "base", skills=SKILL)
    one = folder(tmp_path / "one", skills="skills:\n  - {id: sql, title: One, category: technical}\n")
    two = folder(tmp_path / "two", skills="skills:\n  - {id: sql, title: Two}\n")
    assert load([base, one, two]).kb.skills["sql"].title == "Two"
    assert load([base, two, one]).kb.skills["sql"].title == "One"
    assert load([base, one, two]).kb.skills["sql"].category == "technical"


def test_a_key_is_replaced_as_a_whole_and_null_takes_it_away(tmp_path):
    base = folder(tmp_path / "base", skills=SKILL)
    own = folder(tmp_path / "own", skills="skills:\n  - {id: sql, aliases: [queries], onet: null}\n")
    skill = load([base, own]).kb.skills["sql"]
    assert skill.aliases == ("queries",)
    assert skill.onet is None


def test_a_later_folder_adds_entries_after_the_others(tmp_path):
    base = folder(tmp_path / "base", skills=SKILL)
    own = folder(tmp_path / "own", skills=SKILL.replace("id: sql", "id: kql"))
    assert list(load([base, own]).kb.skills) == ["sql", "kql"]


def test_a_progression_is_known_by_its_ends(tmp_path):
    text = (
        "progressions:\n  - {from: teacher, to: it-trainer, kind: enter, confidence: low,\n"
        "     months: {low: 3, high: 9, source: page}, evidence: [{source: page, says: x}]}\n"
    )
    base = folder(tmp_path / "base", progressions=text)
    own = folder(
        tmp_path / "own", progressions="progressions:\n  - {from: teacher, to: it-trainer, confidence: high}\n"
    )
    kb = load([base, own]).kb
    assert list(kb.progressions) == ["teacher -> it-trainer"]
    assert kb.progressions["teacher -> it-trainer"].confidence == "high"
    assert kb.progressions["teacher -> it-trainer"].months.high == 9


def test_a_problem_stands_in_the_file_that_the_key_came_from(tmp_path):
    base = folder(tmp_path / "base", skills=SKILL.replace("category: data", "category: dta"))
    own = folder(tmp_path / "own", skills="skills:\n\n  - id: sql\n    title: 7\n")
    found = messages(load([base, own]))
    assert "base/skills.yaml:4: sql: category: 'dta' is not one of " in " ".join(found)
    assert any(m.startswith("own/skills.yaml:4: sql: title: 7 is not") for m in found)


def test_a_missing_key_is_reported_where_the_entry_begins(tmp_path):
    own = folder(
        tmp_path / "own", sources="sources:\n  - {id: a, title: A, publisher: P, url: u, licence: l}\n  - id: b\n"
    )
    assert messages(load([own])) == [
        "own/sources.yaml:3: b: title: missing",
        "own/sources.yaml:3: b: publisher: missing",
    ]


def test_all_problems_of_all_files_are_found_at_once(tmp_path):
    found = messages(
        load(
            [
                folder(
                    tmp_path / "own",
                    skills="skills:\n  - {id: A}\n  - b\n",
                    sources="sources: {}\n",
                    roles="roles: [\n",
                    certs="",
                )
            ]
        )
    )
    assert len(found) == 5
    assert [m.split(": ")[0] for m in found] == [
        "own/skills.yaml:2", "own/skills.yaml:3", "own/roles.yaml:1", "own/certs.yaml:1", "own/sources.yaml:1",
    ]  # fmt: skip


def test_a_file_that_is_not_read_is_mentioned_with_the_name_that_was_meant(tmp_path):
    own = folder(tmp_path / "own", skills=SKILL, skils=SKILL)
    (own / "roles.yml").write_text("roles: []\n")
    assert messages(load([own])) == [
        "own/roles.yml:0: not read: did you mean 'roles.yaml'?",
        "own/skils.yaml:0: not read: did you mean 'skills.yaml'?",
    ]


def test_with_contents_nothing_is_read_from_disk(tmp_path):
    path = tmp_path / "nowhere" / "skills.yaml"
    assert list(load([path.parent], {path: SKILL.encode()}).kb.skills) == ["sql"]


def test_a_command_gets_the_first_error_and_the_number_of_the_others(tmp_path):
    own = folder(tmp_path / "own", skills="skills:\n  - {id: A}\n  - b\n  - c\n")
    with pytest.raises(BadDataError, match=r"own/skills.yaml:2: .* \(and 2 more\); `careerpath check`") as error:
        load_or_raise([own])
    assert len(error.value.problems) == 3


def test_warnings_stop_no_command(tmp_path):
    own = folder(tmp_path / "own", skills="skills:\n  - {id: sql, title: Our SQL}\n", stray="x: 1\n")
    assert load_or_raise([where.bundled(), own]).skills["sql"].title == "Our SQL"


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (lambda path: path.mkdir(), "no knowledge file here"),
        (lambda path: path.write_text("x"), "this is a file; name the folder it lies in"),
        (lambda path: None, "no such folder"),
    ],
)
def test_a_folder_without_knowledge_is_refused(tmp_path, make, says):
    make(tmp_path / "own")
    with pytest.raises(CareerpathError, match=says):
        load([tmp_path / "own"])


def test_an_employers_ladder_changes_the_answer(run, tmp_path):
    own = folder(
        tmp_path / "own",
        sources=SOURCES,
        roles="roles:\n  - id: clinical-informatics-specialist\n    title: Nurse Informaticist II\n"
        "    pay: {median_usd: 99000, soc: 15-1211, covers: occupation, source: page, as_of: 2026-10}\n",
    )
    plain = run("recommend", "examples/nurse.yaml", "--json").out
    done = run("recommend", "examples/nurse.yaml", "--json", "--knowledge", own)
    assert done.code == 0
    assert "Nurse Informaticist II" in done.out and '"median_usd": 99000' in done.out
    assert "Nurse Informaticist II" not in plain
    by_variable = run("recommend", "examples/nurse.yaml", "--json", env={"CAREERPATH_KNOWLEDGE": str(own)})
    assert by_variable.out == done.out
    assert TODAY.isoformat() in done.out
