"""The quiz on a terminal, with prompt_toolkit: draws a `View` and hands it the keys."""

from __future__ import annotations

import sys
from functools import partial
from threading import Event
from typing import TYPE_CHECKING, Any

from careerpath.cli.quiz_view import View
from careerpath.knowledge.base import KnowledgeBase
from careerpath.services.quiz import Reply, Screen

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
KEYS = ("up", "down", "pageup", "pagedown", "enter", "backspace", "left")


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
        try:
            reply = self._application(view).run()
        except OSError as error:
            raise EOFError from error
        if reply is None:
            raise EOFError
        return reply

    def _application(self, view: View) -> Application[Reply | None]:
        from prompt_toolkit.application import Application
        from prompt_toolkit.layout import Layout, Window
        from prompt_toolkit.layout.controls import FormattedTextControl
        from prompt_toolkit.output import create_output
        from prompt_toolkit.output.color_depth import ColorDepth
        from prompt_toolkit.styles import Style

        output = create_output(stdout=self.stream)

        def text() -> Any:
            size = output.get_size()
            lines = view.lines(size.columns - 1, size.rows)
            return [fragment for line in lines for fragment in (*line, ("", "\n"))][:-1]

        control = FormattedTextControl(text, show_cursor=False, focusable=True)
        app: Application[Reply | None] = Application(
            layout=Layout(Window(control, wrap_lines=False)),
            key_bindings=_bindings(view),
            style=Style.from_dict(STYLE),
            color_depth=None if self.color else ColorDepth.DEPTH_1_BIT,
            full_screen=True,
            output=output,
            after_render=lambda _: self.shown.set(),
        )
        app.ttimeoutlen = 0.05
        return app


def _bindings(view: View) -> KeyBindings:
    from prompt_toolkit.key_binding import KeyBindings
    from prompt_toolkit.keys import Keys

    bindings = KeyBindings()

    def send(key: str, event: KeyPressEvent) -> None:
        if (reply := view.press(key)) is not None:
            event.app.exit(result=reply)

    for key in KEYS:
        bindings.add(key)(partial(send, key))

    @bindings.add(Keys.Any)
    def _(event: KeyPressEvent) -> None:
        if len(event.data) == 1 and event.data.isprintable():
            send(event.data, event)

    @bindings.add(Keys.BracketedPaste)
    def _(event: KeyPressEvent) -> None:
        view.paste(event.data)

    @bindings.add("c-c")
    def _(event: KeyPressEvent) -> None:
        event.app.exit(exception=KeyboardInterrupt)

    @bindings.add("c-d")
    def _(event: Any) -> None:
        event.app.exit(result=Reply("leave"))

    return bindings
