"""The wmo301s that were drawn up here."""

from collections.abc import Collection, Mapping
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import Column, ColumnElement, Select, and_, bindparam, select, update

from app.domain.berichttaak import taken_van_bericht
from app.domain.partijen import Partij
from app.domain.toewijzing.toewijzing import Berichtkop, Berichtstatus, Toewijzing, Toewijzingsbericht
from app.domain.waarden import AgbCode
from app.domain.werkstand import antwoord_voor
from app.opslag import berichttaken, opdrachten
from app.opslag import tabellen as t
from app.opslag.bladzijde import zonder_index
from app.opslag.toegang import zichtbaar, zichtbaar_voor
from app.opslag.verzameling import MetId, VanClient, lees, noteer

MEESTE_VERZONDEN = 1_000
"""Messages to one provider that are looked at when it begins to keep them here; few are not answered then."""


class Berichten(MetId[Toewijzingsbericht], VanClient[Toewijzingsbericht]):
    """The wmo301s."""

    tabel = t.toewijzingsbericht
    soort = Toewijzingsbericht
    bestaat_al = "Deze berichtidentificatie is al gebruikt."
    blijft = frozenset({"xml"})

    def afgeleid(self, waarde: Toewijzingsbericht) -> dict[str, Any]:
        """By when the provider has to answer it."""
        return {"uiterlijk": antwoord_voor(waarde, self._sessie.rekenwijze)}

    def bewaar(self, waarde: Toewijzingsbericht) -> Toewijzingsbericht:
        """Keep the message, which may open or close the case where it waits.

        With a new one also which allocation versions it carries.
        """
        zaken = {waarde.wacht_in}
        if waarde.revisie:
            wachtte_in = select(self.tabel.c.wacht_in).where(self.tabel.c.id == waarde.id)
            zaken.add(self._sessie.verbinding.scalar(wachtte_in))
        self._sessie.raak(*filter(None, zaken))
        bewaard = super().bewaar(waarde)
        berichttaken.zet(
            self._sessie,
            t.berichttaak.c.bericht_id,
            waarde.id,
            taken_van_bericht(bewaard),
            nieuw=not waarde.revisie,
        )
        if waarde.revisie == 0 and waarde.versies:
            self._schrijf(
                opdrachten.voeg_toe(t.berichtversie),
                [
                    {"bericht_id": waarde.id, "gemeente": waarde.gemeente, "nummer": n, "volgnummer": v}
                    for n, v in waarde.versies
                ],
            )
        return bewaard

    def vervang_afgekeurde(self, client_id: UUID, aanbieder: AgbCode) -> None:
        """Let none about this client wait any more that this provider rejected: what holds is told anew."""
        eigen, verbinding = self.tabel.c, self._sessie.verbinding
        wachtend = select(eigen.id, eigen.wacht_in).where(
            eigen.client_id == client_id,
            eigen.aanbieder == aanbieder,
            eigen.status == Berichtstatus.AFGEKEURD.value,
            eigen.wacht_in.is_not(None),
            zichtbaar(self.tabel, self._sessie.tenant),
        )
        rijen = verbinding.execute(wachtend).all()
        if rijen:
            self._sessie.raak(*(rij.wacht_in for rij in rijen))
            ids = [rij.id for rij in rijen]
            self._schrijf(update(self.tabel).where(eigen.id.in_(ids)).values(wacht_in=None))

    def van_meldingen(self, melding_ids: Collection[UUID]) -> dict[UUID, tuple[Toewijzingsbericht, ...]]:
        """Those that wait in each of these cases, oldest first, in one query."""
        return self._per("wacht_in", melding_ids)

    def met_identificatie(self, identificatie: str, aanbieder: str) -> Toewijzingsbericht | None:
        """The message of the calling municipality to this provider with this BerichtIdentificatie.

        One to another provider is not read at all, so that no access record says that it was.
        """
        gemeente = self._sessie.gemeente(None)
        return self._vind(gemeente=gemeente, identificatie=identificatie, aanbieder=aanbieder)

    def hier_ontvangen(self, aanbieder: AgbCode, code: str) -> tuple[Toewijzingsbericht, ...]:
        """Of the `MEESTE_VERZONDEN` that went out to this provider first: those that it was handed here.

        `code` is their BerichtCode.
        """
        eigen, bij_aanbieder = self.tabel.c, t.berichtontvangst.c
        wacht = (
            select(eigen.id, eigen.identificatie)
            .where(
                eigen.gemeente == self._sessie.tenant.code,
                eigen.aanbieder == aanbieder,
                eigen.status == Berichtstatus.VERZONDEN.value,
            )
            .order_by(eigen.aangemaakt, eigen.id)
            .limit(MEESTE_VERZONDEN)
            .subquery()
        )
        ontvangen = select(wacht.c.id).join(
            t.berichtontvangst,
            and_(
                bij_aanbieder.afzender == self._sessie.tenant.code,
                bij_aanbieder.code == code,
                bij_aanbieder.identificatie == wacht.c.identificatie,
                zonder_index(bij_aanbieder.eigenaar) == aanbieder,
            ),
        )
        return self.met_ids(set(self._sessie.verbinding.execute(ontvangen).scalars()))

    def koppen_van_client_bij(self, client_id: UUID, aanbieder: AgbCode) -> tuple[Berichtkop, ...]:
        """All messages about one client to one provider, oldest first, without what they say."""
        return self._koppen({self.tabel.c.client_id: client_id, self.tabel.c.aanbieder: aanbieder})

    def koppen_van_client(self, client_id: UUID) -> tuple[Berichtkop, ...]:
        """All messages about one client, oldest first, without what they say."""
        return self._koppen({self.tabel.c.client_id: client_id})

    def koppen_van_clienten(self, client_ids: Collection[UUID]) -> tuple[Berichtkop, ...]:
        """All messages about these clients, oldest first, without what they say."""
        return self._lees_koppen(
            _koppen_waar(self._sessie.tenant.partij, self.tabel.c.client_id.in_(client_ids)),
            {opdrachten.TENANT: self._sessie.tenant.code},
        )

    def koppen_met(self, toewijzing: Toewijzing) -> tuple[Berichtkop, ...]:
        """All messages that carry this allocation, oldest first, each with its versions of this one alone."""
        versie = t.berichtversie.c
        return self._koppen({versie.gemeente: toewijzing.gemeente, versie.nummer: toewijzing.nummer})

    def _koppen(self, gelijk: Mapping[Column[Any], object]) -> tuple[Berichtkop, ...]:
        tenant = self._sessie.tenant
        vraag = _vraag_koppen(tenant.partij, tuple(gelijk))
        waarden = {kolom.name: waarde for kolom, waarde in gelijk.items()} | {opdrachten.TENANT: tenant.code}
        return self._lees_koppen(vraag, waarden)

    def _lees_koppen(self, vraag: Select[Any], waarden: Mapping[str, object]) -> tuple[Berichtkop, ...]:
        koppen: dict[UUID, Berichtkop] = {}
        for rij in self._sessie.verbinding.execute(vraag, waarden):
            gelezen = rij._asdict()
            noteer(self._sessie, "lezen", self.tabel, gelezen)
            eerder = koppen[rij.id].versies if rij.id in koppen else ()
            gelezen["versies"] = (*eerder, (rij.nummer, rij.volgnummer))
            koppen[rij.id] = lees(Berichtkop, gelezen, f"{self.tabel.name}:{rij.id}")
        return tuple(koppen.values())


@cache
def _vraag_koppen(partij: Partij, kolommen: tuple[Column[Any], ...]) -> Select[Any]:
    """The messages that an organisation of this kind sees, a row for each version, by these columns."""
    return _koppen_waar(partij, *(kolom == bindparam(kolom.name) for kolom in kolommen))


def _koppen_waar(partij: Partij, *voorwaarden: ColumnElement[bool]) -> Select[Any]:
    bericht, versie = t.toewijzingsbericht.c, t.berichtversie.c
    kop = (
        bericht.id,
        bericht.gemeente,
        bericht.client_id,
        bericht.aanbieder,
        bericht.identificatie,
        bericht.status,
    )
    zichtbaar = zichtbaar_voor(t.toewijzingsbericht, partij, bindparam(opdrachten.TENANT))
    return (
        select(*kop, versie.nummer, versie.volgnummer)
        .join(t.berichtversie, versie.bericht_id == bericht.id)
        .where(*voorwaarden, zichtbaar)
        .order_by(bericht.aangemaakt, bericht.id, versie.nummer, versie.volgnummer)
    )
