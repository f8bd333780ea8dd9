"""Which face asks, and what happens with the result."""

from __future__ import annotations

import shutil
import sys
import threading
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from careerpath.cli.menu import Offer, menu
from careerpath.cli.workspace import Workspace, say
from careerpath.errors import CareerpathError
from careerpath.knowledge.text_file import is_there, printable
from careerpath.quiz.state import finish
from careerpath.record import Record
from careerpath.services.quiz import How, Left, Outcome, Prompter, Screen, Session
from careerpath.services.quiz_file import read_answers
from careerpath.services.quiz_words import name_question

if TYPE_CHECKING:
    from careerpath.services.recommend import Recommendation

SHOWN = 3
OFFERED = "my-profile"
"""The name under which a profile is kept if the person types none."""
HEAVY = ("rapidfuzz.fuzz", "numpy", "careerpath.quiz.model")
"""Loaded while the first question shows."""


class Request(Record):
    """The options of the command."""

    protocol: str | None
    answers: Path | None
    quick: bool
    how: How
    save: str | None
    overwrite: bool
    start: Path | None = None

    @property
    def asks(self) -> bool:
        """Whether a person answers: no program and no file does."""
        return self.protocol is None and self.answers is None


def run(here: Workspace, request: Request) -> None:
    """The quiz from the first question to the page or the result object. Raises CareerpathError, Left."""
    check(here, request)
    session = Session(here.knowledge, here.settings.today, here.settings.data_dir, quick=request.quick)
    try:
        if request.answers:
            outcome = _answers(here, session, request.answers, request.start)
        else:
            outcome = _ask(here, request, session)
        offer = _finish(here, request, session, outcome)
    except KeyboardInterrupt:
        raise _left(request, session, code=130) from None
    except (EOFError, Left):
        raise _left(request, session) from None
    finally:
        session.close()
    if offer:  # the way back begins a session of its own
        menu(here, offer)


def _left(request: Request, session: Session, *, code: int = 0) -> Left:
    """How the person left. Who came back to a profile's answers and changed none leaves nothing behind."""
    is_unchanged = request.how == "beside" and session.drop_if_unchanged()
    return Left(session.kept, code=code, is_unchanged=is_unchanged)


def _answers(here: Workspace, session: Session, file: Path, start: Path | None) -> Outcome:
    """What the answers of the file come to, with what a profile states before. Raises CareerpathError."""
    if start:
        session.begin_with(here.profile(start))
    faults = session.take(read_answers(file, session.kb))
    if faults:
        more = f" (and {len(faults) - 1} more)" if len(faults) > 1 else ""
        raise CareerpathError(f"{printable(str(file))}: {faults[0]}{more}")
    session.state = finish(session.state)
    return session.outcome()


def _ask(here: Workspace, request: Request, session: Session) -> Outcome:
    start = here.profile(request.start) if request.start else None
    face = prompter(here, request)
    threading.Thread(target=_load, args=(face,), daemon=True).start()
    session.open(face, request.how, start)
    return session.run(review=request.protocol is None)


def check(here: Workspace, request: Request) -> None:
    """Refuse what cannot work before anything is asked. Raises CareerpathError."""
    if request.protocol not in (None, "jsonl"):
        raise CareerpathError(f"--protocol: {request.protocol[:40]!r} is unknown; the only one is jsonl")
    if request.protocol and request.answers is not None:
        raise CareerpathError("--protocol and --answers exclude each other; choose one")
    if request.asks and (here.settings.no_input or not _is_terminal()):
        raise CareerpathError("nobody can be asked here; name a file with --answers FILE, or use --protocol jsonl")
    if request.save is not None:
        _check_name(request.save, here.settings.data_dir, overwrite=request.overwrite)


def _is_terminal() -> bool:
    return sys.stdin is not None and not sys.stdin.closed and sys.stdin.isatty()


def _check_name(name: str, data_dir: Path, *, overwrite: bool) -> None:
    """Raises CareerpathError for a name that cannot be one, or that is taken."""
    from careerpath.people.store import checked_name, profile_path

    checked_name(name)
    if not overwrite and is_there(profile_path(name, data_dir)):
        raise CareerpathError(f"--save: a profile named {name!r} exists already; add --overwrite to replace it")


def prompter(here: Workspace, request: Request) -> Prompter:
    """The face: JSON lines, plain lines, or a screen per question."""
    if request.protocol:
        from careerpath.cli.quiz_protocol import JsonLinesPrompter

        return JsonLinesPrompter(sys.stdin.buffer, sys.stdout)
    if here.is_plain:
        from careerpath.cli.quiz_lines import LinePrompter

        target = sys.stderr if here.as_json else sys.stdout
        width = here.settings.width or shutil.get_terminal_size().columns - 1
        return LinePrompter(here.knowledge, sys.stdin.buffer, target, width)
    from careerpath.cli.quiz_prompter import TerminalPrompter

    return TerminalPrompter(here.knowledge, color=here.settings.color, to_stderr=here.as_json)


def _load(face: Prompter) -> None:
    """Import what the later questions need, once the first one stands on the screen."""
    face.shown.wait()
    for name in HEAVY:
        import_module(name)


def _finish(here: Workspace, request: Request, session: Session, outcome: Outcome) -> Offer | None:
    """Keep the profile, show the result, and then ask under which name it is to be kept; what the menu is about.

    It is kept before it is shown, so that the next command finds it whatever happens at the screen.
    """
    from careerpath.cli.person import keep_last
    from careerpath.cli.quiz import go_back
    from careerpath.cli.recommend import following
    from careerpath.rendering.quiz_page import quiz_data, quiz_page
    from careerpath.services.recommend import recommend

    kb = here.knowledge
    asks = request.asks
    saved = _kept(session, request, asks=asks)
    if saved:
        here.given = None  # from here on it is about this one, not about the profile that the quiz began with
    asks_name = asks and request.save is None
    if asks_name and here.as_json:  # the object tells the name
        saved = _named(session, saved)
    top = None if here.as_json or request.protocol else SHOWN
    answer = recommend(outcome.profile, kb, here.settings.today, top=top)
    data = partial(quiz_data, outcome, answer, kb, saved)
    if request.protocol:
        _send_result(session, data())
        return None
    roles = _roles_shown(outcome, answer)
    commands = following(answer, full=False) if roles else []
    here.in_menu = here.can_ask and asks
    here.show(data, lambda: quiz_page(outcome, answer, kb), commands)
    if asks_name and not here.as_json:
        saved = _named(session, saved)
    _say_where_it_is(saved, has_draft=asks and bool(outcome.state.answers))
    if roles and saved:
        keep_last(here, roles)
    if not asks:
        return None
    return Offer(outcome.profile, roles, is_stored=saved is not None, change=lambda: go_back(here, saved))


def _say_where_it_is(saved: Path | None, *, has_draft: bool) -> None:
    if saved:
        say(f"Saved as {saved.stem!r}; other commands use it when you name no file.")
    elif has_draft:
        say("Not saved under a name; `careerpath quiz` comes back to these answers.")


def _send_result(session: Session, data: dict[str, Any]) -> None:
    """The last line of the protocol; the program at the other end keeps the answers from here on."""
    from careerpath.cli.quiz_protocol import send

    send(sys.stdout, {"event": "result", **data})
    if session.draft:
        session.draft.discard()


def _roles_shown(outcome: Outcome, answer: Recommendation) -> tuple[str, ...]:
    """Ids of the roles of the answer; none where a remark forbids a ranking."""
    if any(remark.blocks for remark in outcome.remarks):
        return ()
    return tuple(suggestion.ranked.role.id for suggestion in answer.suggestions)


def _kept(session: Session, request: Request, *, asks: bool) -> Path | None:
    """The profile on disk: under the name of the option, else under the first free one, if somebody was asked."""
    if request.save is not None:
        return session.save(request.save, overwrite=request.overwrite)
    if not asks or not session.state.answers:
        return None
    try:
        return session.save(free_name(session.data_dir))
    except CareerpathError as problem:  # the result is shown all the same, and the draft stays
        say(f"The profile is not saved: {problem}")
        return None


def free_name(data_dir: Path) -> str:
    """my-profile, or my-profile-2 and so on where it is taken."""
    from careerpath.people.store import profile_path

    name, number = OFFERED, 1
    while is_there(profile_path(name, data_dir)):
        number += 1
        name = f"{OFFERED}-{number}"
    return name


def _named(session: Session, saved: Path | None) -> Path | None:
    """The same profile under the name that the person types; Enter, a skip or a closed terminal leave it as it is."""
    from careerpath.people.store import delete

    if saved is None:
        return None
    error, name_to_replace = "", ""
    while True:
        given = session.state.given
        try:
            reply = session.prompter.ask(Screen(name_question(saved.stem), given, given, error=error))
        except (EOFError, KeyboardInterrupt):
            return saved
        if reply.kind != "value":
            return saved
        name = " ".join(str(reply.value).split())
        if name == saved.stem:
            return saved
        try:
            path = session.save(name, overwrite=name == name_to_replace)
        except CareerpathError as problem:
            error = str(problem)
            if "exists already" in error:
                name_to_replace, error = name, f"{error}; give the same name once more to replace it"
            continue
        delete(saved.stem, session.data_dir)
        return path
