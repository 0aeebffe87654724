"""The ondersteuningsplan: the provider's and client's plan of how the results are reached.

```
concept → uitgevraagd → ingediend ↔ teruggelegd
              │             ├→ akkoord → vastgesteld → vervangen | beeindigd
              └→ geweigerd  └→ niet_akkoord
```
and `ingetrokken` from every state before `vastgesteld`. A submitted version never changes (M20).
"""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from app.domain.eisen import vervult
from app.domain.partijen import Overgang, Vertegenwoordiging
from app.domain.plan.plan_van_aanpak import Bespreking, Resultaat
from app.domain.waarden import AgbCode, Eenheid, Frequentie, Gemeentecode, Weekomvang


class Planstatus(StrEnum):
    """Where a plan stands."""

    CONCEPT = "concept"
    UITGEVRAAGD = "uitgevraagd"
    GEWEIGERD = "geweigerd"
    INGEDIEND = "ingediend"
    TERUGGELEGD = "teruggelegd"
    AKKOORD = "akkoord"
    NIET_AKKOORD = "niet_akkoord"
    VASTGESTELD = "vastgesteld"
    INGETROKKEN = "ingetrokken"
    VERVANGEN = "vervangen"
    BEEINDIGD = "beeindigd"


class Aanleiding(StrEnum):
    """Why a plan is made."""

    NIEUW = "nieuw"
    HERBEOORDELING = "herbeoordeling"
    WIJZIGING = "wijziging"
    AANBIEDERSWISSEL = "aanbiederswissel"


class Weigerreden(StrEnum):
    """Why a provider declines."""

    GEEN_CAPACITEIT = "geen_capaciteit"
    GEEN_PASSEND_AANBOD = "geen_passend_aanbod"
    GEEN_CONTRACT = "geen_contract"
    ANDERS = "anders"


@dataclass(frozen=True, slots=True)
class Productkeuze:
    """A product of the list, by category (WMO020) and code."""

    categorie: str
    code: str


@dataclass(frozen=True, slots=True)
class Inzet:
    """What is done for the results of one resultaatgebied (M14, H01 to H03, H21, H22).

    Everything that a check may find missing is optional here: a well-formed submission is
    always accepted, and the toetsen say what it lacks.
    """

    resultaatgebied: str
    resultaten: tuple[str, ...]
    """Codes of the results it serves."""
    aard: str | None = None
    """Nature of the activities."""
    frequentie: str | None = None
    """How often, in words: 'twee keer per week'."""
    omvang: Weekomvang | None = None
    """Average extent a week (H22)."""
    intensiteit: str | None = None
    """Advised level of intensity (H03)."""
    afwijking_intensiteit: str | None = None
    """Grounds for advising another intensity than the toegang suggested (H04)."""
    begin: date | None = None
    eind: date | None = None
    producten: tuple[Productkeuze, ...] = ()
    motivering: str | None = None


@dataclass(frozen=True, slots=True)
class AanvullendeInzet:
    """An additional product, outside the resultaatgebieden, in its own unit (H10 to H12)."""

    product: Productkeuze
    aantal: Decimal | None = None
    eenheid: Eenheid | None = None
    frequentie: Frequentie | None = None
    begin: date | None = None
    eind: date | None = None
    toelichting: str | None = None
    resultaatgebied: str | None = None
    """Must stay empty; a value here is a fault that a toets finds (H10)."""


@dataclass(frozen=True, slots=True)
class Intensiteitsadvies:
    """What the provider advises for one resultaatgebied, beside what the toegang suggested (H04)."""

    resultaatgebied: str
    verwacht: tuple[str, ...]
    """The levels suggested for the results that the inzet serves; empty where there was no suggestion."""
    advies: str | None
    grond: str | None
    """Why the advice differs from the suggestion."""


@dataclass(frozen=True, slots=True)
class Invulling:
    """The provider's part of the plan: what one version holds."""

    resultaten: tuple[Resultaat, ...]
    inzet: tuple[Inzet, ...]
    aanvullend: tuple[AanvullendeInzet, ...] = ()
    overleg: Bespreking | None = None
    """Consultation with the client on the whole (H23)."""

    @property
    def intensiteiten(self) -> tuple[Intensiteitsadvies, ...]:
        """Advice beside suggestion, for each inzet."""
        return vergelijk_intensiteiten(self)


@vervult("H04")
def vergelijk_intensiteiten(invulling: Invulling) -> tuple[Intensiteitsadvies, ...]:
    """Put the advised intensity of each inzet beside the one that the toegang suggested."""
    verwacht = {r.code: r.verwachte_intensiteit for r in invulling.resultaten}
    return tuple(
        Intensiteitsadvies(
            resultaatgebied=inzet.resultaatgebied,
            verwacht=tuple(dict.fromkeys(v for code in inzet.resultaten if (v := verwacht.get(code)))),
            advies=inzet.intensiteit,
            grond=inzet.afwijking_intensiteit,
        )
        for inzet in invulling.inzet
    )


@dataclass(frozen=True, slots=True)
class Planversie:
    """A submitted version: it never changes (M20)."""

    plan_id: UUID
    volgnummer: int
    ingediend_op: datetime
    ingediend_door: str
    gericht_aan: str
    """The toegang worker concerned (H09)."""
    inhoud: Invulling


class Brondocument(StrEnum):
    """A document of which parts may be shared with a provider (M21, H07)."""

    VRAAGANALYSE = "vraaganalyse"
    PLAN_VAN_AANPAK = "plan_van_aanpak"
    GESPREKSVERSLAG = "gespreksverslag"


@dataclass(frozen=True, slots=True)
class GedeeldOnderdeel:
    """The choice on one document part: shared or not, for what purpose, why (M21 to M25, H07, H08)."""

    document: Brondocument
    onderdeel: str
    """Code of the part; of a gespreksverslag the id of the note in the rapportage."""
    doel: str
    noodzakelijk: bool
    """Needed for the support and proportional; a part that is not is never shared (M24, M25)."""
    gedeeld: bool
    motivering: str
    client_wil_delen: bool | None = None
    """Consent or refusal where the region asks for it (H07); None where it does not (M22)."""


@dataclass(frozen=True, slots=True)
class Clientinformatie:
    """That the client was told of the exchange: when, how, by whom (M23)."""

    op: date
    wijze: str
    door: str


@dataclass(frozen=True, slots=True)
class Verzending:
    """How the uitvraag went out: over which secured channel, when, to whom (M11, M26)."""

    kanaal: str
    """zorgmail, or api where the profile allows it; whatever else is said is refused."""
    geadresseerde: str
    """The Zorgmail address, or the AGB code, of the provider."""
    op: datetime
    berichtkenmerk: str | None = None
    """The reference of the Zorgmail message."""
    afgeleverd_op: datetime | None = None
    """Receiving = the recorded moment of delivery; starts the two weeks (H19)."""


@dataclass(frozen=True, slots=True)
class Uitvraag:
    """The municipality's request to one provider to draw up a plan."""

    onderdelen: tuple[GedeeldOnderdeel, ...]
    verzending: Verzending
    clientinformatie: Clientinformatie | None = None


class Ondertekenaar(StrEnum):
    """Who signs a plan."""

    CLIENT = "client"
    AANBIEDER = "aanbieder"


@dataclass(frozen=True, slots=True)
class Ondertekening:
    """A signature under a version: by client or provider, when, how (M08, H24)."""

    versie: int
    door: Ondertekenaar
    op: date
    wijze: str
    vertegenwoordiger: Vertegenwoordiging | None = None
    """Who signed for the client."""


@dataclass(frozen=True, slots=True)
class OndertekeningAlternatief:
    """Why the client cannot sign, and how alignment took place instead: both, not one (M09)."""

    versie: int
    reden: str
    andere_wijze: str
    op: date


@dataclass(frozen=True, slots=True)
class Afschrift:
    """A copy for the client, given by the provider: of which version, when, over which channel (H25)."""

    versie: int
    op: date
    kanaal: str


@dataclass(frozen=True, slots=True)
class Termijnmelding:
    """The provider tells that the term will pass, why, and when the plan will be there (H20)."""

    op: datetime
    verwacht_op: date
    reden: str


@dataclass(frozen=True, slots=True)
class Teruglegging:
    """The plan goes back to the provider, after contact: when, with whom, about what (H18)."""

    versie: int
    op: datetime
    reden: str
    contact: Bespreking | None
    contactpersoon: str | None


@dataclass(frozen=True, slots=True)
class Vaststelling:
    """The provider adopts the plan with the client, before the beschikking (H26)."""

    versie: int
    op: date
    wijze: str


@dataclass(frozen=True, slots=True)
class Ondersteuningsplan:
    """One plan of one provider for one plan van aanpak, under one pinned regioprofiel."""

    id: UUID
    gemeente: Gemeentecode
    client_id: UUID
    melding_id: UUID
    plan_van_aanpak_id: UUID
    aanbieder: AgbCode
    profiel: str
    profielversie: str
    formulier_versie: str
    aanleiding: Aanleiding
    status: Planstatus
    resultaten: tuple[Resultaat, ...]
    """What this provider is asked for, set beforehand by municipality and client (M10, M13, H15).

    Of the results of the plan van aanpak, which several providers may share.
    """
    overgangen: tuple[Overgang, ...]
    casus: str = ""
    vervangt: UUID | None = None
    uitvraag: Uitvraag | None = None
    invulling: Invulling | None = None
    """The provider's draft for the next version."""
    versie: int = 0
    """Number of the last submitted version; 0 before the first."""
    ondertekeningen: tuple[Ondertekening, ...] = ()
    alternatief: OndertekeningAlternatief | None = None
    afschriften: tuple[Afschrift, ...] = ()
    termijnmeldingen: tuple[Termijnmelding, ...] = ()
    terugleggingen: tuple[Teruglegging, ...] = ()
    vaststelling: Vaststelling | None = None
    weigerreden: Weigerreden | None = None
    achterhaald_op: datetime | None = None
    """When the plan van aanpak that it answers was replaced, while the plan was in the making."""
    revisie: int = 0


class Oordeel(StrEnum):
    """The municipality's verdict on a version; a person's, not the program's."""

    AKKOORD = "akkoord"
    NIET_AKKOORD = "niet_akkoord"


@dataclass(frozen=True, slots=True)
class Beoordeling:
    """The assessment of one version: what the toetsen found, what a person decided, and why (H13 to H17)."""

    id: UUID
    gemeente: Gemeentecode
    client_id: UUID
    plan_id: UUID
    versie: int
    oordeel: Oordeel
    motivering: str
    onderbouwing_intensiteit: str
    """The person's judgement on the grounds for the intensity (H17)."""
    bevindingen: tuple["Toetsbevinding", ...]
    door: str
    op: datetime


@dataclass(frozen=True, slots=True)
class Toetsbevinding:
    """What one toets finds at one place of the plan."""

    toets: str
    ernst: str
    """blokkerend or adviserend, as the regioprofiel says."""
    veld: str
    """Path in the submission, for instance `inzet[0].omvang`."""
    melding: str
    eisen: tuple[str, ...]
