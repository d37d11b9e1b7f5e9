"""The articles rewritten together with their gold, by rules and a seed: what tells reading from remembering."""
