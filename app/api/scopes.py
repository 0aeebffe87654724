"""The scopes of the API: who issues a token need not load the operations that ask for them."""

SCOPES = frozenset(
    f"{bron}:{recht}"
    for bron in (
        "aanbieders",
        "aanvragen",
        "afzieningen",
        "berichten",
        "besluiten",
        "bewaren",
        "bezwaren",
        "briefgegevens",
        "clienten",
        "contracten",
        "declaraties",
        "feiten",
        "meldingen",
        "omzettingen",
        "ondersteuningsplannen",
        "onderzoeken",
        "plannen-van-aanpak",
        "producten",
        "rapportages",
        "regioprofielen",
        "toewijzingen",
        "validaties",
        "verzoeken",
        "werkvoorraad",
    )
    for recht in ("lezen", "schrijven")
)
"""Every scope that an operation asks for."""
