"""A report as bytes, one module a shape; nothing is counted here."""
