"""Open back end for Dutch Wmo support plans, decisions and iWmo 3.2 messages."""

__version__ = "0.1.0"
