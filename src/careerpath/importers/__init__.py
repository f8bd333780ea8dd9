"""Foreign files -> a profile."""
