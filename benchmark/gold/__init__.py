"""What makes and guards this project's own gold; not part of the package that is installed."""
