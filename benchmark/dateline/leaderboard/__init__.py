"""The leaderboard: stored submissions, re-scored into rows, files and pages."""
