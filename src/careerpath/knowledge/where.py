"""Where the knowledge lies: bundled with the package, and the folders the user names."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path


def bundled() -> Path:
    """The folder of the bundled knowledge: inside an installed wheel, or `data/` of a checkout."""
    installed = Path(str(files("careerpath"))) / "_data"
    return installed if installed.is_dir() else Path(__file__).parents[3] / "data"
