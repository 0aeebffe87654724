"""The release of the standard that this program speaks; no other module says which.

See docs/besluiten/uitgave.md.
"""

VERSIE, SUBVERSIE = 3, 2

NUMMER = f"{VERSIE}.{SUBVERSIE}"
NAAM = f"iWmo {NUMMER}"


def namespace_van(schema: str) -> str:
    """The namespace of a schema: that of a message, such as wmo301, or the `basisschema`."""
    return f"http://www.istandaarden.nl/iwmo/{VERSIE}_{SUBVERSIE}/{schema}/schema"
