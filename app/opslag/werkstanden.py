"""How the cases stand, kept beside them for the worklist: set by each step, and anew for another calendar."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date, datetime
from functools import partial
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Select, bindparam, delete, func, insert, or_, select, update

from app.domain.partijen import Beller, Partij, Rol
from app.domain.termijnen import AanZet
from app.domain.waarden import kalenderdag
from app.domain.werkstand import Rekenwijze, Zaaksoort, werkstanden
from app.domain.zaak import Zaak
from app.opslag import berichttaken, openstaand, overslaan
from app.opslag import tabellen as t
from app.opslag.berichten import Berichten
from app.opslag.besluiten import Besluiten
from app.opslag.ketenhistorie import volg_toewijzingen
from app.opslag.meldingen import Meldingen
from app.opslag.ondersteuningsplannen import Ondersteuningsplannen
from app.opslag.opdrachten import delen
from app.opslag.sleutels import Kluis
from app.opslag.toegang import Tenant
from app.opslag.toewijzingen import Toewijzingen
from app.opslag.verwerking import Spoor, Verwerker
from app.opslag.verzameling import Sessie, VanMelding
from app.opslag.verzoeken import Verzoeken
from app.opslag.zaken import MET_KLOKKEN, zaken

PER_KEER = 50
"""Cases that are reckoned anew in one transaction, which others wait for on SQLite."""
PER_OPDRACHT = 1000
"""Cases that one statement names at most: a database takes so many parameters."""

_WEG = delete(t.werkstand).where(t.werkstand.c.melding_id.in_(bindparam("zaken", expanding=True)))
_ERBIJ = insert(t.werkstand)
NOG_TE_ZETTEN = {
    "open": False,
    "aan_zet": AanZet.GEMEENTE.value,
    "uiterlijk": date.max,
    "soort": Zaaksoort.EERSTE.value,
}
"""What openstaand.werk_bij sets."""


def werk_bij(sessie: Sessie) -> None:
    """Keep how the cases stand that were worked on. Who works on the same case waits, and then sees it."""
    for deel in delen(sorted(sessie.zaken), PER_OPDRACHT):
        openstaand.houd_vast(sessie.verbinding, deel)
        geheel = [zaak for zaak in deel if sessie.zaken[zaak]]
        if geheel:
            _zet(sessie, geheel)
        openstaand.werk_bij(sessie.verbinding, deel, sessie.verwerker.nu)


def _zet(sessie: Sessie, ids: Collection[UUID], gewijzigd: Mapping[UUID, datetime] = {}) -> None:
    """Replace how these cases stand by themselves; they changed now, or when this says."""
    vandaag, rekenwijze = kalenderdag(sessie.verwerker.nu), sessie.rekenwijze
    melding = t.melding.c
    koppen = sessie.verbinding.execute(
        select(melding.id, melding.gemeente, melding.aangemaakt).where(melding.id.in_(ids))
    )
    kop = {k.id: {"melding_id": k.id, "gemeente": k.gemeente, "aangemaakt": k.aangemaakt} for k in koppen}
    rijen = [
        kop[zaak.melding.id]
        | {
            "vanaf": stand.vanaf,
            "tot": stand.tot,
            "loopt": stand.loopt,
            "evaluatie": stand.evaluatie,
            "wacht_op_client": stand.wacht_op_client,
            "eigen_uiterlijk": stand.uiterlijk,
            "merk": rekenwijze.merk,
            "behandelaar": zaak.melding.behandelaar,
            "gewijzigd": gewijzigd.get(zaak.melding.id, sessie.verwerker.nu),
        }
        | NOG_TE_ZETTEN
        for zaak in _lees(sessie, ids)
        for stand in werkstanden(zaak, rekenwijze, vandaag)
    ]
    sessie.verbinding.execute(_WEG, {"zaken": list(ids)})
    if rijen:
        sessie.verbinding.execute(_ERBIJ, rijen)


def _lees(sessie: Sessie, ids: Collection[UUID]) -> tuple[Zaak, ...]:
    """These cases, as far as their clocks go by it; nobody is shown it, so that it leaves no record."""
    stil = replace(sessie, spoor=Spoor(sessie.verwerker))
    return zaken(stil, Meldingen(stil).met_ids(ids), MET_KLOKKEN)


def te_herrekenen(merk: str, na: UUID | None) -> Select[Any]:
    """The next cases that were reckoned otherwise than in this way, read in the order of their ids."""
    stand = t.werkstand.c
    van_zaak = (func.max(stand[naam]).label(naam) for naam in ("gemeente", "gewijzigd"))
    vraag = select(stand.melding_id, *van_zaak).where(stand.merk != merk)
    if na is not None:
        vraag = vraag.where(stand.melding_id > na)
    # Grouped by what the key begins with only: with a column more all that is left would be read first.
    return vraag.group_by(stand.melding_id).order_by(stand.melding_id).limit(PER_KEER)


def herreken(
    verbinding: Connection,
    kluis: Kluis,
    rekenwijze: Rekenwijze,
    nu: datetime,
    na: UUID | None,
    overgeslagen: dict[str, str],
) -> UUID | None:
    """Reckon some cases anew that were reckoned otherwise, in the order of their ids; gives the last one.

    Of a new calendar, a new profile or a new version of the program all are; of a migration too. One that
    cannot be reckoned joins those that were `overgeslagen`.
    """
    rijen = verbinding.execute(te_herrekenen(rekenwijze.merk, na)).all()
    for gemeente in sorted({rij.gemeente for rij in rijen}):
        beller = Beller(Partij.GEMEENTE, gemeente, "wmo", Rol.ADMINISTRATIE, "wmo herreken")
        verwerker = Verwerker(beller, "herreken", "", nu)
        gewijzigd = {rij.melding_id: rij.gewijzigd for rij in rijen if rij.gemeente == gemeente}
        reken = partial(_herreken, verbinding, kluis, rekenwijze, verwerker, gewijzigd)
        mislukt = overslaan.doe(verbinding, [*gewijzigd], reken)
        overgeslagen.update({f"melding {zaak}": waarom for zaak, waarom in mislukt.items()})
    return rijen[-1].melding_id if rijen else None


def _herreken(
    verbinding: Connection,
    kluis: Kluis,
    rekenwijze: Rekenwijze,
    verwerker: Verwerker,
    gewijzigd: Mapping[UUID, datetime],
    deze: Collection[UUID],
) -> None:
    """Reckon these cases anew; `gewijzigd` says when each changed last."""
    sessie = Sessie(verbinding, kluis, verwerker, Tenant.van(verwerker.beller), Spoor(verwerker), rekenwijze)
    sessie.raak(*deze)
    _volg_toewijzingen(sessie)
    openstaand.houd_vast(verbinding, deze)
    _zet_van_delen(sessie)
    _zet(sessie, deze, gewijzigd)
    openstaand.werk_bij(verbinding, deze, None)


def _volg_toewijzingen(sessie: Sessie) -> None:
    """Let what there is to do about the allocations of these cases be as they stand.

    It comes before the cases are held: a message between two parties holds their exchange before its case.
    """
    stil = replace(sessie, spoor=Spoor(sessie.verwerker), toewijzingen={})
    for eigen in Toewijzingen(stil).van_meldingen(sessie.zaken).values():
        stil.toewijzingen.update({(tw.gemeente, tw.nummer): tw for tw in eigen})
    volg_toewijzingen(stil)
    berichttaken.schrijf(stil)


def _zet_van_delen(sessie: Sessie) -> None:
    """Set what plans, decisions, messages and requests of these cases keep of themselves."""
    stil = replace(sessie, spoor=Spoor(sessie.verwerker))
    _zet_afgeleid(sessie, Ondersteuningsplannen(stil), ("uiterlijk", "aanbieder_aan_zet"))
    _zet_afgeleid(sessie, Besluiten(stil), ("toewijzen_voor",))
    _zet_afgeleid(sessie, Berichten(stil), ("uiterlijk",))
    _zet_afgeleid(sessie, Verzoeken(stil), ("uiterlijk",))


def _zet_afgeleid(
    sessie: Sessie, register: VanMelding[Any] | Berichten | Verzoeken, namen: tuple[str, ...]
) -> None:
    """Set these columns of all rows of the cases where they say something else."""
    tabel = register.tabel
    nieuw = {f"nieuw_{naam}": tabel.c[naam] for naam in namen}
    anders = (kolom.is_distinct_from(bindparam(naam, type_=kolom.type)) for naam, kolom in nieuw.items())
    opdracht = (
        update(tabel)
        .where(tabel.c.id == bindparam("deze"), or_(*anders))
        .values({kolom.name: bindparam(naam, type_=kolom.type) for naam, kolom in nieuw.items()})
    )
    rijen = []
    gelezen: Mapping[UUID, tuple[Any, ...]] = register.van_meldingen(sessie.zaken)
    for waarden in gelezen.values():
        for waarde in waarden:
            afgeleid = register.afgeleid(waarde)
            rijen.append({"deze": waarde.id} | {naam: afgeleid[kolom.name] for naam, kolom in nieuw.items()})
    if rijen:
        sessie.verbinding.execute(opdracht, rijen)
