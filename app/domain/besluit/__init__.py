"""The aanvraag and the besluit on it: proposed from the plans, drafted, taken, announced."""
