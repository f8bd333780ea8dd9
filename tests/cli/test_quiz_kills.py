"""SIGKILL at random moments of a scripted quiz: no answer that was followed by the next question is ever lost."""

import json
import os
import random
import re
import signal
import threading

import pexpect
import pytest

from tests.cli.quiz_terminal import spawn

PROMPT = (
    r"(Question \d+ of at most \d+|Resume at \d+|Your answers so far|These are your answers|Under which name)[^>]*?: $"
)


def read_draft(home):
    """Answers of the only draft, read independently of the program."""
    found = {}
    for path in (home / "drafts").glob("*.draft"):
        for line in path.read_bytes().splitlines():
            try:
                entry = json.loads(line[9:])
            except ValueError:
                continue
            if "answer" in entry:
                found[entry["answer"]] = entry["value"]
    return found


def play(home, rng):
    """Answer until the kill; how many answers the program has acknowledged by showing the next question."""
    child = spawn(home, "--plain")
    delay = rng.uniform(0.05, 1.6)
    killer = threading.Timer(delay, lambda: os.kill(child.pid, signal.SIGKILL))
    killer.start()
    seen, acknowledged = "", 0
    try:
        while True:
            child.expect([r"(?:skips|goes on|none of these|takes 1|Enter keeps it): "], timeout=20)
            seen += child.before + child.after
            text = " ".join((child.before + child.after).split())
            shown = re.findall(r"Question (\d+) of at most", text)
            acknowledged = max([acknowledged, *(int(n) - 1 for n in shown)])
            child.sendline(keys(text, rng))
    except pexpect.EOF:
        seen += child.before
    finally:
        killer.cancel()
        child.close(force=True)
    assert "Traceback" not in seen
    return acknowledged


def keys(text, rng):
    if "unfinished quiz" in text:
        return "1"
    if "These are your answers" in text or "Under which name" in text:
        return "1"
    if "A level from 0 to 5" in text or "A number of" in text:
        return str(rng.randint(1, 5))
    return "s"


def kill_often(home, times):
    rng = random.Random(20261122)
    total = 0
    before = {}
    for _ in range(times):
        acknowledged = play(home, rng)
        total += acknowledged
        if saved := list(home.glob("profiles/*.json")):  # this quiz came to its end before the kill
            json.loads(saved[0].read_text())
            saved[0].unlink()
            before = {}
            continue
        after = read_draft(home)
        assert len(after) >= acknowledged
        assert before.items() <= after.items()
        before = after
    return total


def test_a_few_kills_lose_no_answer(tmp_path):
    kill_often(tmp_path, 6)


@pytest.mark.slow
def test_two_hundred_kills_lose_no_answer(tmp_path):
    assert kill_often(tmp_path, 200) > 200
