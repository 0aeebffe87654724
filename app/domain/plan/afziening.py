"""The recorded, conditional choice not to ask for a plan (M02 to M05)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from app.domain.eisen import vervult
from app.domain.fouten import Veldfout, VerkeerdeStatus, VoorwaardeNietVervuld
from app.domain.profielen import Regioprofiel
from app.domain.profielen.regioprofiel import Formulieronderdeel
from app.domain.waarden import AgbCode, Gemeentecode, kalenderdag, zegt_iets


class Vindplaats(StrEnum):
    """The document in which the information must stand (M04b)."""

    KLANTDOSSIER = "klantdossier"
    ONDERZOEKSVERSLAG = "onderzoeksverslag"


@dataclass(frozen=True, slots=True)
class BeschikbareInformatie:
    """For one part of the plan form: the information is there, and in which document (M04a, M04b)."""

    onderdeel: Formulieronderdeel
    document: Vindplaats
    vindplaats: str
    """Where in the document."""


@dataclass(frozen=True, slots=True)
class AfstemmingClient:
    """How and when the client was involved in the substance of the choice of support (M04c)."""

    op: date
    wijze: str


@dataclass(frozen=True, slots=True)
class AfstemmingAanbieder:
    """With whom at the provider the support was agreed beforehand, and when (M04d)."""

    op: date
    met: str


@dataclass(frozen=True, slots=True)
class Afziening:
    """No plan is asked for, for a weighty reason and under four conditions (M03, M04)."""

    id: UUID
    gemeente: Gemeentecode
    client_id: UUID
    melding_id: UUID
    plan_van_aanpak_id: UUID
    aanbieder: AgbCode
    reden: str
    reden_client_of_groep: str
    """The client or client group to which the reason is tied (M03)."""
    individuele_beoordeling: str
    """Why it holds in this case: a group may be the reason, never the assessment (M03, M04)."""
    informatie: tuple[BeschikbareInformatie, ...]
    client: AfstemmingClient | None
    afstemming: AfstemmingAanbieder | None
    """Both are there in every waiver that stands."""
    door: str
    op: datetime
    revisie: int = 0


@vervult("M03")
def ontbrekende_reden(afziening: Afziening) -> Iterable[Veldfout]:
    """A weighty reason tied to client or group, and an assessment of this one case."""
    if not zegt_iets(afziening.reden):
        yield Veldfout("reden", "Geef de zwaarwegende inhoudelijke reden.", "M03")
    if not zegt_iets(afziening.reden_client_of_groep):
        yield Veldfout(
            "redenClientOfGroep", "Geef aan voor welke cliënt of cliëntgroep de reden geldt.", "M03"
        )
    if not zegt_iets(afziening.individuele_beoordeling):
        yield Veldfout(
            "individueleBeoordeling",
            "Een groep kan de reden zijn, niet de beoordeling. Beoordeel dit geval.",
            "M03",
        )


@vervult("M04a")
def ontbrekende_onderdelen(afziening: Afziening, profiel: Regioprofiel) -> Iterable[Veldfout]:
    """Each part of the region's form whose information is not said to be available."""
    gegeven = {i.onderdeel for i in afziening.informatie}
    for onderdeel in Formulieronderdeel:
        if onderdeel in profiel.verplicht and onderdeel not in gegeven:
            yield Veldfout(
                "informatie", f"Over het onderdeel {onderdeel} is geen informatie aangewezen.", "M04a"
            )


@vervult("M04b")
def ontbrekende_vindplaatsen(afziening: Afziening) -> Iterable[Veldfout]:
    """Each part of which is not said where it is in the client file or the research report."""
    for i, informatie in enumerate(afziening.informatie):
        if not zegt_iets(informatie.vindplaats):
            yield Veldfout(f"informatie[{i}].vindplaats", "Noem waar in het document het staat.", "M04b")


@vervult("M04c")
def ontbrekende_clientbetrokkenheid(afziening: Afziening) -> Iterable[Veldfout]:
    """When and how the client was involved in the substance of the choice."""
    client = afziening.client
    if client is None:
        yield Veldfout("client", "Geef aan wanneer en hoe de cliënt bij de keuze is betrokken.", "M04c")
        return
    if not zegt_iets(client.wijze):
        yield Veldfout("client.wijze", "Beschrijf hoe de cliënt bij de keuze is betrokken.", "M04c")
    if client.op > kalenderdag(afziening.op):
        yield Veldfout("client.datum", "De cliënt is vooraf betrokken; deze dag ligt later.", "M04c")


@vervult("M04d")
def ontbrekende_afstemming(afziening: Afziening) -> Iterable[Veldfout]:
    """With whom at the executing provider it was agreed beforehand, and when."""
    afstemming = afziening.afstemming
    if afstemming is None:
        yield Veldfout("afstemming", "Geef aan wanneer en met wie bij de aanbieder is afgestemd.", "M04d")
        return
    if not zegt_iets(afstemming.met):
        yield Veldfout("afstemming.met", "Noem met wie bij de aanbieder is afgestemd.", "M04d")
    if afstemming.op > kalenderdag(afziening.op):
        yield Veldfout("afstemming.datum", "De afstemming is vooraf; deze dag ligt later.", "M04d")


@vervult("M02", "M03")
def zie_af(afziening: Afziening, profiel: Regioprofiel) -> Afziening:
    """Waive the plan, when the region knows a waiver at all and every condition is met.

    Raises VerkeerdeStatus or VoorwaardeNietVervuld with each condition that is not met.
    """
    if not profiel.afzien_mogelijk:
        raise VerkeerdeStatus(f"De regio {profiel.naam} kent geen afzien van een ondersteuningsplan.")
    fouten = (
        *ontbrekende_reden(afziening),
        *ontbrekende_onderdelen(afziening, profiel),
        *ontbrekende_vindplaatsen(afziening),
        *ontbrekende_clientbetrokkenheid(afziening),
        *ontbrekende_afstemming(afziening),
    )
    if fouten:
        raise VoorwaardeNietVervuld("Aan de voorwaarden om van een plan af te zien is niet voldaan.", *fouten)
    return afziening
