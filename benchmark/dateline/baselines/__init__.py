"""Extractors to run out of the box, one module each with `extract(text)`; the folder is the registry."""
