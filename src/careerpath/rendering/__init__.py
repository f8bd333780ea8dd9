"""Results -> pages, plain text, JSON. Modules are imported when a command first touches them."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from careerpath.rendering import (
        as_json,
        batch_page,
        check_pages,
        entry_pages,
        plain,
        recommend_page,
        routes_page,
        terminal,
        why_page,
    )

__all__ = [
    "as_json",
    "batch_page",
    "check_pages",
    "entry_pages",
    "plain",
    "recommend_page",
    "routes_page",
    "terminal",
    "why_page",
]


def __getattr__(name: str) -> Any:
    if name in __all__:
        return import_module(f"{__name__}.{name}")
    raise AttributeError(name)
