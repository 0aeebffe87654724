"""The plan van aanpak: the municipality's plan with the results to reach, set with the client (M13, H15)."""

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from app.domain.eisen import vervult
from app.domain.fouten import OngeldigeInvoer, Veldfout, VerkeerdeStatus
from app.domain.onderzoek import Onderdeel, Onderzoek, Onderzoekspunt, vereis_eigen_codes
from app.domain.partijen import Vertegenwoordiging
from app.domain.profielen import Regioprofiel
from app.domain.waarden import Gemeentecode, Periode


@dataclass(frozen=True, slots=True)
class Resultaat:
    """A result to reach, in one resultaatgebied; the toegang may suggest an intensity (H04)."""

    code: str
    """Short name within the plan van aanpak; the same result keeps it in every version."""
    resultaatgebied: str
    omschrijving: str
    verwachte_intensiteit: str | None = None


@dataclass(frozen=True, slots=True)
class Bespreking:
    """That something was settled together with the client: when and how (M13, H23)."""

    op: date
    wijze: str


@dataclass(frozen=True, slots=True)
class Clientondertekening:
    """That the client signed; or for the client somebody who acts for the client (Wmo 1.1.1 lid 2)."""

    op: date
    vertegenwoordiger: Vertegenwoordiging | None = None


@dataclass(frozen=True, slots=True)
class Planinhoud:
    """What municipality and client settle together; a new version holds all of it again (M13)."""

    resultaten: tuple[Resultaat, ...]
    termijn: Periode
    met_client: Bespreking
    onderdelen: tuple[Onderdeel, ...] = ()


@dataclass(frozen=True, slots=True)
class PlanVanAanpak:
    """One version of the municipality's plan. A change is a new version and asks for a new uitvraag (M13)."""

    id: UUID
    gemeente: Gemeentecode
    client_id: UUID
    melding_id: UUID
    onderzoek_id: UUID
    volgnummer: int
    resultaten: tuple[Resultaat, ...]
    termijn: Periode
    """The term to be indicated (M14): inzet lies inside it."""
    met_client: Bespreking
    onderdelen: tuple[Onderdeel, ...] = ()
    onderzocht: tuple[Onderzoekspunt, ...] = ()
    """What the research had found, on which this version rests (W11)."""
    ondertekend_door_client_op: date | None = None
    """Makes it count as aanvraag where the region says so (W02)."""
    ondertekend_namens_client: Vertegenwoordiging | None = None
    """Who signed for the client; None where the client did."""
    vervangt: UUID | None = None
    """The version before this one."""
    revisie: int = 0


@vervult("W11")
def stel_op(id: UUID, onderzoek: Onderzoek, inhoud: Planinhoud, profiel: Regioprofiel) -> PlanVanAanpak:
    """Make the first version, which follows from a finished research."""
    if onderzoek.afronding is None:
        raise VerkeerdeStatus("Rond eerst het onderzoek af; het plan van aanpak volgt daaruit.")
    _controleer(inhoud, profiel)
    return PlanVanAanpak(
        id=id,
        gemeente=onderzoek.gemeente,
        client_id=onderzoek.client_id,
        melding_id=onderzoek.melding_id,
        onderzoek_id=onderzoek.id,
        volgnummer=1,
        resultaten=inhoud.resultaten,
        termijn=inhoud.termijn,
        met_client=inhoud.met_client,
        onderdelen=inhoud.onderdelen,
        onderzocht=onderzoek.verantwoording.punten,
    )


@vervult("M13")
def herzie(
    plan: PlanVanAanpak, id: UUID, onderzoek: Onderzoek, inhoud: Planinhoud, profiel: Regioprofiel
) -> PlanVanAanpak:
    """Make the next version, settled with the client again; the signature of the old one does not carry over.

    Raises VerkeerdeStatus when the talk with the client was before that of the version it replaces.
    """
    if inhoud.met_client.op < plan.met_client.op:
        raise VerkeerdeStatus("Bespreek een wijziging van de resultaten opnieuw met de cliënt.")
    _controleer(inhoud, profiel)
    return replace(
        plan,
        id=id,
        volgnummer=plan.volgnummer + 1,
        resultaten=inhoud.resultaten,
        termijn=inhoud.termijn,
        met_client=inhoud.met_client,
        onderdelen=inhoud.onderdelen,
        onderzocht=onderzoek.verantwoording.punten,
        ondertekend_door_client_op=None,
        ondertekend_namens_client=None,
        vervangt=plan.id,
        revisie=0,
    )


@vervult("M13")
def vereis_laatste(plan: PlanVanAanpak, laatste: PlanVanAanpak | None) -> None:
    """Refuse to go on from a version that municipality and client have since replaced."""
    if laatste is not None and laatste.volgnummer > plan.volgnummer:
        raise VerkeerdeStatus("Van dit plan van aanpak is een nieuwere versie. Ga daarvan uit.")


def _controleer(inhoud: Planinhoud, profiel: Regioprofiel) -> None:
    """Refuse results whose resultaatgebied or intensity the region does not know, and codes used twice."""
    vereis_eigen_codes(inhoud.onderdelen)
    gebieden = {g.code for g in profiel.resultaatgebieden}
    niveaus = {i.code for i in profiel.intensiteiten}
    aantal = Counter(r.code for r in inhoud.resultaten)
    fouten = []
    for i, resultaat in enumerate(inhoud.resultaten):
        if resultaat.resultaatgebied not in gebieden:
            fouten.append(
                Veldfout(f"resultaten[{i}].resultaatgebied", f"Kies uit: {', '.join(sorted(gebieden))}.")
            )
        if resultaat.verwachte_intensiteit is not None and resultaat.verwachte_intensiteit not in niveaus:
            fouten.append(
                Veldfout(f"resultaten[{i}].verwachteIntensiteit", f"Kies uit: {', '.join(sorted(niveaus))}.")
            )
        if aantal[resultaat.code] > 1:
            fouten.append(Veldfout(f"resultaten[{i}].code", "Deze code komt meer dan één keer voor."))
    if not inhoud.resultaten:
        fouten.append(Veldfout("resultaten", "Een plan van aanpak heeft minstens één te behalen resultaat."))
    if fouten:
        raise OngeldigeInvoer("De resultaten passen niet bij het regioprofiel.", *fouten)


def onderteken(plan: PlanVanAanpak, ondertekening: Clientondertekening) -> PlanVanAanpak:
    """Record that the client, or who acts for the client, signed this version (W02)."""
    if plan.ondertekend_door_client_op is not None:
        raise VerkeerdeStatus("De cliënt heeft dit plan van aanpak al ondertekend.")
    if ondertekening.op < plan.met_client.op:
        raise VerkeerdeStatus("De ondertekening ligt vóór de bespreking met de cliënt.")
    return replace(
        plan,
        ondertekend_door_client_op=ondertekening.op,
        ondertekend_namens_client=ondertekening.vertegenwoordiger,
    )
