"""The layers, one module each: its metrics and its `HEADLINE`. The folder is the registry."""
