"""What an omzetting would do for one client, and what stands in its way (W08)."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial
from uuid import UUID, uuid4

from app.domain.besluit.besluit import Besluit, Besluitstatus
from app.domain.besluit.eenheden import Inkoop, andere_eenheid
from app.domain.eisen import vervult
from app.domain.inkoop import loopt_contract, niet_gecontracteerd_vanaf
from app.domain.omzetting import Clientomzetting, Omzetting
from app.domain.partijen import Product
from app.domain.toewijzing.clientlijn import Clientlijn
from app.domain.toewijzing.gelijkheid import ongelijkheden
from app.domain.toewijzing.proef import botsingen
from app.domain.toewijzing.tijdlijn import (
    Stuk,
    Toegewezen,
    gaat_over,
    geldend,
    omgezet,
    volgens_besluit,
    wordt_omgezet,
)
from app.domain.toewijzing.uitvoeren import Stap, stappen
from app.domain.waarden import AgbCode, Periode
from app.domain.woorden import datum
from app.processen.handeling import Handeling
from app.processen.toewijzen import lees_lijn


@dataclass(frozen=True, slots=True)
class Beletsel:
    """What an omzetting cannot do for a client, and why."""

    wat: str
    regel: str
    """The rule or requirement that says so."""
    houdt_tegen: bool
    """Whether it stands in the way of the whole omzetting for this client; else `wat` says what is left."""
    besluit: UUID | None = None
    besluitregel: int | None = None


@dataclass(frozen=True, slots=True)
class Omzetproef:
    """What an omzetting would do for one client."""

    client_id: UUID
    gaat_over: bool = False
    """Whether any support goes over; it may have yet to be allocated."""
    brief: bool = False
    """Whether the client notices, and so gets a letter."""
    stappen: tuple[Stap, ...] = ()
    beletselen: tuple[Beletsel, ...] = ()

    @property
    def kan(self) -> bool:
        """Whether it can be carried out for this client, once providers agreed where that is asked."""
        return self.gaat_over and not any(b.houdt_tegen for b in self.beletselen)


@dataclass(frozen=True, slots=True)
class Omzetproducten:
    """What is left and what takes its place, as they hold on the day."""

    van: Product
    naar: Product
    inkoop: Inkoop
    """What takes its place with all its versions, and the contracts on it."""


@dataclass(frozen=True, slots=True)
class Omzetlijn:
    """One client before and after."""

    omzetting: Clientomzetting
    voor: Clientlijn

    @property
    def na(self) -> Clientlijn:
        """The client with the omzetting carried out."""
        return self.voor.met_omzetting(self.omzetting)

    def stukken(self) -> tuple[Stuk, ...]:
        """The support that the omzetting speaks of; once it was carried out, the totals that it left."""
        for eerder in self.voor.omzettingen:
            if eerder.omzetting_id == self.omzetting.omzetting_id:
                return self.voor.achterblijvend(eerder)
        return self.voor.onder(self.omzetting)

    def eerder_gewacht(self) -> Clientomzetting | None:
        """The same omzetting as it waits for this client."""
        van = self.omzetting.omzetting_id
        return next((al for al in self.voor.wachtend if al.omzetting_id == van), None)

    def achterblijvend(self) -> tuple[Stuk, ...]:
        """The totals that it leaves to decide on, since it waits or else from now on."""
        return self.voor.achterblijvend(self.eerder_gewacht() or self.omzetting)

    def zaak_van(self, stuk: Stuk) -> UUID:
        """The case in which this support was decided on."""
        return next(besluit.melding_id for besluit in self.voor.besluiten if besluit.id == stuk.besluit)

    def merkbaar(self, producten: Omzetproducten) -> tuple[Stuk, ...]:
        """The support that goes over so that the client notices."""
        return tuple(
            stuk
            for stuk in self.stukken()
            if gaat_over(stuk, self.omzetting)
            and self.omzetting.is_merkbaar(stuk.inhoud.aanbieder, producten.van, producten.naar)
        )


def lijn_met(handeling: Handeling, omzetting: Omzetting, client_id: UUID) -> Omzetlijn:
    """The client, with what this omzetting would be for it."""
    nieuw = omzetting.bij(client_id, uuid4(), handeling.nu, handeling.beller.medewerker)
    return Omzetlijn(nieuw, lees_lijn(handeling, client_id))


def producten_van(handeling: Handeling, omzetting: Omzetting | Clientomzetting) -> Omzetproducten:
    """The products that it names."""
    van, naar = (
        handeling.opslag.producten.haal(inkoop.categorie, inkoop.productcode)
        for inkoop in (omzetting.van, omzetting.naar)
    )
    contracten = handeling.opslag.contracten.van_product(naar.categorie, naar.code, omzetting.per)
    return Omzetproducten(van.op(omzetting.per), naar.op(omzetting.per), Inkoop((naar,), contracten))


def beproef(handeling: Handeling, lijn: Omzetlijn, producten: Omzetproducten) -> Omzetproef:
    """What it would do for this client today; nothing is kept."""
    stukken = lijn.stukken()
    if not stukken:
        return Omzetproef(lijn.omzetting.client_id)
    return Omzetproef(
        lijn.omzetting.client_id,
        any(gaat_over(stuk, lijn.omzetting) for stuk in stukken),
        bool(lijn.merkbaar(producten)),
        stappen(lijn.na.uitgevoerd(), lijn.voor.nummers, handeling.vandaag),
        (
            *_niet_bekendgemaakt(lijn),
            *_blijft(stukken, lijn.omzetting),
            *dict.fromkeys(_niet_ingekocht(handeling, lijn, producten.inkoop)),
            *_dubbel(lijn),
            *_ongelijk(lijn),
        ),
    )


def _niet_bekendgemaakt(lijn: Omzetlijn) -> Iterator[Beletsel]:
    """A decision that was taken cannot change any more, and would be announced with what is left."""
    for besluit in lijn.voor.besluiten:
        if besluit.status is Besluitstatus.GENOMEN and _noemt(besluit, lijn.omzetting):
            yield Beletsel(
                f"Besluit {besluit.kenmerk} is genomen en noemt dit product. Maak het eerst bekend, of trek "
                "het in.",
                "W08",
                houdt_tegen=True,
                besluit=besluit.id,
            )


def _noemt(besluit: Besluit, omzetting: Clientomzetting) -> bool:
    return any(wordt_omgezet(volgens_besluit(regel), omzetting) for regel in besluit.regels)


def _blijft(stukken: Iterable[Stuk], omzetting: Clientomzetting) -> Iterator[Beletsel]:
    for besluit, regel in dict.fromkeys((s.besluit, s.regel) for s in stukken if not gaat_over(s, omzetting)):
        yield Beletsel(
            "Dit totaal of budget loopt over deze dag heen en wordt niet gesplitst. Neem een besluit.",
            "TR373",
            houdt_tegen=False,
            besluit=besluit,
            besluitregel=regel,
        )


@vervult("M17", "W08")
def _niet_ingekocht(handeling: Handeling, lijn: Omzetlijn, inkoop: Inkoop) -> Iterator[Beletsel]:
    """What could never be declared once it went over, judged as a line of a decision is.

    A contract that ends before the support does holds nothing up: it is renewed, or another omzetting puts
    the support elsewhere. Neither does the end of a product under which the support is already.
    """
    (product,) = inkoop.producten
    for stuk in lijn.stukken():
        if not gaat_over(stuk, lijn.omzetting):
            continue
        wordt = omgezet(stuk.inhoud, lijn.omzetting)
        belet = partial(Beletsel, besluit=stuk.besluit, besluitregel=stuk.regel)
        if product.eind is not None and _loopt_door(wordt.periode, product.eind):
            blijft = (wordt.categorie, wordt.productcode) == (stuk.inhoud.categorie, stuk.inhoud.productcode)
            yield belet(
                f"Product {product.categorie}/{product.code} wordt na {datum(product.eind)} niet meer "
                "toegekend, en deze ondersteuning loopt langer. Neem een besluit.",
                "W08",
                houdt_tegen=not blijft,
            )
        yield from _niet_gecontracteerd(handeling, wordt, inkoop, belet)


def _loopt_door(periode: Periode, dag: date) -> bool:
    """Whether this goes on after that day."""
    return periode.eind is None or periode.eind > dag


def _niet_gecontracteerd(
    handeling: Handeling, wordt: Toegewezen, inkoop: Inkoop, belet: Callable[..., Beletsel]
) -> Iterator[Beletsel]:
    aanbieder, begin = wordt.aanbieder, wordt.periode.begin
    assert aanbieder is not None  # a personal budget is never turned over
    product = (wordt.categorie, wordt.productcode)
    eenheid = None if wordt.omvang is None else wordt.omvang.eenheid
    mogelijk = inkoop.eenheden(aanbieder, *product, begin) or ()
    zonder_vanaf = niet_gecontracteerd_vanaf(inkoop.contracten, aanbieder, product, eenheid, wordt.periode)
    if not loopt_contract(inkoop.contracten, aanbieder, product, begin):
        yield belet(
            f"{_noem(handeling, aanbieder)} heeft op {datum(begin)} geen contract voor product "
            f"{wordt.categorie}/{wordt.productcode}.",
            "M17",
            houdt_tegen=True,
        )
    elif eenheid is not None and eenheid not in mogelijk:
        yield belet(
            f"Product {wordt.categorie}/{wordt.productcode} bij {_noem(handeling, aanbieder)}: "
            f"{andere_eenheid(eenheid, mogelijk)}",
            "TR341",
            houdt_tegen=True,
        )
    elif zonder_vanaf is not None:
        yield belet(
            f"{_noem(handeling, aanbieder)} heeft vanaf {datum(zonder_vanaf)} geen contract meer voor "
            f"product {wordt.categorie}/{wordt.productcode}, en deze ondersteuning loopt langer.",
            "M17",
            houdt_tegen=False,
        )


def _noem(handeling: Handeling, agb: AgbCode) -> str:
    naam = handeling.opslag.aanbieders.namen({agb}).get(agb)
    return f"Aanbieder {agb}" if naam is None else f"Aanbieder {naam} ({agb})"


def _ongelijk(lijn: Omzetlijn) -> Iterator[Beletsel]:
    """Allocations that drifted from what was decided: nothing is changed before that is mended."""
    if ongelijkheden(geldend(lijn.voor.uitgevoerd()), lijn.voor.toewijzingen):
        wat = "De toewijzingen zijn niet gelijk aan de besluiten. Voer eerst de correctie uit."
        yield Beletsel(wat, "M18", houdt_tegen=True)


def _dubbel(lijn: Omzetlijn) -> Iterator[Beletsel]:
    al_bekend = set(botsingen(lijn.voor.genomen()))
    for fout in botsingen(lijn.na.genomen()):
        if fout not in al_bekend:
            yield Beletsel(fout.melding, fout.regel or "OP259", houdt_tegen=True)
