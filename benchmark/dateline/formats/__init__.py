"""The formats, one module each; nothing else knows a format. The folder is the registry."""
