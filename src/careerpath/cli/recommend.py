"""`careerpath recommend`: the next roles."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from careerpath import rendering
from careerpath.cli.options import ProfileOption, complete_ids, single
from careerpath.cli.workspace import Workspace, say
from careerpath.errors import CareerpathError

if TYPE_CHECKING:
    from careerpath.people.profile import Profile
    from careerpath.services.recommend import Recommendation

SHOWN, MOST = 5, 64
EXAMPLES = (
    "Examples: careerpath recommend; careerpath recommend me.yaml --top 3 --plain; careerpath recommend 2; "
    "careerpath recommend --if comptia-a-plus; careerpath recommend --json"
)
TopOption = Annotated[
    int | None,
    typer.Option("--top", "-n", min=1, max=MOST, help=f"How many roles (page: 3, with --full {SHOWN}; JSON: {MOST})."),
]
Words = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[PROFILE] [ROLE]",
        help="A profile: file or saved name (without it, the one saved last); a role, by name or number, for its card.",
        autocompletion=complete_ids("roles"),
    ),
]
IfOption = Annotated[
    list[str] | None,
    typer.Option(
        "--if",
        metavar="WHAT",
        help="What would change with a certification, a degree, `1 more year`, `nights`, `$2000` (repeatable).",
    ),
]
FullOption = Annotated[bool, typer.Option("--full", help="Everything: reasons, what is missing, later, sources.")]


def recommend(
    ctx: typer.Context,
    words: Words = None,
    profile: ProfileOption = None,
    top: TopOption = None,
    full: FullOption = False,
    supposed: IfOption = None,
) -> None:
    """Show the next hospital-IT roles, with reasons and a first step."""
    here: Workspace = ctx.obj
    file, role = _file_and_role(here, words or [], profile)
    if role:
        _card(here, role, file)
        return
    person = here.profile(file)
    if supposed:
        _what_if(here, person, supposed)
        return
    roles = show_answer(here, person, top=top, full=full or top is not None)
    if here.can_ask:
        from careerpath.cli.menu import Offer, menu

        menu(here, Offer(person, roles, change=lambda: _change(here, file)))


def _is_profile(here: Workspace, word: str) -> bool:
    """True for a file, and for a profile that is saved under that name; a number is the place of a role."""
    from careerpath.cli.person import is_number
    from careerpath.knowledge.text_file import is_there
    from careerpath.people.store import is_saved

    if is_there(Path(word)) or "/" in word:
        return True
    if is_number(word) or not is_saved(word, here.settings.data_dir):
        return False
    if word in here.knowledge.roles:
        say(f"{word!r} is read as the saved profile; for the role: careerpath roles {word}")
    return True


def _file_and_role(here: Workspace, words: list[str], profile: Path | None) -> tuple[Path | None, str]:
    """The profile's file or name and the words that name a role. A file comes first, whatever its name ends in."""
    from careerpath.cli.options import is_data_file

    is_first_a_file = bool(words) and _is_profile(here, words[0])
    if is_first_a_file and profile is None:
        return _file_and_role(here, words[1:], Path(words[0]))
    if is_first_a_file or any(is_data_file(word) for word in words):
        raise CareerpathError("more than one profile is named; `recommend` answers for one person")
    return profile, " ".join(words)


def _change(here: Workspace, file: Path | None) -> bool:
    """Back to the questions, with the answers that the profile gives; True if the person left them."""
    from careerpath.cli.quiz import go_back
    from careerpath.people.store import last_profile_path

    return go_back(here, file or last_profile_path(here.settings.data_dir))


def show_answer(here: Workspace, person: Profile, *, top: int | None = None, full: bool = False) -> tuple[str, ...]:
    """The first screen, or everything; kept, so that the numbers mean something afterwards. Returns what it shows."""
    from careerpath.services.recommend import recommend as service

    kb, today = here.knowledge, here.settings.today
    if here.as_json:
        _show_data(here, service(person, kb, today, top=top or MOST))
        return ()
    from careerpath.cli.person import keep_last
    from careerpath.rendering.short_answer import ROLES_SHOWN, short_page

    if not top:
        top = SHOWN if full else ROLES_SHOWN
    answer = service(person, kb, today, top=top)
    roles = tuple(suggestion.ranked.role.id for suggestion in answer.suggestions)
    keep_last(here, roles)
    here.in_menu = here.can_ask
    commands = following(answer, full=full)
    if full:
        here.show_page(lambda: rendering.recommend_page.recommend_page(answer, kb), commands)
        return roles
    here.show_page(lambda: short_page(answer, kb), commands)
    return roles


def _show_data(here: Workspace, answer: Recommendation) -> None:
    """The answer as JSON, with the first week towards its first role."""
    from careerpath.services.recommend import first_week

    kb = here.knowledge
    here.show_data(rendering.as_json.recommendation(answer, kb, first_week(answer, kb)))


def following(answer: Recommendation, *, full: bool) -> list[tuple[str, ...]]:
    """The likeliest next commands."""
    if answer.ranking.silence:
        return []
    commands: list[tuple[str, ...]] = []
    if answer.suggestions:
        first = answer.suggestions[0].ranked.role.id
        goal, ranking = answer.standing.profile.goal, answer.ranking
        ranked = [one.role.id for one in (*ranking.next, *ranking.later, *ranking.ruled_out)]
        # to a job that people come from there is no plan
        commands += [("why", first), ("plan", goal if goal in ranked else first)]
    if not full:
        commands.append(("recommend", "--full"))
    return commands


def _card(here: Workspace, role: str, file: Path | None) -> None:
    """One role in full."""
    from careerpath.cli.person import person_and_roles
    from careerpath.knowledge.search import role_named

    if not role.isdigit():
        try:
            role = role_named(role, here.knowledge)
        except CareerpathError as error:
            raise CareerpathError(f"{error}; no profile file has that name either{_saved_ones(here)}") from None
    person, roles = person_and_roles(here, [role], file)
    assert person is not None
    show_card(here, person, roles[0])


def _saved_ones(here: Workspace) -> str:
    """The names that could have been meant, as the end of a message."""
    from careerpath.people.store import MOST_SHOWN, saved_names

    names = saved_names(here.settings.data_dir)
    if not names:
        return ""
    return f" (saved are: {', '.join(names[:MOST_SHOWN])})"


def show_card(here: Workspace, person: Profile, role: str) -> None:
    """The card of one role, whatever its place."""
    from careerpath.services.recommend import recommend_one

    kb = here.knowledge
    answer = recommend_one(person, kb.roles[role], kb, here.settings.today)
    if here.as_json:
        _show_data(here, answer)
        return
    here.show_page(lambda: rendering.recommend_page.card_page(answer, kb), [("why", role), ("plan", role)])


def _what_if(here: Workspace, person: Profile, texts: list[str]) -> None:
    """What would change with what the person does not have yet."""
    from careerpath.rendering.compare_page import what_if_data, what_if_page
    from careerpath.services.compare import what_if
    from careerpath.services.suppose import suppose

    kb = here.knowledge
    supposed = suppose(texts, person, kb, here.settings.today)
    outcome = what_if(person, supposed, kb, here.settings.today)
    commands: list[tuple[str, ...]] = [("recommend",)]
    if supposed.certifications:
        commands.insert(0, ("plan", *supposed.certifications))
    here.show(lambda: what_if_data(outcome, kb), lambda: what_if_page(outcome, kb), commands)


app = single(recommend, epilog=EXAMPLES)
