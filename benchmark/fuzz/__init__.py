"""Coverage-guided fuzzing of what takes strangers' bytes: `nox -s fuzz`."""
