"""Whom we advise: profiles and what stays on disk."""
