"""Clients: free names, found as they are typed; versions, notes and actions; text that can do no harm."""

import threading
from datetime import date

import pytest

from careerpath.errors import CareerpathError
from careerpath.people.caseload import Caseload
from careerpath.people.client import key_of
from careerpath.people.database import open_database
from tests.worlds import person

TODAY = date(2026, 11, 22)


@pytest.fixture
def caseload(tmp_path):
    with open_database(tmp_path, None, create=True) as database:
        yield Caseload(database, TODAY)


@pytest.mark.parametrize(
    "typed", ["Maria López", "maria lopez", "MARÍA  LÓPEZ ", "maria", "lop", "C0001", "c1", "maria l"]
)
def test_a_client_is_found_by_name_beginning_or_code(caseload, typed):
    caseload.add("Maria López")
    caseload.add("Sam Poe")
    assert caseload.find(typed).name == "Maria López"


@pytest.mark.parametrize(
    ("typed", "said"),
    [("mar", "did you mean Maria A"), ("Mraia A", "did you mean Maria A"), ("zzz", "no client 'zzz'; `careerpath"),
     ("c9", "no client 'c9'"), ("", "no client ''"), ("x" * 10_000, "no client 'xxx"), ("\x1b[31m", "no client '\ufffd")],
)  # fmt: skip
def test_what_is_not_clear_is_asked_back(caseload, typed, said):
    caseload.add("Maria A")
    caseload.add("Maria B")
    with pytest.raises(CareerpathError) as caught:
        caseload.find(typed)
    assert said in str(caught.value) and "\x1b" not in str(caught.value)


def test_a_code_is_never_somebody_elses_name(caseload):
    ann = caseload.add("Ann")
    other = caseload.add("Bob")
    for name in ("C0001", "c1", " c0001 ", "\uff23\uff10\uff10\uff10\uff11"):
        for give in (caseload.add, lambda text: caseload.rename(other, text)):
            with pytest.raises(CareerpathError, match="looks like a code of careerpath; put something before it"):
                give(name)
    caseload.database.run("UPDATE clients SET name = 'C0001', key = 'c0001' WHERE id = 2")  # by an older careerpath
    assert caseload.find("C0001").id == ann.id
    assert caseload.find("C0002").id == other.id


def test_an_exact_search_takes_no_beginning(caseload):
    caseload.add("Maria López")
    with pytest.raises(CareerpathError, match="did you mean Maria López"):
        caseload.find("maria", exact=True)


def test_a_name_that_is_there_already_is_not_added_again(caseload):
    caseload.add("José Díaz")
    with pytest.raises(CareerpathError, match=r"in the caseload already \(C0001\)"):
        caseload.add("jose  diaz")


@pytest.mark.parametrize(
    "name", ["[bold red]x[/]", "../../etc/passwd", "a/b\\c:d", "<script>", "#let x = 1", "=1+1", "🙂", "李 小龍"]
)
def test_any_name_is_kept_as_it_is(caseload, name):
    caseload.add(name)
    assert caseload.find(name).name == name


@pytest.mark.parametrize(
    ("name", "why"),
    [("", "empty"), ("  \t ", "empty"), ("x" * 10_000, "10,000 characters; at most 200"), ("a\x1b[2Jb", r"U\+001B"),
     ("a\x07b", r"U\+0007"), ("abc\u202egpj", r"U\+202E"), ("a\u2028b\ud800", r"U\+D800")],
)  # fmt: skip
def test_a_name_that_is_no_plain_text_is_refused_with_the_reason(caseload, name, why):
    with pytest.raises(CareerpathError, match=why):
        caseload.add(name)


def test_what_another_program_wrote_into_the_file_cannot_steer_the_terminal(caseload):
    client = caseload.add("Ann")
    caseload.note(client, "fine")
    caseload.database.run("UPDATE clients SET name = ?", "\x1b]0;owned\x07Ann")
    caseload.database.run("UPDATE notes SET text = ?", "one\n\x1b[2Jtwo")
    file = caseload.file(caseload.all()[0])
    assert file.client.name == "\ufffd]0;owned\ufffdAnn"
    assert file.notes[0].text == "one\n\ufffd[2Jtwo"


def test_every_version_of_a_profile_is_kept_and_a_repetition_is_none(caseload):
    client = caseload.add("Ann", person("registered-nurse"))
    assert caseload.update(client, person("registered-nurse", {"sql": 1}))
    assert not caseload.update(client, person("registered-nurse", {"sql": 1}, name="Another name"))
    versions = caseload.file(client).versions
    assert ["sql" in v.data.get("skills", {}) for v in versions] == [False, True]
    assert not any("name" in v.data for v in versions)


def test_actions_are_numbered_done_and_taken_back(caseload):
    client = caseload.add("Ann")
    assert [caseload.action(client, text, due) for text, due in (("call", None), ("read", TODAY))] == [1, 2]
    caseload.done(client, 1)
    caseload.remove(client, "actions", 2)
    (action,) = caseload.file(client).actions
    assert (action.number, action.done) == (1, "2026-11-22")
    with pytest.raises(CareerpathError, match="has no action 7; open are: none"):
        caseload.done(client, 7)


def test_a_note_keeps_its_lines_and_the_right_one_is_taken_back(caseload):
    client = caseload.add("Ann")
    for text in ("first\nwith two lines", "second", "third"):
        caseload.note(client, text)
    caseload.remove(client, "notes", 2)
    assert [n.text for n in caseload.file(client).notes] == ["first\nwith two lines", "third"]
    with pytest.raises(CareerpathError, match="has no note 9"):
        caseload.remove(client, "notes", 9)


def test_a_code_is_never_given_twice(caseload):
    caseload.forget(caseload.add("Ann"))
    assert caseload.add("Bob").code == "C0002"


def test_a_list_can_be_searched_and_sorted(caseload):
    for name, goal, due in (("Ann", "cio", None), ("Bob", "cmio", date(2027, 1, 1)), ("Cy 100%", "cio", TODAY)):
        client = caseload.add(name, person("registered-nurse", goal=goal))
        if due:
            caseload.action(client, "write a résumé", due)

    def names(*words, **more):
        return [one.client.name for one in caseload.listed(words, **more)[0]]

    assert names() == ["Ann", "Bob", "Cy 100%"]
    assert names(order="due") == ["Cy 100%", "Bob", "Ann"]
    assert names("cio") == ["Ann", "Cy 100%"]
    assert names("résumé", "bob") == names("c0002") == ["Bob"]
    assert names("%") == ["Cy 100%"] and names("_") == []
    assert names("registered nurse") == ["Ann", "Bob", "Cy 100%"]
    assert caseload.listed(most=1)[1] == 3


def test_a_closed_case_keeps_day_and_outcome_and_is_listed_apart(caseload):
    ann, bob = caseload.add("Ann", person("registered-nurse", goal="cio")), caseload.add("Bob")
    caseload.close(ann, " Hired as\tCIO ")
    listed = {
        closed: [(one.client.name, one.client.closed, one.client.outcome) for one in caseload.listed(closed=closed)[0]]
        for closed in (False, True, None)
    }
    assert listed[False] == [("Bob", None, None)] and listed[True] == [("Ann", "2026-11-22", "Hired as CIO")]
    assert listed[None] == listed[True] + listed[False]
    assert caseload.listed(["cio"]) == ([], 0) and caseload.listed(["cio"], closed=True, most=1)[1] == 1
    assert caseload.find("ann").closed == "2026-11-22"
    for outcome, why in (("", "is empty"), ("x" * 1_001, "at most 1,000")):
        with pytest.raises(CareerpathError, match=why):
            caseload.close(bob, outcome)


def test_a_case_that_is_taken_up_again_remembers_that_it_was_closed(caseload):
    ann = caseload.add("Ann")
    with pytest.raises(CareerpathError, match=r"Ann \(C0001\) is not closed"):
        caseload.reopen(ann)
    caseload.close(ann, "moved away")
    caseload.reopen(caseload.find("ann"))
    again = caseload.find("ann")
    assert (again.closed, again.outcome) == (None, None)
    assert [n.text for n in caseload.file(again).notes] == ["Reopened. Was closed on 2026-11-22: moved away"]


def test_two_writers_at_once_lose_nothing(tmp_path):
    with open_database(tmp_path, None, create=True) as database:
        Caseload(database, TODAY).add("Ann")

    def write(mark):
        with open_database(tmp_path, None) as database:
            caseload = Caseload(database, TODAY)
            for number in range(40):
                caseload.note(caseload.find("ann"), f"{mark}{number}")
                caseload.action(caseload.find("ann"), f"{mark}{number}", None)

    threads = [threading.Thread(target=write, args=(mark,)) for mark in "abc"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with open_database(tmp_path, None) as database:
        caseload = Caseload(database, TODAY)
        file = caseload.file(caseload.find("ann"))
        assert len({n.text for n in file.notes}) == 120
        assert sorted(a.number for a in file.actions) == list(range(1, 121))


@pytest.mark.parametrize(("one", "other"), [("Ángel", "angel"), ("STRASSE", "straße"), ("Ａｎｎ", "ann")])
def test_names_are_compared_without_capitals_accents_and_widths(one, other):
    assert key_of(one) == key_of(other)
