"""Providers, products and contracts."""

from collections.abc import Collection
from datetime import date
from typing import Any

from sqlalchemy import and_, or_

from app.domain.fouten import NietGevonden
from app.domain.partijen import Aanbieder, Contract, Product
from app.domain.waarden import AgbCode, Gemeentecode
from app.opslag import opdrachten
from app.opslag import tabellen as t
from app.opslag.verzameling import Gevonden, MetId, Verzameling


class Aanbieders(Verzameling[Aanbieder]):
    """Providers, as each municipality knows them."""

    tabel = t.aanbieder
    soort = Aanbieder
    bestaat_al = "Deze aanbieder is al bekend bij de gemeente."

    def vergrendel(self, agb: AgbCode) -> None:
        """Let no other transaction of this municipality that locks this provider go on before this one ends.

        For steps that weigh several contracts of one provider together.
        """
        if not self._vergrendel(agb=agb):
            raise NietGevonden("Deze aanbieder is niet bekend bij deze gemeente.", gezocht=agb)

    def haal(
        self, agb: AgbCode, revisie: int | None = None, gemeente: Gemeentecode | None = None
    ) -> Aanbieder:
        """The provider as one municipality knows it; a provider names the municipality."""
        return self._haal_revisie(revisie, gemeente=self._sessie.gemeente(gemeente), agb=agb)

    def houdt_berichten_hier(self, agb: AgbCode) -> bool:
        """Whether the calling municipality says of this provider that it keeps its messages here."""
        aanbieder = self._vind(gemeente=self._sessie.gemeente(None), agb=agb)
        return aanbieder is not None and aanbieder.berichten_hier

    def gemeenten(self) -> tuple[Gemeentecode, ...]:
        """The municipalities that know the calling provider."""
        return tuple(aanbieder.gemeente for aanbieder in self._zoek())

    def namen(self, codes: Collection[AgbCode]) -> Gevonden[AgbCode, str]:
        """The name of each of these providers that the caller knows, by AGB code."""
        gevonden = self._zoek_waar(self.tabel.c.agb.in_(codes))
        return Gevonden((aanbieder.agb, aanbieder.naam) for aanbieder in gevonden)


class Producten(Verzameling[Product]):
    """The product lists of the municipalities."""

    tabel = t.product
    soort = Product
    bestaat_al = "Dit product staat al op de lijst van de gemeente."

    def haal(
        self, categorie: str, code: str, revisie: int | None = None, gemeente: Gemeentecode | None = None
    ) -> Product:
        """One product of one municipality; a provider names the municipality."""
        return self._haal_revisie(
            revisie,
            gemeente=self._sessie.gemeente(gemeente),
            categorie=categorie,
            code=code,
        )

    def alle(self) -> tuple[Product, ...]:
        """All that the caller may see."""
        return self._zoek()

    def codes(self) -> frozenset[tuple[str, str]]:
        """The category and code of all that the caller may see."""
        tenant = self._sessie.tenant
        vraag = opdrachten.kolommen(self.tabel, tenant.partij, ("categorie", "code"))
        rijen = self._sessie.verbinding.execute(vraag, {opdrachten.TENANT: tenant.code})
        return frozenset((rij.categorie, rij.code) for rij in rijen)


class Contracten(MetId[Contract]):
    """What a provider may deliver, when, at which tariff."""

    tabel = t.contract
    soort = Contract

    def afgeleid(self, waarde: Contract) -> dict[str, Any]:
        """Its period."""
        return {"begin": waarde.periode.begin, "eind": waarde.periode.eind}

    def geldig(
        self,
        aanbieder: AgbCode,
        categorie: str,
        code: str,
        dag: date,
        gemeente: Gemeentecode | None = None,
    ) -> Contract | None:
        """The contract for one product that holds on a day; a provider names the municipality."""
        c = self.tabel.c
        gevonden = self._zoek_waar(
            c.gemeente == self._sessie.gemeente(gemeente),
            c.aanbieder == aanbieder,
            c.categorie == categorie,
            c.code == code,
            and_(c.begin <= dag, or_(c.eind.is_(None), c.eind >= dag)),
        )
        return gevonden[0] if gevonden else None

    def van_aanbieder(self, aanbieder: AgbCode, gemeente: Gemeentecode | None = None) -> tuple[Contract, ...]:
        """All contracts of one provider with one municipality; a provider names the municipality."""
        return self._zoek(gemeente=self._sessie.gemeente(gemeente), aanbieder=aanbieder)

    def van_aanbieders(self, codes: Collection[AgbCode]) -> tuple[Contract, ...]:
        """All contracts of these providers that the caller may see."""
        return self._zoek_waar(self.tabel.c.aanbieder.in_(codes))

    def van_product(self, categorie: str, code: str, vanaf: date) -> tuple[Contract, ...]:
        """The contracts on a product that have not ended by a day, of all providers."""
        c = self.tabel.c
        return self._zoek_waar(
            and_(c.categorie == categorie, c.code == code),
            or_(c.eind.is_(None), c.eind >= vanaf),
        )
