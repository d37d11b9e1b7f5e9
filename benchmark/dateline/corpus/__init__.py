"""Bytes into checked documents: articles, gold, predictions."""
