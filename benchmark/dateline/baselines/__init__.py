"""Extractors that ship here, one module each with `extract`: a function from a text to a document. The folder is the registry."""
