"""Bezwaren: the endpoints, and the bodies of an objection."""
