"""Other tools, one module each; what they need is imported when they are."""
