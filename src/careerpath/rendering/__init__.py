"""Results -> pages, plain text, JSON."""
