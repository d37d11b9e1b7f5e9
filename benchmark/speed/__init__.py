"""What takes how long: ours beside the peers, and what users wait for."""
