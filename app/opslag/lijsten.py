"""What lists and the worklist show: lean frozen rows, a page at a time, in a constant number of queries."""

from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, TypeVar
from uuid import UUID

from sqlalchemy import Row, Table, select

from app.domain.berichtontvangst import Ontvangststatus
from app.domain.besluit.besluit import Besluitsoort, Besluitstatus, Uitkomst, Vorm
from app.domain.keten.dossier import Verzoeksoort, Verzoekstand
from app.domain.plan.ondersteuningsplan import Aanleiding, Planstatus
from app.domain.toewijzing.toewijzing import Berichtstatus, Toewijzing
from app.domain.waarden import AgbCode, Gemeentecode, Periode
from app.domain.werkstand import ALLE, Werkvraag, Zaaksoort
from app.domain.zaak import Zaak
from app.opslag import tabellen as t
from app.opslag.bladzijde import Bladzijde
from app.opslag.meldingen import Meldingen
from app.opslag.toewijzingen import Toewijzingen
from app.opslag.verzameling import Sessie, blader, lees, noteer, object_id
from app.opslag.verzoeken import AFGEHANDELD, OPEN
from app.opslag.zaken import zaken

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

R = TypeVar("R", bound="DataclassInstance")


@dataclass(frozen=True, slots=True)
class Meldingrij:
    """A melding in a list."""

    id: UUID
    client_id: UUID
    ontvangen_op: date
    spoed: bool
    revisie: int


@dataclass(frozen=True, slots=True)
class Planrij:
    """An ondersteuningsplan in a list."""

    id: UUID
    gemeente: Gemeentecode
    client_id: UUID
    melding_id: UUID
    plan_van_aanpak_id: UUID
    aanbieder: AgbCode
    profiel: str
    aanleiding: Aanleiding
    status: Planstatus
    versie: int
    revisie: int


@dataclass(frozen=True, slots=True)
class Besluitrij:
    """A besluit in a list."""

    id: UUID
    client_id: UUID
    melding_id: UUID
    kenmerk: str
    soort: Besluitsoort
    vorm: Vorm
    uitkomst: Uitkomst
    status: Besluitstatus
    bekendgemaakt_op: date | None
    revisie: int


@dataclass(frozen=True, slots=True)
class Toewijzingrij:
    """An allocation in a list, with the period of the version that holds."""

    nummer: int
    gemeente: Gemeentecode
    client_id: UUID
    aanbieder: AgbCode
    categorie: str | None
    productcode: str | None
    besluit_id: UUID
    begin: date
    eind: date | None
    verwijderd: bool
    """Whether it was deleted, and so counts as never sent (OP033x1)."""
    revisie: int

    @classmethod
    def van(cls, toewijzing: Toewijzing) -> "Toewijzingrij":
        """This allocation."""
        actueel = toewijzing.actueel
        return cls(
            nummer=toewijzing.nummer,
            gemeente=toewijzing.gemeente,
            client_id=toewijzing.client_id,
            aanbieder=toewijzing.aanbieder,
            categorie=toewijzing.categorie,
            productcode=toewijzing.productcode,
            besluit_id=actueel.besluit_id,
            begin=actueel.periode.begin,
            eind=actueel.periode.eind,
            verwijderd=toewijzing.verwijderd,
            revisie=toewijzing.revisie,
        )


@dataclass(frozen=True, slots=True)
class Berichtrij:
    """A wmo301 in a list."""

    id: UUID
    gemeente: Gemeentecode
    client_id: UUID
    aanbieder: AgbCode
    identificatie: str
    dagtekening: date
    status: Berichtstatus
    revisie: int


@dataclass(frozen=True, slots=True)
class Ontvangstrij:
    """A message that came in, in a list: nothing of what it says about anybody."""

    id: UUID
    eigenaar: str
    afzender: str
    code: str
    identificatie: str
    status: Ontvangststatus
    aangemaakt: datetime
    revisie: int

    @property
    def ontvangen_op(self) -> datetime:
        """The moment at which it was kept."""
        return self.aangemaakt


@dataclass(frozen=True, slots=True)
class Verzoekrij:
    """A request of a provider in a list."""

    id: UUID
    gemeente: Gemeentecode
    aanbieder: AgbCode
    soort: Verzoeksoort
    stand: Verzoekstand
    uiterlijk: date | None
    aangemaakt: datetime
    revisie: int

    @property
    def ontvangen_op(self) -> datetime:
        """The moment at which it was kept."""
        return self.aangemaakt


class Lijsten:
    """Lists of what the caller may see, oldest first. A filter that is None does not filter."""

    def __init__(self, sessie: Sessie) -> None:
        """Work in this transaction."""
        self._sessie = sessie

    def meldingen(
        self,
        limiet: int,
        cursor: str | None = None,
        *,
        client_id: UUID | None = None,
        sinds: datetime | None = None,
    ) -> Bladzijde[Meldingrij]:
        return self._rijen(Meldingrij, t.melding, limiet, cursor, client_id=client_id, sinds=sinds)

    def ondersteuningsplannen(
        self,
        limiet: int,
        cursor: str | None = None,
        *,
        client_id: UUID | None = None,
        melding_id: UUID | None = None,
        status: Planstatus | None = None,
        sinds: datetime | None = None,
    ) -> Bladzijde[Planrij]:
        """Plans of providers."""
        return self._rijen(
            Planrij,
            t.ondersteuningsplan,
            limiet,
            cursor,
            client_id=client_id,
            melding_id=melding_id,
            status=status,
            sinds=sinds,
        )

    def besluiten(
        self,
        limiet: int,
        cursor: str | None = None,
        *,
        client_id: UUID | None = None,
        melding_id: UUID | None = None,
        status: Besluitstatus | None = None,
        sinds: datetime | None = None,
    ) -> Bladzijde[Besluitrij]:
        return self._rijen(
            Besluitrij,
            t.besluit,
            limiet,
            cursor,
            client_id=client_id,
            melding_id=melding_id,
            status=status,
            sinds=sinds,
        )

    def toewijzingen(
        self,
        limiet: int,
        cursor: str | None = None,
        *,
        client_id: UUID | None = None,
        aanbieder: AgbCode | None = None,
        eindigt: Periode | None = None,
        sinds: datetime | None = None,
    ) -> Bladzijde[Toewijzingrij]:
        blad = Toewijzingen(self._sessie).bladzijde(
            limiet,
            cursor,
            client_id=client_id,
            aanbieder=aanbieder,
            eindigt=eindigt,
            sinds=sinds,
        )
        return Bladzijde(tuple(map(Toewijzingrij.van, blad.rijen)), blad.volgende)

    def berichten(
        self,
        limiet: int,
        cursor: str | None = None,
        *,
        client_id: UUID | None = None,
        aanbieder: AgbCode | None = None,
        status: Berichtstatus | None = None,
        sinds: datetime | None = None,
    ) -> Bladzijde[Berichtrij]:
        return self._rijen(
            Berichtrij,
            t.toewijzingsbericht,
            limiet,
            cursor,
            client_id=client_id,
            aanbieder=aanbieder,
            status=status,
            sinds=sinds,
        )

    def ontvangsten(
        self,
        limiet: int,
        cursor: str | None,
        status: Ontvangststatus | None,
        *,
        als_afzender: bool,
        sinds: datetime | None = None,
    ) -> Bladzijde[Ontvangstrij]:
        """Messages that the caller received, or that it sent to others here."""
        wie = {"afzender" if als_afzender else "eigenaar": self._sessie.tenant.code}
        return self._rijen(
            Ontvangstrij, t.berichtontvangst, limiet, cursor, sinds=sinds, status=status, **wie
        )

    def verzoeken(
        self,
        limiet: int,
        cursor: str | None,
        soort: Verzoeksoort | None = None,
        *,
        open_: bool | None = None,
        sinds: datetime | None = None,
    ) -> Bladzijde[Verzoekrij]:
        """Requests, as the calling party keeps them."""
        status = None if open_ is None else OPEN if open_ else AFGEHANDELD
        eigenaar = self._sessie.tenant.code
        return self._rijen(
            Verzoekrij, t.verzoek, limiet, cursor, sinds=sinds, eigenaar=eigenaar, status=status, soort=soort
        )

    def open_zaken(
        self, limiet: int, cursor: str | None = None, vraag: Werkvraag = ALLE
    ) -> Bladzijde[tuple[Zaak, Zaaksoort]]:
        """Cases in which somebody still has to act, each whole, with the kind of work that it is."""
        bladzijde = Meldingen(self._sessie).openstaand(limiet, cursor, vraag)
        gelezen = zaken(self._sessie, [melding for melding, _ in bladzijde.rijen])
        soorten = (soort for _, soort in bladzijde.rijen)
        return Bladzijde(tuple(zip(gelezen, soorten, strict=True)), bladzijde.volgende)

    def zaken_van_client(self, client_id: UUID) -> tuple[Zaak, ...]:
        """All cases of one client, the oldest first."""
        return zaken(self._sessie, Meldingen(self._sessie).van_client(client_id))

    def _rijen(
        self,
        soort: type[R],
        tabel: Table,
        limiet: int,
        cursor: str | None,
        /,
        **filters: Any,
    ) -> Bladzijde[R]:
        namen = {veld.name for veld in fields(soort)}
        ook = {"gemeente", "client_id", "aangemaakt", "gewijzigd", *tabel.primary_key.columns.keys()}
        vraag = select(*(kolom for kolom in tabel.c if kolom.name in namen | ook))
        rijen, volgende = blader(self._sessie, tabel, vraag, limiet, cursor, **filters)
        waarden = []
        for rij in map(Row._asdict, rijen):
            noteer(self._sessie, "lezen", tabel, rij)
            eigen = {naam: rij[naam] for naam in namen}
            waarden.append(lees(soort, eigen, f"{tabel.name}:{object_id(tabel, rij)}"))
        return Bladzijde(tuple(waarden), volgende)
