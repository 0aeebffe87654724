"""Where a letter to a client goes, line by line."""

from datetime import date

from app.documenten import tekst
from app.domain.partijen import Client, Contact
from app.istandaard.codelijsten import codelijst

CORRESPONDENTIE = "02"
"""Kind of contact (COD757): where post goes."""

AANDUIDINGEN = {
    "AB": "{nummer} aan boord",
    "BY": "bij {nummer}",
    "TO": "tegenover {nummer}",
    "WW": "{nummer} woonwagen",
}
"""How a house is found that has no number of its own."""


def adresregels(client: Client, dag: date) -> tuple[str, ...]:
    """Below the name, on this day: who acts for the client, and where post goes."""
    namens = None if client.vertegenwoordiger is None else tekst.vertegenwoordigd(client.vertegenwoordiger)
    contact = _postadres(client, dag)
    plaats = " ".join(
        filter(None, (contact.postcode and tekst.postcode(contact.postcode), contact.plaatsnaam))
    )
    return tuple(filter(None, (namens, contact.organisatie, _straat(contact), plaats, _land(contact))))


def _postadres(client: Client, dag: date) -> Contact:
    """Where post goes, or else the first; an address that holds on the day before one that does not."""
    return max(
        client.contacten,
        key=lambda c: (
            bool(c.straatnaam or c.plaatsnaam),
            c.periode is None or c.periode.bevat(dag),
            c.soort == CORRESPONDENTIE,
        ),
    )


def _straat(contact: Contact) -> str:
    delen = (contact.huisnummer, contact.huisletter, contact.huisnummer_toevoeging)
    nummer = "".join(str(deel) for deel in delen if deel is not None)
    hoe = AANDUIDINGEN.get(contact.aanduiding_woonadres or "", "{nummer}")
    return " ".join(filter(None, (contact.straatnaam, hoe.format(nummer=nummer).strip())))


def _land(contact: Contact) -> str | None:
    if contact.landcode is None or contact.landcode == "NL":
        return None
    return codelijst("COD032").betekenis(contact.landcode) or contact.landcode
