"""What a provider gets to see of a client's file: on what footing, over which channel, until when (W06)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from app.domain.eisen import vervult
from app.domain.fouten import Veldfout, VerkeerdeStatus
from app.domain.onderzoek import Onderdeel, Onderzoek
from app.domain.partijen import Aanbieder
from app.domain.plan.ondersteuningsplan import (
    Brondocument,
    Clientinformatie,
    GedeeldOnderdeel,
    Ondersteuningsplan,
    Planstatus,
    Uitvraag,
    Verzending,
)
from app.domain.plan.plan_van_aanpak import PlanVanAanpak
from app.domain.profielen import Regioprofiel
from app.domain.profielen.regioprofiel import Deelwijze, Kanaal
from app.domain.rapportage import Rapportage, Rapportagesoort
from app.domain.waarden import AgbCode, kalenderdag, zegt_iets
from app.domain.woorden import datum

Bronnen = Mapping[Brondocument, Mapping[str, Onderdeel]]
"""The parts that there are to share, per document, by code."""

UITGANGSPUNT = (Brondocument.VRAAGANALYSE, Brondocument.PLAN_VAN_AANPAK)
"""The documents that a provider receives with the client's consent (H07)."""

GEEN_INZAGE = (Planstatus.GEWEIGERD, Planstatus.INGETROKKEN)
"""Once declined or withdrawn, a plan no longer opens the file to its provider (W06)."""


@dataclass(frozen=True, slots=True)
class Deling:
    """One choice on one document part, as it is shown per client: what, with whom, when, why (W06)."""

    plan_id: UUID
    aanbieder: AgbCode
    document: Brondocument
    onderdeel: str
    gedeeld: bool
    doel: str
    client_wil_delen: bool | None
    motivering: str
    verzonden_op: datetime
    kanaal: str
    beeindigd_op: datetime | None
    """When the provider's access ended, because the request was declined or withdrawn."""


@vervult("M21")
def bronnen(
    onderzoek: Onderzoek | None, plan_van_aanpak: PlanVanAanpak, rapportages: Iterable[Rapportage]
) -> Bronnen:
    """What these documents hold that can be shared; of the rapportage only the conversation reports (M21)."""
    return {
        Brondocument.VRAAGANALYSE: {o.code: o for o in onderzoek.onderdelen} if onderzoek else {},
        Brondocument.PLAN_VAN_AANPAK: {o.code: o for o in plan_van_aanpak.onderdelen},
        Brondocument.GESPREKSVERSLAG: {
            str(r.id): Onderdeel(str(r.id), f"Gespreksverslag van {datum(r.op)}", r.tekst)
            for r in rapportages
            if r.soort is Rapportagesoort.GESPREKSVERSLAG
        },
    }


def onbekende_onderdelen(uitvraag: Uitvraag, bronnen: Bronnen) -> Iterable[Veldfout]:
    """Each named part that does not exist, or is named twice."""
    gezien: set[tuple[Brondocument, str]] = set()
    for i, onderdeel in enumerate(uitvraag.onderdelen):
        sleutel = (onderdeel.document, onderdeel.onderdeel)
        veld = f"onderdelen[{i}].onderdeel"
        if onderdeel.onderdeel not in bronnen[onderdeel.document]:
            yield Veldfout(veld, f"Dit onderdeel staat niet in de bron: {onderdeel.document}.")
        elif sleutel in gezien:
            yield Veldfout(veld, "Dit onderdeel staat er meer dan één keer.")
        gezien.add(sleutel)


@vervult("M11", "M26")
def onveilige_verzending(
    verzending: Verzending, aanbieder: Aanbieder, profiel: Regioprofiel
) -> Iterable[Veldfout]:
    """What is wrong with the channel: only a secured one that the region allows counts as sent.

    Zorgmail goes to the secured address of the provider of choice and has a message reference; over this
    API the provider itself, by its AGB code, collects the request.
    """
    if verzending.kanaal not in profiel.kanalen:
        toegestaan = ", ".join(sorted(profiel.kanalen))
        yield Veldfout(
            "verzending.kanaal",
            f"Dit kanaal is niet beveiligd of hier niet toegestaan. Kies uit: {toegestaan}.",
            "M26",
        )
        return
    per_mail = verzending.kanaal == Kanaal.ZORGMAIL
    if per_mail and not verzending.berichtkenmerk:
        yield Veldfout("verzending.berichtkenmerk", "Vul het kenmerk van het Zorgmail-bericht in.", "M11")
    if verzending.geadresseerde != (aanbieder.zorgmail if per_mail else aanbieder.agb):
        verwacht = "het Zorgmail-adres" if per_mail else "de AGB-code"
        yield Veldfout(
            "verzending.geadresseerde", f"Verwacht is {verwacht} van de aanbieder van dit plan.", "M11"
        )


@vervult("M23")
def ontbrekende_clientinformatie(
    informatie: Clientinformatie | None, verzending: Verzending, profiel: Regioprofiel
) -> Iterable[Veldfout]:
    """The client is told of the exchange before it happens: when, how, by whom."""
    if profiel.deelwijze is not Deelwijze.INFORMEREN:
        return
    if informatie is None:
        yield Veldfout(
            "clientinformatie",
            "Leg vast wanneer, hoe en door wie de cliënt hierover is geïnformeerd.",
            "M23",
        )
    elif informatie.op > kalenderdag(verzending.op):
        yield Veldfout("clientinformatie.datum", "De cliënt hoort het vóór de verzending te weten.", "M23")


@vervult("M22")
def gevraagde_toestemming(
    onderdeel: GedeeldOnderdeel, veld: str, profiel: Regioprofiel
) -> Iterable[Veldfout]:
    """Where the law is the footing, no extra consent is asked, so none is recorded (Wmo 5.1.1, 5.1.2)."""
    if profiel.deelwijze is Deelwijze.INFORMEREN and onderdeel.client_wil_delen is not None:
        yield Veldfout(
            f"{veld}.clientWilDelen",
            "Hier wordt geen toestemming gevraagd; de wet is de grondslag. Laat dit veld weg.",
            "M22",
        )


@vervult("M24", "M25")
def disproportioneel(onderdeel: GedeeldOnderdeel, veld: str) -> Iterable[Veldfout]:
    """Each shared part has its purpose; what is not needed is never shared, not even with consent."""
    if not onderdeel.gedeeld:
        return
    if not zegt_iets(onderdeel.doel):
        yield Veldfout(f"{veld}.doel", "Geef per gedeeld onderdeel het doel aan.", "M24")
    if not onderdeel.noodzakelijk:
        yield Veldfout(
            f"{veld}.gedeeld",
            "Wat niet noodzakelijk is, wordt niet gedeeld; ook niet met toestemming.",
            "M25",
        )


@vervult("H07", "H08")
def onvolledige_deelkeuze(
    onderdeel: GedeeldOnderdeel, veld: str, profiel: Regioprofiel
) -> Iterable[Veldfout]:
    """The wish per part is recorded where the region asks consent; a choice against it is motivated."""
    if profiel.deelwijze is not Deelwijze.TOESTEMMING:
        return
    if onderdeel.client_wil_delen is None:
        yield Veldfout(f"{veld}.clientWilDelen", "Leg vast of de cliënt dit onderdeel wil delen.", "H07")
    elif not onderdeel.client_wil_delen and not zegt_iets(onderdeel.motivering):
        yield Veldfout(
            f"{veld}.motivering",
            "De cliënt wil dit niet delen. Leg uw keuze en de reden daarvan vast.",
            "H08",
        )


@vervult("H07")
def ontbrekende_deelkeuzes(uitvraag: Uitvraag, bronnen: Bronnen, profiel: Regioprofiel) -> Iterable[Veldfout]:
    """Where consent is the starting point, a choice is recorded on every part of both documents."""
    if profiel.deelwijze is not Deelwijze.TOESTEMMING:
        return
    gekozen = {(o.document, o.onderdeel) for o in uitvraag.onderdelen}
    for document in UITGANGSPUNT:
        for code in bronnen[document]:
            if (document, code) not in gekozen:
                yield Veldfout(
                    "onderdelen", f"Leg ook de keuze vast over onderdeel {code} ({document}).", "H07"
                )


def gedeeld_uit(uitvraag: Uitvraag, document: Brondocument) -> tuple[str, ...]:
    """The codes of the parts of one document that were shared."""
    return tuple(o.onderdeel for o in uitvraag.onderdelen if o.gedeeld and o.document is document)


@vervult("M21")
def gedeelde_onderdelen(uitvraag: Uitvraag, bronnen: Bronnen) -> tuple[Onderdeel, ...]:
    """The content of exactly the parts that were shared."""
    return tuple(bronnen[o.document][o.onderdeel] for o in uitvraag.onderdelen if o.gedeeld)


@vervult("W06")
def vereis_inzage(plan: Ondersteuningsplan) -> Uitvraag:
    """The request that opens the file to the provider.

    Raises VerkeerdeStatus when the access ended (declined, withdrawn), or when the provider has not
    confirmed that the request arrived: collecting it starts the term.
    """
    if plan.status in GEEN_INZAGE or plan.uitvraag is None:
        raise VerkeerdeStatus("De uitvraag is geweigerd of ingetrokken; de inzage is daarmee beëindigd.")
    if plan.uitvraag.verzending.afgeleverd_op is None:
        raise VerkeerdeStatus("Bevestig eerst de ontvangst van de uitvraag.")
    return plan.uitvraag


def heeft_inzage(plan: Ondersteuningsplan) -> bool:
    """Whether the file is open to the provider, as `vereis_inzage` has it."""
    uitvraag = None if plan.status in GEEN_INZAGE else plan.uitvraag
    return uitvraag is not None and uitvraag.verzending.afgeleverd_op is not None


@vervult("W06")
def voor_aanbieder(plan: Ondersteuningsplan) -> Ondersteuningsplan:
    """The plan as its provider may see it: without what was shared, once declined or withdrawn."""
    if plan.status not in GEEN_INZAGE:
        return plan
    return replace(plan, casus="", resultaten=(), uitvraag=None, invulling=None)


@vervult("H08", "M24")
def delingen(plan: Ondersteuningsplan) -> tuple[Deling, ...]:
    """Every choice on a document part that was made with this plan's request."""
    if plan.uitvraag is None:
        return ()
    verzending = plan.uitvraag.verzending
    einde = plan.overgangen[-1].op if plan.status in GEEN_INZAGE else None
    return tuple(
        Deling(
            plan_id=plan.id,
            aanbieder=plan.aanbieder,
            document=o.document,
            onderdeel=o.onderdeel,
            gedeeld=o.gedeeld,
            doel=o.doel,
            client_wil_delen=o.client_wil_delen,
            motivering=o.motivering,
            verzonden_op=verzending.op,
            kanaal=verzending.kanaal,
            beeindigd_op=einde,
        )
        for o in plan.uitvraag.onderdelen
    )
