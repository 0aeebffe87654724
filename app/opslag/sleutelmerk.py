"""Whether the keys of this program are those of the database; with others a Bsn would be there twice."""

import json

from sqlalchemy import ColumnElement, Connection, delete, select, text

from app.domain.waarden import Bsn
from app.opslag.fouten import Onleesbaar, VerkeerdeSleutels
from app.opslag.sleutels import Kluis
from app.opslag.tabellen import client, sleutelmerk

NOTEER = text("INSERT INTO sleutelmerk (soort, merk) VALUES (:soort, :merk) ON CONFLICT DO NOTHING")
"""Of several programs that start at once, one notes it."""
MERKSLOT = 0x4D524B
"""Number of the PostgreSQL advisory lock under which marks are compared and noted at a start."""
SLUIT_AAN = text(f"SELECT pg_advisory_xact_lock({MERKSLOT})")

ZOEKEN, VERSLEUTELEN, LOSLATEN = "zoeken", "versleutelen", "loslaten"
"""What a key is for: to search, to encrypt, or to read what a rotation still has to encrypt anew."""

VERKEERD = {
    ZOEKEN: "De zoeksleutel (WMO_ZOEKSLEUTEL, of zoeken in sleutels.json) is niet die waarmee deze database "
    "is gevuld. Zet de sleutel terug; met een andere zou dezelfde cliënt er twee keer in komen.",
    VERSLEUTELEN: "Een van de sleutels waarmee deze database is versleuteld, ontbreekt in "
    "WMO_VERSLEUTELSLEUTELS (of versleuteling in sleutels.json). Zet hem terug, achter de nieuwste.",
}


def ontbrekende_merken(verbinding: Connection, kluis: Kluis) -> list[dict[str, str]]:
    """Compare the keys with the marks in the database: the marks that these have yet to get there.

    Raises VerkeerdeSleutels. A database from before there were marks is judged by a row in it.
    """
    bekend: dict[str, set[str]] = {ZOEKEN: set(), VERSLEUTELEN: set(), LOSLATEN: set()}
    for soort, merk in verbinding.execute(select(sleutelmerk.c.soort, sleutelmerk.c.merk)):
        if soort not in bekend:
            raise VerkeerdeSleutels("De tabel sleutelmerk is beschadigd; zet een reservekopie terug.")
        bekend[soort].add(merk)
    nodig = {ZOEKEN: bekend[ZOEKEN], VERSLEUTELEN: bekend[VERSLEUTELEN] | bekend[LOSLATEN]}
    for soort, merken in nodig.items():
        if not merken <= kluis.merken[soort]:
            raise VerkeerdeSleutels(VERKEERD[soort])
    if not bekend[ZOEKEN]:
        _keur_een_rij(verbinding, kluis)
    hoort = {ZOEKEN: kluis.merken[ZOEKEN], VERSLEUTELEN: {kluis.nieuwste_merk}}
    return [{"soort": soort, "merk": merk} for soort in hoort for merk in hoort[soort] - bekend[soort]]


def begin_los_te_laten(verbinding: Connection, kluis: Kluis) -> bool:
    """Let no other key than the newest be one that encrypts; whether there is one to let go of.

    It stays needed. A program that encrypts with it notes it again.
    """
    for merk in verbinding.execute(select(sleutelmerk.c.merk).where(*_oude(kluis))).scalars().all():
        verbinding.execute(NOTEER, {"soort": LOSLATEN, "merk": merk})
    verbinding.execute(delete(sleutelmerk).where(*_oude(kluis)))
    los = select(sleutelmerk.c.merk).where(sleutelmerk.c.soort == LOSLATEN)
    return verbinding.execute(los).first() is not None


def laat_los(verbinding: Connection, kluis: Kluis) -> bool:
    """Forget the keys that nothing is encrypted with any more; False where one encrypts again."""
    verbinding.execute(delete(sleutelmerk).where(sleutelmerk.c.soort == LOSLATEN))
    return verbinding.execute(select(sleutelmerk.c.merk).where(*_oude(kluis))).first() is None


def _oude(kluis: Kluis) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return sleutelmerk.c.soort == VERSLEUTELEN, sleutelmerk.c.merk != kluis.nieuwste_merk


def _keur_een_rij(verbinding: Connection, kluis: Kluis) -> None:
    vraag = select(client.c.id, client.c.gemeente, client.c.inhoud, client.c.bsn_zoekwaarde).limit(1)
    rij = verbinding.execute(vraag).first()
    if rij is None:
        return
    try:
        bsn = json.loads(kluis.ontsleutel(rij.inhoud, f"client.inhoud:{rij.id}"))["bsn"]
    except Onleesbaar:
        raise VerkeerdeSleutels(VERKEERD[VERSLEUTELEN]) from None
    if bsn is not None and kluis.zoekwaarde(rij.gemeente, Bsn(bsn["cijfers"])) != rij.bsn_zoekwaarde:
        raise VerkeerdeSleutels(VERKEERD[ZOEKEN])
