"""The formats, one module each: `recognise`, `read`, `write`; nothing else knows a format. The folder is the registry."""
