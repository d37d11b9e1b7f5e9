"""Extractors that ship here, one module each with `extract`: a function from a text, and its `dct` if it takes one, to a document.

The folder is the registry.
"""
