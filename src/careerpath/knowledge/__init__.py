"""What we know: entries, loading, checks, search."""
