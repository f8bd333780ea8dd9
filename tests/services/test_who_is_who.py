"""Two people of one name stay two, from whatever table or desk they come."""

import json
from datetime import date

import pytest

from careerpath.errors import CareerpathError
from careerpath.people.caseload import Caseload
from careerpath.people.database import open_database
from careerpath.services.client_file import client_json
from careerpath.services.exchange import export_table, import_clients
from careerpath.services.identity import said

TODAY = date(2026, 11, 22)


@pytest.fixture
def desks(tmp_path):
    """Ours and a colleague's."""
    with (
        open_database(tmp_path / "ours", None, create=True) as ours,
        open_database(tmp_path / "theirs", None, create=True) as theirs,
    ):
        yield Caseload(ours, TODAY), Caseload(theirs, TODAY)


@pytest.fixture
def take(kb, tmp_path):
    def call(caseload, content, **more):
        path = tmp_path / "in.csv"
        path.write_text(content, encoding="utf-8")
        return import_clients(path, caseload, kb, TODAY, **more)

    return call


MARKS = {"born": ("1984", "1991"), "email": ("ann@example.org", "a.lee@example.org"), "id": ("0017", "0018")}


@pytest.mark.parametrize("mark", MARKS)
def test_rows_of_one_name_are_two_people_if_a_mark_differs_and_one_if_it_agrees(take, desks, mark):
    ours, _ = desks
    one, other = MARKS[mark]
    table = f"name,{mark},hours\nAnn Lee,{one},5\nAnn Lee,{other},9\n"
    assert take(ours, table).added == ("Ann Lee", "Ann Lee")
    assert take(ours, table).unchanged == 2
    assert take(ours, f"name,{mark},hours\nann lee,{other},10\n").updated == ("ann lee",)
    hours = [ours.file(client).versions[-1].data["limits"]["hours_per_week"] for client in ours.all()]
    assert hours == [5, 10]


def test_where_nothing_tells_namesakes_apart_the_row_is_refused_by_name_with_the_way_out(take, desks):
    ours, _ = desks
    take(ours, "name,born\nAnn Lee,1984\nAnn Lee,1991\n")
    found = take(ours, "name,hours\nAnn Lee,6\nBob,7\n")
    (problem,) = found.problems
    assert found.added == ("Bob",) and "Ann Lee (C0001), born 1984 or Ann Lee (C0002), born 1991" in problem.message
    assert "--new 'Ann Lee'" in problem.message
    assert take(ours, "name,hours\nAnn Lee,6\n", told=said(new=("Ann Lee",))).added == ("Ann Lee",)


def test_the_name_alone_is_enough_where_it_is_alone_and_that_is_said(take, desks):
    ours, _ = desks
    take(ours, "name,hours\nAnn Lee,5\n")
    found = take(ours, "name,hours,born\nAnn Lee,6,1984\n", dry=True)
    assert (found.by_name, found.changes) == (
        ("Ann Lee (C0001)",),
        ("Ann Lee (C0001): hours a week: was 5; is 6",),
    )
    assert ours.find("ann").born is None


@pytest.mark.parametrize("form", ["table", "file"])
def test_two_clients_of_one_name_from_two_desks_stay_two(take, desks, form):
    ours, theirs = desks
    ours.note(ours.add("Ann Lee"), "ours")
    theirs.note(theirs.add("Ann Lee"), "theirs")
    sent = (
        export_table(theirs) if form == "table" else json.dumps(client_json(theirs.file(theirs.all()[0]), theirs.mark))
    )
    if form == "table":
        (problem,) = take(ours, sent).problems
        assert "may be Ann Lee (C0001), or somebody else" in problem.message
    else:
        with pytest.raises(CareerpathError, match=r"may be Ann Lee .C0001., or somebody else"):
            take(ours, sent)
    assert len(ours.all()) == 1
    assert take(ours, sent, told=said(new=("Ann Lee",))).added == ("Ann Lee",)
    assert take(ours, sent).unchanged == 1  # it is known where she came from
    assert [note.text for note in ours.file(ours.all()[0]).notes] == ["ours"]
    assert len(ours.all()) == 2


def test_a_code_is_believed_only_of_our_own_file_and_with_the_name(take, desks):
    ours, theirs = desks
    ours.add("Ann")
    theirs.add("Bob")
    assert take(ours, export_table(theirs)).added == ("Bob",)
    assert [client.name for client in ours.all()] == ["Ann", "Bob"]
    mixed = export_table(ours).replace("Ann", "Zoe")
    (problem,) = take(ours, mixed).problems
    assert "C0001 is Ann (C0001) here, not 'Zoe'" in problem.message


def test_a_number_of_the_agency_that_belongs_to_another_name_is_refused(take, desks):
    ours, _ = desks
    take(ours, "name,case number\nAnn,A-17\n")
    (problem,) = take(ours, "name,case number\nBob,A-17\n").problems
    assert "the number 'A-17' is that of Ann (C0001), not of 'Bob'" in problem.message


def test_an_import_is_taken_back_client_by_client(take, desks):
    ours, _ = desks
    take(ours, "name,hours\nAnn,5\n")
    take(ours, "name,hours,notes,born\nAnn,6,hello,1984\nBob,7,,\n")
    assert ours.undo(ours.find("ann")).what == "import of in.csv"
    ann = ours.find("ann")
    assert (ann.born, ours.file(ann).notes, len(ours.file(ann).versions)) == (None, (), 1)
    ours.undo(ours.find("bob"))
    assert [client.name for client in ours.all()] == ["Ann"]
