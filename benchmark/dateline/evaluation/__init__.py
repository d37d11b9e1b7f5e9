"""Gold and predictions into a report: the one flow."""
