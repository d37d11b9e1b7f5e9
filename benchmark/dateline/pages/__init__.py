"""The pages: self-contained HTML, readable without scripts."""
