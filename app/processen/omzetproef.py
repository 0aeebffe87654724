"""What an omzetting would do for one client, and what stands in its way (W08)."""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID, uuid4

from app.domain.besluit.besluit import Besluit, Besluitstatus
from app.domain.omzetting import Clientomzetting, Omzetting
from app.domain.partijen import Product
from app.domain.toewijzing.clientlijn import Clientlijn
from app.domain.toewijzing.gelijkheid import ongelijkheden
from app.domain.toewijzing.proef import botsingen
from app.domain.toewijzing.tijdlijn import Stuk, gaat_over, geldend, volgens_besluit, wordt_omgezet
from app.domain.toewijzing.uitvoeren import Stap, stappen
from app.processen.handeling import Handeling
from app.processen.toewijzen import lees_lijn


@dataclass(frozen=True, slots=True)
class Beletsel:
    """What an omzetting cannot do for a client, and why."""

    wat: str
    regel: str
    """The rule or requirement that says so."""
    houdt_tegen: bool
    """Whether it stands in the way of the whole omzetting for this client; else this part stays as it is."""
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
        """The support that the omzetting speaks of."""
        return self.voor.onder(self.omzetting)

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
        handeling.opslag.producten.haal(inkoop.categorie, inkoop.productcode).op(omzetting.per)
        for inkoop in (omzetting.van, omzetting.naar)
    )
    return Omzetproducten(van, naar)


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
            *dict.fromkeys(b for stuk in stukken for b in _onomzetbaar(stuk, lijn.omzetting, producten.naar)),
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


def _onomzetbaar(stuk: Stuk, omzetting: Clientomzetting, naar: Product) -> Iterator[Beletsel]:
    omvang = stuk.inhoud.omvang
    if not gaat_over(stuk, omzetting):
        yield Beletsel(
            "Dit totaal of budget loopt over deze dag heen en wordt niet gesplitst. Neem een besluit.",
            "TR373",
            houdt_tegen=False,
            besluit=stuk.besluit,
            besluitregel=stuk.regel,
        )
    elif omvang is not None and omvang.eenheid not in naar.eenheden:
        yield Beletsel(
            f"Product {naar.code} wordt niet in eenheid {omvang.eenheid} toegekend. Neem een besluit.",
            "W08",
            houdt_tegen=True,
            besluit=stuk.besluit,
            besluitregel=stuk.regel,
        )


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
