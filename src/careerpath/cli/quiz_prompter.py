"""The quiz on a terminal, with prompt_toolkit: draws a `View` and hands it the keys."""

from __future__ import annotations

import sys
from functools import partial
from threading import Event
from time import monotonic
from typing import TYPE_CHECKING, Any

from careerpath.cli.quiz_view import Line, View
from careerpath.cli.typed_ahead import EARLY, drop_waiting
from careerpath.knowledge.base import KnowledgeBase
from careerpath.services.quiz import Reply, Screen
from careerpath.services.quiz_words import NAME

if TYPE_CHECKING:
    from prompt_toolkit.application import Application
    from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent

STYLE = {
    "question": "bold",
    "muted": "ansibrightblack",
    "note": "ansicyan",
    "help": "italic",
    "here": "bold ansicyan",
    "pointer": "bold ansicyan",
    "picked": "ansigreen",
    "done": "ansigreen",
    "error": "bold ansired",
    "typed": "bold",
}
KEYS = {
    "up": "up", "down": "down", "pageup": "pageup", "pagedown": "pagedown", "enter": "enter", "backspace": "backspace",
    "delete": "delete", "left": "left", "right": "right", "home": "home", "end": "end",
    "c-u": "clear", "c-w": "word", "c-a": "home", "c-e": "end",
}  # fmt: skip
"""Key of the terminal -> key of the view."""
PAUSE_SECONDS = 0.35
"""So long nothing is typed by somebody who has read that a screen did not take the keys before it."""
GUARD_SECONDS = 0.25
"""So soon after a screen is shown, its first key cannot answer it: it was meant for the screen before."""


class TerminalPrompter:
    """One question a screen, drawn on stderr where the data goes to stdout."""

    def __init__(self, kb: KnowledgeBase, *, color: bool, to_stderr: bool) -> None:
        self.kb, self.color = kb, color
        self.stream = sys.stderr if to_stderr else sys.stdout
        self.shown = Event()

    def ask(self, screen: Screen) -> Reply:
        """Show the screen until a key ends it. Raises EOFError if the terminal is gone, KeyboardInterrupt on Ctrl-C."""
        utf = (self.stream.encoding or "ascii").lower().startswith("utf")
        view = View(screen, self.kb, utf=utf)
        seen = Seen()
        app = self._application(view, seen)
        if drop_typed_ahead(app.input):
            view.error, seen.is_burst = EARLY, True
        try:
            reply = app.run()
        except OSError as error:
            raise EOFError from error
        if reply is None:
            raise EOFError
        return reply

    def _application(self, view: View, seen: Seen) -> Application[Reply | None]:
        from prompt_toolkit.application import Application
        from prompt_toolkit.layout import Layout, Window
        from prompt_toolkit.layout.controls import FormattedTextControl
        from prompt_toolkit.output import create_output
        from prompt_toolkit.output.color_depth import ColorDepth
        from prompt_toolkit.styles import Style

        output = create_output(stdout=self.stream)

        def text() -> Any:
            size = output.get_size()
            fragments: Line = []
            for line in view.lines(size.columns - 1, size.rows):
                fragments += [*line, ("", "\n")]
            return fragments[:-1]  # an end after the last line would scroll the first one away

        def after_render(_: Any) -> None:
            seen.since = seen.since or monotonic()
            self.shown.set()

        control = FormattedTextControl(text, show_cursor=False, focusable=True)
        app: Application[Reply | None] = Application(
            layout=Layout(Window(control, wrap_lines=False)),
            key_bindings=_bindings(view, seen),
            style=Style.from_dict(STYLE),
            color_depth=None if self.color else ColorDepth.DEPTH_1_BIT,
            full_screen=view.question.id != NAME,
            erase_when_done=view.question.id == NAME,
            output=output,
            after_render=after_render,
        )
        app.ttimeoutlen = 0.05
        return app


class Seen:
    """Since when a screen is shown [monotonic seconds; 0: not yet], and whether a key was pressed on it."""

    def __init__(self) -> None:
        self.since = 0.0
        self.is_touched = False
        self.is_burst = False
        """Whether keys were dropped and no pause has come since: then those that follow belong to them."""
        self.last = 0.0

    def is_too_soon(self) -> bool:
        """True for a first key that comes before anybody can have read the screen."""
        return not self.is_touched and (not self.since or monotonic() - self.since < GUARD_SECONDS)

    def is_rest(self) -> bool:
        """True for a key that goes on with what was typed before this screen was there."""
        now = monotonic()
        if self.is_burst and self.since and now - max(self.since, self.last) > PAUSE_SECONDS:
            self.is_burst = False
        self.last = now
        return self.is_burst


def drop_typed_ahead(source: Any) -> bool:
    """Forget what was typed before this screen was there; True if that was more than Enter."""
    from prompt_toolkit.input.typeahead import get_typeahead

    keys = [press.key for press in get_typeahead(source)]
    is_more = any(key not in ("c-m", "c-j") for key in keys)
    return drop_waiting(sys.stdin) or is_more


def _bindings(view: View, seen: Seen) -> KeyBindings:
    from prompt_toolkit.key_binding import KeyBindings
    from prompt_toolkit.keys import Keys

    bindings = KeyBindings()

    def send(key: str, event: KeyPressEvent) -> None:
        if seen.is_rest():
            return
        reply = view.press(key)
        if reply is None:
            seen.is_touched = True
        elif not seen.is_too_soon():
            event.app.exit(result=reply)

    for key, name in KEYS.items():
        bindings.add(key)(partial(send, name))

    @bindings.add(Keys.Any)
    def _(event: KeyPressEvent) -> None:
        if len(event.data) == 1 and event.data.isprintable():
            send(event.data, event)

    @bindings.add(Keys.BracketedPaste)
    def _(event: KeyPressEvent) -> None:
        seen.is_touched = True
        view.paste(event.data)

    @bindings.add("c-c")
    def _(event: KeyPressEvent) -> None:
        event.app.exit(exception=KeyboardInterrupt)

    @bindings.add("c-d")
    def _(event: Any) -> None:
        event.app.exit(result=Reply("leave"))

    return bindings
