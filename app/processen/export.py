"""All that is held about one person, in one piece (AVG art. 15 and 20; W06)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from app.domain.berichtontvangst import Berichtontvangst
from app.domain.besluit.aanvraag import Aanvraag
from app.domain.besluit.besluit import Besluit
from app.domain.bewaren import Bewaarreden, Vernietigingsverzoek
from app.domain.bezwaar.bezwaar import Bezwaar
from app.domain.document import Document
from app.domain.eisen import vervult
from app.domain.feit import Feit
from app.domain.keten.declaratie import Prestatie
from app.domain.keten.dossier import BekendeToewijzing, Partijen, Toewijzingsleutel
from app.domain.keten.historie import (
    Declaratieregel,
    Gegeven,
    Geleverd,
    Levering,
    Levermelding,
    Toewijzingsversie,
    Weigering,
)
from app.domain.keten.levering import Start
from app.domain.melding import Melding
from app.domain.omzetting import Clientomzetting
from app.domain.onderzoek import Onderzoek
from app.domain.partijen import Client, Partij, Rol
from app.domain.plan import delen
from app.domain.plan.afziening import Afziening
from app.domain.plan.delen import Deling
from app.domain.plan.ondersteuningsplan import Beoordeling, Ondersteuningsplan, Planversie
from app.domain.plan.plan_van_aanpak import PlanVanAanpak
from app.domain.rapportage import Rapportage
from app.domain.toewijzing.toewijzing import Toewijzing, Toewijzingsbericht
from app.domain.verzoek.verzoek import BewaardVerzoek, Verzoekinhoud
from app.domain.waarden import AgbCode, Bsn, Gemeentecode, Omvang
from app.istandaard.codelijsten import Code, gemeentelijst
from app.istandaard.tonen import toonbaar
from app.istandaard.verzoeken import inhoud_van
from app.opslag import Verwerking
from app.opslag.ketenhistorie import Vondst
from app.processen import naslaan
from app.processen.handeling import Handeling, voor
from app.processen.toekennen import lees_bericht

GROOTSTE_LIJST = 10_000
"""Lines of the access record in an export; the rest is read page by page."""


@dataclass(frozen=True, slots=True)
class Verzoekuittreksel:
    """A request of a provider about this person, with what it asks."""

    verzoek: BewaardVerzoek
    inhoud: Verzoekinhoud

    @property
    def id(self) -> UUID:
        """Of the request."""
        return self.verzoek.id

    @property
    def referentie(self) -> str:
        """ReferentieAanbieder as it may be shown."""
        return toonbaar(self.verzoek.referentie)


@dataclass(frozen=True, slots=True)
class GemeldeLevering:
    """A start or stop that a provider reported, or that one is deleted."""

    gemeente: Gemeentecode
    aanbieder: AgbCode
    toewijzing: int | None
    categorie: str | None
    productcode: str | None
    begin: date
    eind: date | None
    reden: str | None
    """RedenBeeindiging of a stop."""
    verwijderd: bool


@dataclass(frozen=True, slots=True)
class GedeclareerdeRegel:
    """A line that a provider declared for this person, and what became of it."""

    gemeente: Gemeentecode
    aanbieder: AgbCode
    prestatie: Prestatie
    geweigerd: bool
    redenen: tuple[Code, ...]
    """Why it was refused."""


@dataclass(frozen=True, slots=True)
class _Uittreksel:
    """What was exchanged about one person, as it is shown."""

    verzoeken: tuple[Verzoekuittreksel, ...] = ()
    ontvangsten: tuple[Berichtontvangst, ...] = ()
    levermeldingen: tuple[GemeldeLevering, ...] = ()
    declaratieregels: tuple[GedeclareerdeRegel, ...] = ()
    gegevens: tuple[Gegeven, ...] = ()
    """All that counts of it."""


NIETS = _Uittreksel()
"""On who has no Bsn there are no messages."""


@dataclass(frozen=True, slots=True)
class Export:
    """One person's file: every aggregate, what was shared, and who did what with it."""

    client: Client
    meldingen: tuple[Melding, ...]
    onderzoeken: tuple[Onderzoek, ...]
    plannen_van_aanpak: tuple[PlanVanAanpak, ...]
    ondersteuningsplannen: tuple[Ondersteuningsplan, ...]
    planversies: tuple[Planversie, ...]
    beoordelingen: tuple[Beoordeling, ...]
    afzieningen: tuple[Afziening, ...]
    aanvragen: tuple[Aanvraag, ...]
    besluiten: tuple[Besluit, ...]
    bezwaren: tuple[Bezwaar, ...]
    feiten: tuple[Feit, ...]
    omzettingen: tuple[Clientomzetting, ...]
    toewijzingen: tuple[Toewijzing, ...]
    berichten: tuple[Toewijzingsbericht, ...]
    rapportages: tuple[Rapportage, ...]
    documenten: tuple[Document, ...]
    bewaarredenen: tuple[Bewaarreden, ...]
    vernietigingsverzoeken: tuple[Vernietigingsverzoek, ...]
    delingen: tuple[Deling, ...]
    verzoeken: tuple[Verzoekuittreksel, ...]
    ontvangsten: tuple[Berichtontvangst, ...]
    levermeldingen: tuple[GemeldeLevering, ...]
    declaratieregels: tuple[GedeclareerdeRegel, ...]
    verwerkingen: tuple[Verwerking, ...]
    vervolg_verwerkingen: str | None
    """Cursor of the rest of the access record, when it is longer than fits."""


@vervult("W06")
@voor(Rol.ADMINISTRATIE)
def exporteer_client(handeling: Handeling, client_id: UUID) -> Export:
    """Everything about one client; each thing in it is recorded as read."""
    opslag = handeling.opslag
    client = opslag.clienten.haal(client_id)
    spoor = opslag.verwerkingen.van_client(client_id, GROOTSTE_LIJST)
    plannen = opslag.ondersteuningsplannen.van_client(client_id)
    uittreksel = NIETS if client.bsn is None else _uittreksel(handeling, client.bsn)
    return Export(
        client=client,
        meldingen=opslag.meldingen.van_client(client_id),
        onderzoeken=opslag.onderzoeken.van_client(client_id),
        plannen_van_aanpak=opslag.plannen_van_aanpak.van_client(client_id),
        ondersteuningsplannen=plannen,
        planversies=opslag.planversies.van_client(client_id),
        beoordelingen=opslag.beoordelingen.van_client(client_id),
        afzieningen=opslag.afzieningen.van_client(client_id),
        aanvragen=opslag.aanvragen.van_client(client_id),
        besluiten=opslag.besluiten.van_client(client_id),
        bezwaren=opslag.bezwaren.van_client(client_id),
        feiten=opslag.feiten.van_client(client_id),
        omzettingen=opslag.clientomzettingen.van_client(client_id),
        toewijzingen=opslag.toewijzingen.van_client(client_id),
        berichten=opslag.berichten.van_client(client_id),
        rapportages=opslag.rapportages.van_client(client_id),
        documenten=opslag.documenten.van_client(client_id),
        bewaarredenen=opslag.bewaarredenen.van_client(client_id),
        vernietigingsverzoeken=opslag.vernietigingsverzoeken.van_client(client_id),
        delingen=tuple(deling for plan in plannen for deling in delen.delingen(plan)),
        verzoeken=uittreksel.verzoeken,
        ontvangsten=uittreksel.ontvangsten,
        levermeldingen=uittreksel.levermeldingen,
        declaratieregels=uittreksel.declaratieregels,
        verwerkingen=spoor.rijen,
        vervolg_verwerkingen=spoor.volgende,
    )


@dataclass(frozen=True, slots=True)
class OntvangenToewijzing:
    """An allocation as a provider received it, in the version that holds (IV013)."""

    gemeente: Gemeentecode
    nummer: int
    categorie: str | None
    productcode: str | None
    begin: date
    eind: date | None
    omvang: Omvang | None
    budget: int | None
    """Cents."""
    verwijderd: bool


@dataclass(frozen=True, slots=True)
class Aanbiederexport:
    """All that a provider keeps of one person, and what municipalities let it see."""

    toewijzingen: tuple[OntvangenToewijzing, ...]
    berichten: tuple[Toewijzingsbericht, ...]
    """The wmo301s that municipalities drew up here."""
    ondersteuningsplannen: tuple[Ondersteuningsplan, ...]
    planversies: tuple[Planversie, ...]
    verzoeken: tuple[Verzoekuittreksel, ...]
    leveringen: tuple[Levering, ...]
    levermeldingen: tuple[GemeldeLevering, ...]
    maanden: tuple[Geleverd, ...]
    declaratieregels: tuple[GedeclareerdeRegel, ...]
    ontvangsten: tuple[Berichtontvangst, ...]
    bewaarredenen: tuple[Bewaarreden, ...]
    vernietigingsverzoeken: tuple[Vernietigingsverzoek, ...]


@vervult("W06")
@voor(Rol.AANBIEDER)
def exporteer_persoon(handeling: Handeling, bsn: Bsn) -> Aanbiederexport:
    """Everything that the calling provider keeps of one person; each thing in it is recorded as read."""
    opslag, eigen = handeling.opslag, AgbCode(handeling.beller.code)
    uittreksel = _uittreksel(handeling, bsn)
    persoon = opslag.ontvangsten.persoon(eigen, bsn.cijfers)
    clienten = [
        id
        for gemeente in opslag.aanbieders.gemeenten()
        for id in opslag.ontvangsten.clienten(gemeente, (bsn.cijfers,)).values()
    ]
    ontvangen = tuple(_ontvangen(uittreksel.gegevens))
    bekend = {(toewijzing.gemeente, toewijzing.nummer) for toewijzing in ontvangen}
    gedeeld = (
        toewijzing
        for id in clienten
        for toewijzing in opslag.toewijzingen.van_client(id)
        if (toewijzing.gemeente, toewijzing.nummer) not in bekend
    )
    return Aanbiederexport(
        toewijzingen=(*ontvangen, *map(_gedeeld, gedeeld)),
        berichten=tuple(bericht for id in clienten for bericht in opslag.berichten.van_client(id)),
        ondersteuningsplannen=tuple(
            p for id in clienten for p in opslag.ondersteuningsplannen.van_client(id)
        ),
        planversies=tuple(versie for id in clienten for versie in opslag.planversies.van_client(id)),
        verzoeken=uittreksel.verzoeken,
        leveringen=tuple(g for g in uittreksel.gegevens if isinstance(g, Levering) and g.vastgelegd),
        levermeldingen=uittreksel.levermeldingen,
        maanden=tuple(g for g in uittreksel.gegevens if isinstance(g, Geleverd)),
        declaratieregels=uittreksel.declaratieregels,
        ontvangsten=uittreksel.ontvangsten,
        bewaarredenen=opslag.bewaarredenen.van_persoon(eigen, persoon),
        vernietigingsverzoeken=opslag.vernietigingsverzoeken.van_persoon(eigen, persoon),
    )


@voor(Rol.AANBIEDER)
def gemeentenamen_in(handeling: Handeling, inhoud: Aanbiederexport) -> dict[str, str]:
    """The names of the municipalities in it, by code."""
    codes = {
        *(plan.gemeente for plan in inhoud.ondersteuningsplannen),
        *(toewijzing.gemeente for toewijzing in inhoud.toewijzingen),
        *(bericht.gemeente for bericht in inhoud.berichten),
        *(maand.gemeente for maand in inhoud.maanden),
        *(verzoek.verzoek.gemeente for verzoek in inhoud.verzoeken),
        *(reden.gemeente for reden in inhoud.bewaarredenen),
        *(verzoek.gemeente for verzoek in inhoud.vernietigingsverzoeken),
    }
    namen = gemeentelijst().codelijst
    return {str(code): f"gemeente {namen.betekenis(code) or code}" for code in codes}


def _ontvangen(gegevens: Sequence[Gegeven]) -> Iterator[OntvangenToewijzing]:
    """Each allocation in the version that was decided last."""
    geldend: dict[Toewijzingsleutel, BekendeToewijzing] = {}
    for gegeven in gegevens:
        if isinstance(gegeven, Toewijzingsversie):
            eerder = geldend.get(gegeven.toewijzing, gegeven.versie)
            if gegeven.versie.besloten >= eerder.besloten:
                geldend[gegeven.toewijzing] = gegeven.versie
    for (gemeente, nummer), nu in geldend.items():
        yield OntvangenToewijzing(
            gemeente,
            nummer,
            nu.categorie,
            nu.productcode,
            nu.ingangsdatum,
            nu.einddatum,
            nu.omvang,
            nu.budget,
            nu.verwijderd,
        )


def _gedeeld(toewijzing: Toewijzing) -> OntvangenToewijzing:
    """An allocation of which the provider never handed over a wmo301, as it reads it here."""
    nu = toewijzing.actueel
    return OntvangenToewijzing(
        toewijzing.gemeente,
        toewijzing.nummer,
        toewijzing.categorie,
        toewijzing.productcode,
        nu.periode.begin,
        nu.periode.eind,
        nu.omvang,
        nu.budget,
        toewijzing.verwijderd,
    )


def _uittreksel(handeling: Handeling, bsn: Bsn) -> _Uittreksel:
    over = handeling.opslag.uitwisseling_over(bsn.cijfers)
    gegevens = tuple(vondst.gegeven for vondst in over.gegevens)
    for vondst in over.gegevens:
        _noteer(handeling, vondst, bsn)
    return _Uittreksel(
        verzoeken=tuple(
            Verzoekuittreksel(v, inhoud_van(lees_bericht(handeling, v), v.referentie)) for v in over.verzoeken
        ),
        ontvangsten=tuple(ontvangst.voor(handeling.beller.code) for ontvangst in over.ontvangsten),
        levermeldingen=tuple(_gemeld(g) for g in gegevens if isinstance(g, Levermelding)),
        declaratieregels=tuple(_gedeclareerd(gegevens)),
        gegevens=gegevens,
    )


def _noteer(handeling: Handeling, vondst: Vondst, bsn: Bsn) -> None:
    """Leave in the access record that this was read, with the message or the delivery it is of."""
    gegeven = vondst.gegeven
    if isinstance(gegeven, Levering | Geleverd):
        tussen = Partijen(gegeven.toewijzing.gemeente, handeling.beller.code)
        handeling.opslag.keten(handeling.beller.code, tussen).noteer("lezen", gegeven)
    elif isinstance(gegeven, Levermelding):
        handeling.opslag.ontvangsten.noteer("lezen", vondst.herkomst, gegeven.van.gemeente, (bsn.cijfers,))
    elif isinstance(gegeven, Declaratieregel):
        gemeente = gegeven.declaratie.gemeente
        handeling.opslag.ontvangsten.noteer("lezen", vondst.herkomst, gemeente, (bsn.cijfers,))


def _gemeld(gegeven: Levermelding) -> GemeldeLevering:
    melding = gegeven.melding
    start, stop = (melding, None) if isinstance(melding, Start) else (melding.start, melding)
    return GemeldeLevering(
        gegeven.van.gemeente,
        gegeven.van.aanbieder,
        start.toewijzing,
        start.categorie,
        start.productcode,
        start.begindatum,
        None if stop is None else stop.einddatum,
        None if stop is None else stop.reden,
        gegeven.verwijderd,
    )


def _gedeclareerd(gegevens: Sequence[Gegeven]) -> Iterator[GedeclareerdeRegel]:
    later = {g.prestatie: g.codes for g in gegevens if isinstance(g, Weigering)}
    for regel in gegevens:
        if isinstance(regel, Declaratieregel):
            gemeente, aanbieder, _ = regel.declaratie
            geweigerd = not regel.toegekend or regel.prestatie in later
            codes = later.get(regel.prestatie, regel.codes)
            redenen = naslaan.retourcodes(codes) if geweigerd else ()
            yield GedeclareerdeRegel(gemeente, aanbieder, regel.prestatie, geweigerd, redenen)


@voor(Rol.ADMINISTRATIE)
def namen_in(handeling: Handeling, inhoud: Export) -> dict[str, str]:
    """The names of the organisations in a file, by code: its municipality, and the providers."""
    aanbieders = {
        *(plan.aanbieder for plan in inhoud.ondersteuningsplannen),
        *(afziening.aanbieder for afziening in inhoud.afzieningen),
        *(regel.aanbieder for besluit in inhoud.besluiten for regel in besluit.regels if regel.aanbieder),
        *(toewijzing.aanbieder for toewijzing in inhoud.toewijzingen),
        *(verzoek.verzoek.aanbieder for verzoek in inhoud.verzoeken),
        *(melding.aanbieder for melding in inhoud.levermeldingen),
        *(regel.aanbieder for regel in inhoud.declaratieregels),
        *(AgbCode(v.code) for v in inhoud.verwerkingen if v.partij == Partij.AANBIEDER),
    }
    gemeente = handeling.gemeente
    profiel = handeling.profielen.voor(gemeente, handeling.vandaag)
    namen = {str(agb): naam for agb, naam in handeling.opslag.aanbieders.namen(aanbieders).items()}
    return namen | {str(gemeente): f"gemeente {profiel.gemeente(gemeente).naam}"}
