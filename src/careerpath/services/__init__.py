"""One module per use case; no printing."""
