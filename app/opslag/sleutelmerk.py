"""Whether the keys of this program are those of the database; with others a Bsn would be there twice."""

import json

from sqlalchemy import Connection, delete, select, text

from app.domain.waarden import Bsn
from app.opslag.fouten import Onleesbaar, VerkeerdeSleutels
from app.opslag.sleutels import Kluis
from app.opslag.tabellen import client, sleutelmerk

NOTEER = text("INSERT INTO sleutelmerk (soort, merk) VALUES (:soort, :merk) ON CONFLICT DO NOTHING")
"""Of several programs that start at once, one notes it."""

ZOEKEN, VERSLEUTELEN = "zoeken", "versleutelen"

VERKEERD = {
    ZOEKEN: "De zoeksleutel (WMO_ZOEKSLEUTEL, of zoeken in sleutels.json) is niet die waarmee deze databank "
    "is gevuld. Zet de sleutel terug; met een andere zou dezelfde cliënt er twee keer in komen.",
    VERSLEUTELEN: "Een van de sleutels waarmee deze databank is versleuteld, ontbreekt in "
    "WMO_VERSLEUTELSLEUTELS (of versleuteling in sleutels.json). Zet hem terug, achter de nieuwste.",
}


def keur_sleutels(verbinding: Connection, kluis: Kluis) -> None:
    """Compare the keys with the marks in the database, and mark the one that encrypts from now on.

    Raises VerkeerdeSleutels. A database from before there were marks is judged by a row in it.
    """
    bekend: dict[str, set[str]] = {ZOEKEN: set(), VERSLEUTELEN: set()}
    for soort, merk in verbinding.execute(select(sleutelmerk.c.soort, sleutelmerk.c.merk)):
        if soort not in bekend:
            raise VerkeerdeSleutels("De tabel sleutelmerk is beschadigd; zet een reservekopie terug.")
        bekend[soort].add(merk)
    for soort, merken in bekend.items():
        if not merken <= kluis.merken[soort]:
            raise VerkeerdeSleutels(VERKEERD[soort])
    if not bekend[ZOEKEN]:
        _keur_een_rij(verbinding, kluis)
    nieuw = [(ZOEKEN, merk) for merk in kluis.merken[ZOEKEN] - bekend[ZOEKEN]]
    nieuw += [(VERSLEUTELEN, merk) for merk in {kluis.nieuwste_merk} - bekend[VERSLEUTELEN]]
    for soort, merk in nieuw:
        verbinding.execute(NOTEER, {"soort": soort, "merk": merk})


def vergeet_oude(verbinding: Connection, kluis: Kluis) -> None:
    """Forget the marks of keys with which nothing is encrypted any more."""
    verbinding.execute(
        delete(sleutelmerk).where(
            sleutelmerk.c.soort == VERSLEUTELEN, sleutelmerk.c.merk != kluis.nieuwste_merk
        )
    )


def _keur_een_rij(verbinding: Connection, kluis: Kluis) -> None:
    vraag = select(client.c.id, client.c.gemeente, client.c.inhoud, client.c.bsn_zoekwaarde).limit(1)
    rij = verbinding.execute(vraag).first()
    if rij is None:
        return
    try:
        inhoud = json.loads(kluis.ontsleutel(rij.inhoud, f"client.inhoud:{rij.id}"))
    except Onleesbaar:
        raise VerkeerdeSleutels(VERKEERD[VERSLEUTELEN]) from None
    if kluis.zoekwaarde(rij.gemeente, Bsn(inhoud["bsn"]["cijfers"])) != rij.bsn_zoekwaarde:
        raise VerkeerdeSleutels(VERKEERD[ZOEKEN])
