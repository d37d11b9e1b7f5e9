"""Simulations with the shipped statistics: what intervals cover, what tests reject, how many articles show a difference."""
