"""Many people at once: the engine in arrays, the people's files, and the workers that share the units."""
