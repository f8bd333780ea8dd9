"""Jobs that people come from on their way into hospital IT: they are where ways begin, and none leads to them."""

from __future__ import annotations

from careerpath.knowledge.base import KnowledgeBase


def only_a_start(goal: str, kb: KnowledgeBase) -> str:
    """Why no way leads to a goal that is such a job, as a clause; nothing of any other goal."""
    if goal not in kb.roles or goal in kb.indexes.ranked_roles:
        return ""
    return f"{kb.roles[goal].title} is a job that people come from; no way to it is known here"
