"""Mutants of what counts and what checks, and how many of them a core of the tests notices."""
