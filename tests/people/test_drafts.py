"""Quiz drafts: durable, mended after a cut, locked, private."""

import json
import os
import stat

import pytest

from careerpath.errors import CareerpathError
from careerpath.people import drafts

ANSWERS = {
    "roles": ["registered-nurse"],
    "years:registered-nurse": 6.0,
    "field": "santé \u2603",
    "hours": None,
    "skill:sql": 2,
}


def new(folder):
    return drafts.create(folder, quick=False, start={"goal": "ciso"})


def written(folder):
    draft = new(folder)
    for question, value in ANSWERS.items():
        draft.record(question, value)
    draft.close()
    return draft.path


def test_answers_come_back_in_the_order_of_asking(tmp_path):
    written(tmp_path)
    again = drafts.open_newest(tmp_path)
    assert list(again.answers.items()) == list(ANSWERS.items())
    assert (again.quick, again.start, again.faults) == (False, {"goal": "ciso"}, ())


def test_an_answer_is_on_disk_before_record_returns(tmp_path, monkeypatch):
    synced = []
    monkeypatch.setattr(drafts.os, "fsync", lambda handle: synced.append(os.fstat(handle).st_size))
    draft = new(tmp_path)
    before = len(synced)
    draft.record("hours", 8)
    assert synced[before:] == [draft.path.stat().st_size]


def test_a_changed_answer_and_what_it_took_along(tmp_path):
    draft = new(tmp_path)
    draft.record("roles", ["teacher"])
    draft.record("years:teacher", 3)
    draft.record("roles", ["physician"], dropped=("years:teacher",))
    draft.close()
    assert drafts.open_newest(tmp_path).answers == {"roles": ["physician"]}


def test_a_draft_cut_at_any_byte_keeps_every_whole_answer_or_says_what_is_lost(tmp_path):
    path = written(tmp_path)
    whole = path.read_bytes()
    ends = [i + 1 for i, byte in enumerate(whole) if byte == ord("\n")]
    for cut in range(len(whole) + 1):
        path.write_bytes(whole[:cut])
        again = drafts.open_newest(tmp_path)
        kept = max(0, sum(end - 1 <= cut for end in ends) - 1)  # the first line is the header
        if again is None:  # a whole header and nothing else: there was no answer to lose
            assert kept == 0
            assert cut in (ends[0] - 1, ends[0])
            continue
        assert list(again.answers.items()) == list(ANSWERS.items())[:kept], cut
        clean = cut in ends or cut + 1 in ends
        assert bool(again.faults) != clean, cut
        if kept:  # and it can go on
            again.record("goal", "ciso")
        again.close()
        if kept:
            more = drafts.open_newest(tmp_path)
            assert more.answers["goal"] == "ciso"
            assert not [fault for fault in more.faults if "damaged" in fault]
            more.close()


@pytest.mark.parametrize("position", [0, 9, 60, 130])
def test_a_damaged_byte_costs_one_entry_and_is_said(tmp_path, position):
    path = written(tmp_path)
    raw = bytearray(path.read_bytes())
    raw[position] ^= 0x15
    path.write_bytes(raw)
    again = drafts.open_newest(tmp_path)
    assert len(again.answers) >= len(ANSWERS) - 1
    assert "damaged" in " ".join(again.faults) or "first line" in " ".join(again.faults)


@pytest.mark.parametrize(
    "rubbish", [b"\x00" * 3000, b"{}\n[]\nnull\n", b"\xff\xfe\n\n\n", b"00000000 {}\n", b"[" * 100_000 + b"\n"]
)
def test_rubbish_is_no_draft_and_no_traceback(tmp_path, rubbish):
    path = written(tmp_path)
    path.write_bytes(rubbish)
    again = drafts.open_newest(tmp_path)
    assert again.answers == {}
    assert again.faults


def test_a_draft_that_another_quiz_holds_is_left_alone(tmp_path):
    first = new(tmp_path)
    first.record("hours", 8)
    assert drafts.open_newest(tmp_path) is None
    second = new(tmp_path)
    second.record("hours", 20)
    first.record("budget", 5)
    first.close()
    assert drafts.open_newest(tmp_path).answers == {"hours": 8, "budget": 5}
    assert second.answers == {"hours": 20}


def test_only_the_owner_can_read_and_the_name_tells_nothing(tmp_path):
    path = written(tmp_path / "home")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert "nurse" not in path.name


def test_a_full_disk_is_one_clear_line_and_costs_no_earlier_answer(tmp_path, monkeypatch):
    draft = new(tmp_path)
    draft.record("hours", 8)

    def full(handle):
        os.ftruncate(handle, os.fstat(handle).st_size - 3)  # half a line got through
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(drafts.os, "fsync", full)
        with pytest.raises(CareerpathError, match="No space left"):
            draft.record("budget", 5)
    draft.record("budget", 6)
    draft.close()
    again = drafts.open_newest(tmp_path)
    assert (again.answers, again.faults) == ({"hours": 8, "budget": 6}, ())


def test_a_discarded_draft_is_gone(tmp_path):
    draft = new(tmp_path)
    draft.record("hours", 8)
    draft.discard()
    assert drafts.open_newest(tmp_path) is None
    assert not list(tmp_path.rglob("*.draft"))


def test_the_journal_is_lines_with_a_checksum(tmp_path):
    lines = written(tmp_path).read_bytes().splitlines()
    assert json.loads(lines[1][9:]) == {"answer": "roles", "value": ["registered-nurse"]}
