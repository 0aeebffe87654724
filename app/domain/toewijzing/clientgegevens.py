"""What of the data of a client no message carries: told when it is recorded, never dropped in silence."""

import re
from collections.abc import Iterator

from app.domain.fouten import Veldfout
from app.domain.partijen import Client, Contact

ZONDER_BSN = Veldfout(
    "bsn",
    "Zonder Bsn is er geen wmo301. Vul het aan zodra het er is; regel de levering tot dan buiten berichten "
    "om.",
)
"""Why nothing can be allocated to who holds no Bsn: a message names its client by it."""

GEBLOKKEERD = Veldfout(
    "berichtenverkeerGeblokkeerd",
    "Gegevens doorgeven kan de cliënt in gevaar brengen. Regel de levering buiten berichten om.",
    "OP003",
)
"""Why no message goes out about a client whom that would endanger."""

EIGEN_WOORDEN = {
    "aanduidingWoonadres": "aanduiding van het woonadres",
    "bsn": "Bsn",
    "client": "de cliënt",
    "contact": "de contactgegevens",
    "contacten": "contactgegevens",
    "geboortedatum": "de geboortedatum",
    "huisnummerToevoeging": "toevoeging bij het huisnummer",
    "naam": "de naam",
    "partnerAchternaam": "achternaam van de partner",
    "partnerVoorvoegsel": "voorvoegsel van de partner",
    "periode": "de periode",
}
"""Fields of a client whose name is not the word for it."""
EEN_VAN = {"contacten": "contact", "relaties": "relatie"}

MEESTE_NUMMERS = 2
"""Telephone numbers of a contact in a message (CDT_Telefoonnummers)."""


def zonder_berichten(client: Client) -> Veldfout | None:
    """Why there can be no message about this client at all, so that nothing can be allocated either."""
    if client.bsn is None:
        return ZONDER_BSN
    return GEBLOKKEERD if client.berichtenverkeer_geblokkeerd else None


def valt_weg(client: Client) -> Iterator[Veldfout]:
    """Each part of the contact data, of client and relations, that a wmo301 has no place for."""
    for i, contact in enumerate(client.contacten):
        yield from _van(contact, f"contacten[{i}]")
    for i, relatie in enumerate(client.relaties):
        yield from _van(relatie.contact, f"relaties[{i}].contact")


def _van(contact: Contact, pad: str) -> Iterator[Veldfout]:
    if len(contact.telefoonnummers) > MEESTE_NUMMERS:
        yield Veldfout(
            f"{pad}.telefoonnummers", "Een wmo301 heeft plaats voor twee nummers; alleen de eerste gaan mee."
        )
    los = {
        "huisletter": contact.huisletter,
        "huisnummerToevoeging": contact.huisnummer_toevoeging,
        "aanduidingWoonadres": contact.aanduiding_woonadres,
    }
    if contact.huisnummer is None:
        yield from (
            Veldfout(f"{pad}.{veld}", "Zonder huisnummer gaat dit niet mee in een wmo301.")
            for veld, waarde in los.items()
            if waarde is not None
        )


def veld_in_woorden(veld: str) -> str:
    """A field of a client for who reads no paths, with its path: huisnummer van contact 1 (contacten[0]…)."""
    delen = (_woord(deel) for deel in reversed(veld.split(".")))
    return f"{' van '.join(delen)} ({veld})"


def _woord(deel: str) -> str:
    naam, _, plaats = deel.rstrip("]").partition("[")
    if plaats:
        return f"{EEN_VAN.get(naam, naam)} {int(plaats) + 1}"
    return EIGEN_WOORDEN.get(naam) or re.sub("[A-Z]", lambda letter: f" {letter[0].lower()}", naam)
