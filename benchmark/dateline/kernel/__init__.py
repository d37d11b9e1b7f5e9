"""What all metrics stand on: items and clusters, matching, and four numbers."""
