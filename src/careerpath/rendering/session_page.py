"""The sheet for the talk (to come)."""

from careerpath.knowledge.base import KnowledgeBase
from careerpath.rendering.page import Page
from careerpath.rendering.roadmap_page import roadmap_page
from careerpath.services.roadmap import Roadmap


def session_page(roadmap: Roadmap, kb: KnowledgeBase, organization: str = "") -> Page:
    """One page to talk over."""
    return roadmap_page(roadmap, kb, organization)
