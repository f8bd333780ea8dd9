"""Where the knowledge lies: bundled with the package, and the folders the user names."""

from __future__ import annotations

from pathlib import Path


def bundled() -> Path:
    """The folder of the bundled knowledge: inside an installed wheel, or `data/` of a checkout."""
    package = Path(__file__).parents[1]  # not importlib.resources: its import takes as long as reading the knowledge
    installed = package / "_data"
    return installed if installed.is_dir() else package.parents[1] / "data"
