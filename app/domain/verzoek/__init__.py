"""Requests of a provider: for an allocation (wmo315) or for a change of what it has (wmo317)."""
