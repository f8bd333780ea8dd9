"""The Monday card: what to do in the first week."""

from __future__ import annotations

from typing import TYPE_CHECKING

from careerpath.cli.workspace import Workspace

if TYPE_CHECKING:
    from careerpath.people.profile import Profile


def show_monday(here: Workspace, person: Profile, role: str) -> None:
    """The card for a person and the id of a role."""
    from careerpath.rendering.monday_page import monday_page
    from careerpath.services.monday import monday_card

    card = monday_card(person, role, here.knowledge, here.settings.today)
    here.show_page(lambda: monday_page(card, here.knowledge))
