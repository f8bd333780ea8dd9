"""What a step, a gate or a goal wants: so much in sum of items that bring it. It knows of no role or certification."""

from __future__ import annotations

from careerpath.record import Record


class Want(Record):
    """Chosen items must bring at least `needed` in sum. `lasting`: and still be valid when the plan ends."""

    label: str
    amounts: tuple[tuple[str, int], ...]
    """(item, what it brings)."""
    needed: int = 1
    lasting: bool = False

    @property
    def keys(self) -> tuple[str, ...]:
        """The items that bring something of it."""
        return tuple(key for key, _ in self.amounts)
