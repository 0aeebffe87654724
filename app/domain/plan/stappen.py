"""The steps in the life of an ondersteuningsplan: each takes a plan and gives the next, or says why not."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from app.domain.eisen import vervult
from app.domain.fouten import (
    OngeldigeInvoer,
    Veldfout,
    VerkeerdeStatus,
    VoorwaardeNietVervuld,
    geen_overgang,
)
from app.domain.partijen import Aanbieder, Overgang
from app.domain.plan import delen
from app.domain.plan.delen import Bronnen
from app.domain.plan.ondersteuningsplan import (
    Aanleiding,
    Afschrift,
    Beoordeling,
    Invulling,
    Ondersteuningsplan,
    Ondertekenaar,
    Ondertekening,
    OndertekeningAlternatief,
    Oordeel,
    Planstatus,
    Planversie,
    Termijnmelding,
    Teruglegging,
    Toetsbevinding,
    Uitvraag,
    Vaststelling,
    Weigerreden,
)
from app.domain.plan.plan_van_aanpak import PlanVanAanpak, Resultaat
from app.domain.profielen import Regioprofiel
from app.domain.profielen.regioprofiel import Beginner, BijAfwijking, Ernst, Formulieronderdeel
from app.domain.waarden import AgbCode, kalenderdag, zegt_iets
from app.domain.woorden import datum

S = Planstatus

OVERGANGEN: dict[Planstatus, frozenset[Planstatus]] = {
    S.CONCEPT: frozenset({S.UITGEVRAAGD, S.INGETROKKEN}),
    S.UITGEVRAAGD: frozenset({S.INGEDIEND, S.GEWEIGERD, S.INGETROKKEN}),
    S.INGEDIEND: frozenset({S.INGEDIEND, S.TERUGGELEGD, S.AKKOORD, S.NIET_AKKOORD, S.INGETROKKEN}),
    S.TERUGGELEGD: frozenset({S.INGEDIEND, S.GEWEIGERD, S.INGETROKKEN}),
    S.AKKOORD: frozenset({S.VASTGESTELD, S.TERUGGELEGD, S.INGETROKKEN}),
    S.NIET_AKKOORD: frozenset(
        {S.AKKOORD, S.NIET_AKKOORD, S.TERUGGELEGD, S.INGETROKKEN, S.VERVANGEN, S.BEEINDIGD}
    ),
    S.VASTGESTELD: frozenset({S.VERVANGEN, S.BEEINDIGD}),
    S.GEWEIGERD: frozenset(),
    S.INGETROKKEN: frozenset(),
    S.VERVANGEN: frozenset(),
    S.BEEINDIGD: frozenset(),
}

OPEN = frozenset({S.CONCEPT, S.UITGEVRAAGD, S.INGEDIEND, S.TERUGGELEGD, S.AKKOORD})
"""States in which a plan is still in the making; a provider has at most one such plan per plan van aanpak."""

IN_TE_TREKKEN = frozenset(s for s, volgende in OVERGANGEN.items() if S.INGETROKKEN in volgende)
"""States in which the municipality can still withdraw its request: also where it did not agree."""

BIJ_AANBIEDER = IN_TE_TREKKEN - {S.CONCEPT}
"""Of these the ones in which the provider has the request."""


def _vereis_status(plan: Ondersteuningsplan, *toegestaan: Planstatus, stap: str) -> None:
    if plan.status not in toegestaan:
        raise VerkeerdeStatus(
            f"{stap} kan bij de status {' of '.join(toegestaan)}; dit plan heeft de status {plan.status}."
        )


def _vereis(*velden: Veldfout | None) -> None:
    """Refuse the step with every unmet condition at once."""
    gevonden = tuple(v for v in velden if v is not None)
    if gevonden:
        raise VoorwaardeNietVervuld("Aan een of meer voorwaarden voor deze stap is niet voldaan.", *gevonden)


def _tenzij(voldaan: bool, veld: str, melding: str, regel: str) -> Veldfout | None:
    return None if voldaan else Veldfout(veld, melding, regel)


def _naar(
    plan: Ondersteuningsplan,
    status: Planstatus,
    door: str,
    op: datetime,
    reden: str | None = None,
    **velden: Any,
) -> Ondersteuningsplan:
    if status not in OVERGANGEN[plan.status]:
        raise geen_overgang("Een plan", plan.status, status, OVERGANGEN[plan.status])
    return replace(
        plan, status=status, overgangen=(*plan.overgangen, Overgang(status, op, door, reden)), **velden
    )


@vervult("M13", "M10", "M27")
def stel_op(
    *,
    id: UUID,
    plan_van_aanpak: PlanVanAanpak,
    aanbieder: AgbCode,
    profiel: Regioprofiel,
    aanleiding: Aanleiding,
    casus: str,
    vervangt: UUID | None,
    door: str,
    op: datetime,
    codes: Sequence[str] | None = None,
) -> Ondersteuningsplan:
    """Make the concept on the regional form that holds today, with the results asked of this provider.

    Those with these codes, where several providers share a plan van aanpak; without codes all of them.
    Raises OngeldigeInvoer for a code that it does not have, VoorwaardeNietVervuld when the form does not
    hold yet (M27), or a plan that follows on an earlier one does not name it.
    """
    _vereis(
        _tenzij(
            profiel.formulier.vanaf <= kalenderdag(op),
            "profiel",
            f"Het formulier {profiel.formulier.versie} geldt pas vanaf {datum(profiel.formulier.vanaf)}.",
            "M27",
        ),
        _tenzij(
            aanleiding is Aanleiding.NIEUW or vervangt is not None,
            "vervangt",
            f"Bij de aanleiding {aanleiding} hoort het plan dat wordt vervangen.",
            "W08",
        ),
    )
    return Ondersteuningsplan(
        id=id,
        gemeente=plan_van_aanpak.gemeente,
        client_id=plan_van_aanpak.client_id,
        melding_id=plan_van_aanpak.melding_id,
        plan_van_aanpak_id=plan_van_aanpak.id,
        aanbieder=aanbieder,
        profiel=profiel.code,
        profielversie=profiel.versie,
        formulier_versie=profiel.formulier.versie,
        aanleiding=aanleiding,
        status=S.CONCEPT,
        resultaten=_gevraagd(plan_van_aanpak, codes),
        overgangen=(Overgang(S.CONCEPT, op, door),),
        casus=casus,
        vervangt=vervangt,
    )


def _gevraagd(plan_van_aanpak: PlanVanAanpak, codes: Sequence[str] | None) -> tuple[Resultaat, ...]:
    if codes is None:
        return plan_van_aanpak.resultaten
    bekend = [r.code for r in plan_van_aanpak.resultaten]
    fouten = [
        Veldfout(f"resultaten[{i}]", f"Kies uit de resultaten van het plan van aanpak: {', '.join(bekend)}.")
        for i, code in enumerate(codes)
        if code not in bekend
    ]
    if not codes:
        fouten = [Veldfout("resultaten", "Noem minstens één resultaat, of laat dit veld weg voor alle.")]
    if fouten:
        raise OngeldigeInvoer("De gevraagde resultaten kloppen niet.", *fouten)
    return tuple(r for r in plan_van_aanpak.resultaten if r.code in codes)


VERVANGBAAR = (S.VASTGESTELD, S.NIET_AKKOORD)
"""States of a plan on which a decision can rest, so that a later plan can take its place."""


def vereis_vervangbaar(vorig: Ondersteuningsplan, plan_van_aanpak: PlanVanAanpak) -> None:
    """Refuse to replace a plan of somebody else, or one on which no decision can rest."""
    if vorig.client_id != plan_van_aanpak.client_id:
        raise VerkeerdeStatus("Het te vervangen plan is van een andere cliënt.")
    _vereis_status(vorig, *VERVANGBAAR, stap="Een plan vervangen")


@vervult("M10")
def vul_casus_in(plan: Ondersteuningsplan, casus: str) -> Ondersteuningsplan:
    """Fill in the necessary case information, before sending."""
    _vereis_status(plan, S.CONCEPT, stap="Casusinformatie invullen")
    return replace(plan, casus=casus)


@vervult("M10", "M11")
def uitvragen(
    plan: Ondersteuningsplan,
    uitvraag: Uitvraag,
    *,
    bronnen: Bronnen,
    aanbieder: Aanbieder,
    profiel: Regioprofiel,
    door: str,
    op: datetime,
) -> Ondersteuningsplan:
    """Send the form to the provider of choice, filled in, over a secured channel, with the client informed.

    Raises OngeldigeInvoer for a document part that does not exist, VoorwaardeNietVervuld with every
    condition that is not met. Consent is nowhere a gate (M22).
    """
    _vereis_status(plan, S.CONCEPT, stap="Uitvragen")
    onbekend = tuple(delen.onbekende_onderdelen(uitvraag, bronnen))
    if onbekend:
        raise OngeldigeInvoer("De uitvraag noemt een onderdeel dat er niet is.", *onbekend)
    _vereis(
        _tenzij(zegt_iets(plan.casus), "casus", "Vul eerst de noodzakelijke casusinformatie in.", "M10"),
        *delen.onveilige_verzending(uitvraag.verzending, aanbieder, profiel),
        *delen.ontbrekende_clientinformatie(uitvraag.clientinformatie, uitvraag.verzending, profiel),
        *delen.ontbrekende_deelkeuzes(uitvraag, bronnen, profiel),
        *(
            fout
            for i, onderdeel in enumerate(uitvraag.onderdelen)
            for fout in (
                *delen.gevraagde_toestemming(onderdeel, f"onderdelen[{i}]", profiel),
                *delen.disproportioneel(onderdeel, f"onderdelen[{i}]"),
                *delen.onvolledige_deelkeuze(onderdeel, f"onderdelen[{i}]", profiel),
            )
        ),
    )
    return _naar(plan, S.UITGEVRAAGD, door, op, uitvraag=uitvraag)


@vervult("H19")
def ontvangen(plan: Ondersteuningsplan, op: datetime) -> Ondersteuningsplan:
    """Record the moment of delivery, once; the term for the plan runs from it."""
    _vereis_status(plan, S.UITGEVRAAGD, stap="De ontvangst vastleggen")
    assert plan.uitvraag is not None
    verzending = plan.uitvraag.verzending
    if verzending.afgeleverd_op is not None:
        raise VerkeerdeStatus("De ontvangst van deze uitvraag is al vastgelegd.")
    if op < verzending.op:
        raise VoorwaardeNietVervuld(
            "De uitvraag kan niet ontvangen zijn voordat die verzonden is.",
            Veldfout("op", "Dit moment ligt vóór de verzending.", "H19"),
        )
    return replace(plan, uitvraag=replace(plan.uitvraag, verzending=replace(verzending, afgeleverd_op=op)))


def weigeren(
    plan: Ondersteuningsplan, reden: Weigerreden, toelichting: str, door: str, op: datetime
) -> Ondersteuningsplan:
    """The provider declines; its access to the shared parts ends (W06)."""
    return _naar(plan, S.GEWEIGERD, door, op, toelichting, weigerreden=reden)


IN_TE_DIENEN = (S.UITGEVRAAGD, S.TERUGGELEGD, S.INGEDIEND)
"""States in which the provider can submit; what it submitted it may correct until somebody assessed it."""


@vervult("M12")
def _vereis_ontvangen(plan: Ondersteuningsplan) -> None:
    """A provider drafts when it received the regional form for this client, not before."""
    _vereis_status(plan, *IN_TE_DIENEN, stap="Het plan invullen")
    if plan.uitvraag is None or plan.uitvraag.verzending.afgeleverd_op is None:
        raise VerkeerdeStatus("Bevestig eerst de ontvangst van de uitvraag; daarna kunt u het plan invullen.")


@vervult("M13")
def _vereis_resultaten_ongewijzigd(
    plan: Ondersteuningsplan, invulling: Invulling, profiel: Regioprofiel
) -> None:
    """The results that municipality and client set beforehand are not the provider's to change.

    In which order they are named makes no difference.
    """
    genoemd, bepaald = (sorted(r, key=lambda r: r.code) for r in (invulling.resultaten, plan.resultaten))
    if profiel.begint is Beginner.GEMEENTE and genoemd and genoemd != bepaald:
        raise OngeldigeInvoer(
            "De resultaten zijn door gemeente en cliënt bepaald en staan vast.",
            Veldfout("resultaten", "Laat dit veld weg of neem de resultaten ongewijzigd over.", "M13"),
        )


@vervult("H01", "H23", "M14")
def invullen(plan: Ondersteuningsplan, invulling: Invulling, profiel: Regioprofiel) -> Ondersteuningsplan:
    """Keep the provider's draft. What it lacks is found later: a draft may be incomplete."""
    _vereis_ontvangen(plan)
    _vereis_resultaten_ongewijzigd(plan, invulling, profiel)
    resultaten = plan.resultaten if profiel.begint is Beginner.GEMEENTE else invulling.resultaten
    return replace(plan, invulling=replace(invulling, resultaten=resultaten))


@vervult("H05", "H06", "H09", "M20")
def indienen(
    plan: Ondersteuningsplan,
    *,
    formulier_versie: str,
    gericht_aan: str,
    door: str,
    op: datetime,
    correctie: str | None = None,
) -> tuple[Ondersteuningsplan, Planversie]:
    """Submit the draft as a new version, which never changes, to the toegang worker concerned.

    While nobody assessed the version before it, the new one corrects that and says in `correctie` which
    mistake; discussion never goes this way (M20). Raises VoorwaardeNietVervuld when there is no draft, the
    form is not the regional one (H06) or no addressee is named (H09). Faults of content are findings, never
    a refusal.
    """
    _vereis_status(plan, *IN_TE_DIENEN, stap="Indienen")
    corrigeert = plan.status is S.INGEDIEND
    _vereis(
        _tenzij(plan.invulling is not None, "invulling", "Vul het plan eerst in.", "M14"),
        _tenzij(
            formulier_versie == plan.formulier_versie,
            "formulierVersie",
            f"Dit plan is uitgevraagd op formulier {plan.formulier_versie}.",
            "H06",
        ),
        _tenzij(zegt_iets(gericht_aan), "gerichtAan", "Noem de medewerker van de toegang.", "H09"),
        _tenzij(
            not corrigeert or zegt_iets(correctie),
            "correctie",
            f"Versie {plan.versie} is al ingediend. Noem de fout daarin die u herstelt.",
            "M20",
        ),
    )
    assert plan.invulling is not None
    versie = Planversie(plan.id, plan.versie + 1, op, door, gericht_aan, plan.invulling)
    reden = correctie if corrigeert else None
    return _naar(plan, S.INGEDIEND, door, op, reden, versie=versie.volgnummer), versie


@vervult("H20")
def meld_termijn(plan: Ondersteuningsplan, melding: Termijnmelding) -> Ondersteuningsplan:
    """The provider tells the toegang that the term passes (H20)."""
    _vereis_status(plan, S.UITGEVRAAGD, S.TERUGGELEGD, stap="Melden dat de termijn verstrijkt")
    return replace(plan, termijnmeldingen=(*plan.termijnmeldingen, melding))


def _vereis_versie(plan: Ondersteuningsplan, versie: int) -> None:
    if versie != plan.versie:
        raise VerkeerdeStatus(f"Versie {versie} is niet de laatst ingediende; dat is versie {plan.versie}.")


def is_onvolledig(bevindingen: Iterable[Toetsbevinding]) -> bool:
    """Whether the form cannot be assessed as it stands: something it needs is missing or cannot be."""
    return any(b.ernst == Ernst.BLOKKEREND for b in bevindingen)


@vervult("H18", "M20")
def terugleggen(
    plan: Ondersteuningsplan,
    teruglegging: Teruglegging,
    profiel: Regioprofiel,
    *,
    onvolledig: bool,
    door: str,
) -> Ondersteuningsplan:
    """Lay the plan back to the provider.

    Where discussion belongs in the rapportage (M20) only an incomplete form goes back; elsewhere the
    contact with the provider is recorded with it (H18). Raises VoorwaardeNietVervuld otherwise.
    """
    _vereis_versie(plan, teruglegging.versie)
    if profiel.bij_afwijking is BijAfwijking.RAPPORTAGE:
        _vereis(
            _tenzij(
                onvolledig,
                "reden",
                "Het formulier is compleet. Leg bespreking en bijstelling vast in de rapportage.",
                "M20",
            )
        )
    else:
        _vereis(
            _tenzij(
                teruglegging.contact is not None and zegt_iets(teruglegging.contactpersoon),
                "contact",
                "Leg vast wanneer, hoe en met wie bij de aanbieder contact is geweest.",
                "H18",
            )
        )
    terugleggingen = (*plan.terugleggingen, teruglegging)
    return _naar(
        plan, S.TERUGGELEGD, door, teruglegging.op, teruglegging.reden, terugleggingen=terugleggingen
    )


@vervult("H13", "H15", "H16", "H17", "M15")
def beoordelen(
    plan: Ondersteuningsplan, beoordeling: Beoordeling, profiel: Regioprofiel
) -> Ondersteuningsplan:
    """Give a person's verdict on the version, with its motivation, which the provider reads.

    It may pass an advisory finding, never a blocking one. Who did not agree may come back on it. The grounds
    for the intensity are judged where the form asks one. Raises VoorwaardeNietVervuld.
    """
    _vereis_versie(plan, beoordeling.versie)
    _vereis_status(plan, S.INGEDIEND, S.NIET_AKKOORD, stap="Beoordelen")
    _vereis(
        _tenzij(zegt_iets(beoordeling.motivering), "motivering", "Motiveer het oordeel.", "H13"),
        _tenzij(
            zegt_iets(beoordeling.onderbouwing_intensiteit)
            or Formulieronderdeel.INTENSITEIT not in profiel.verplicht,
            "onderbouwingIntensiteit",
            "Geef uw oordeel over de onderbouwing van de intensiteit.",
            "H17",
        ),
    )
    status = S.NIET_AKKOORD
    if beoordeling.oordeel is Oordeel.AKKOORD:
        _vereis_niets_blokkerend(beoordeling.bevindingen)
        status = S.AKKOORD
    return _naar(plan, status, beoordeling.door, beoordeling.op, beoordeling.motivering)


@vervult("M07", "M15", "H18", "H26")
def kan_besluit_dragen(plan: Ondersteuningsplan, profiel: Regioprofiel) -> bool:
    """Whether a decision can rest on the last version of this plan.

    It is adopted (H26). Where the plan is input only and discussion is not written on it (M07, M20), the
    municipality may also decide otherwise than a version with which it does not agree (M15).
    """
    anders = plan.status is S.NIET_AKKOORD and profiel.bij_afwijking is BijAfwijking.RAPPORTAGE
    return anders or plan.status is S.VASTGESTELD


def is_opgevolgd(plan: Ondersteuningsplan, plannen: Iterable[Ondersteuningsplan]) -> bool:
    """Whether a plan was asked, of this or another provider, after this one came to where it stands."""
    sinds = plan.overgangen[-1].op
    return any(
        later.id != plan.id and later.overgangen[0].op >= sinds and later.status is not S.INGETROKKEN
        for later in plannen
    )


def _vereis_niets_blokkerend(bevindingen: Iterable[Toetsbevinding]) -> None:
    """Refuse the step with the requirements that each blocking finding breaks."""
    blokkerend = (b for b in bevindingen if b.ernst == Ernst.BLOKKEREND)
    _vereis(*(Veldfout(b.veld, b.melding, ", ".join(b.eisen)) for b in blokkerend))


_NA_INDIENING = (S.INGEDIEND, S.AKKOORD, S.NIET_AKKOORD)


def _vereis_na_ontvangst(plan: Ondersteuningsplan, op: date, veld: str = "datum") -> None:
    """What is done with a version comes after the request that it answers; before that is no plan (M12)."""
    ontvangen = None if plan.uitvraag is None else plan.uitvraag.verzending.afgeleverd_op
    _vereis(
        _tenzij(
            ontvangen is None or kalenderdag(ontvangen) <= op,
            veld,
            "Deze dag ligt vóór de ontvangst van de uitvraag.",
            "M12",
        )
    )


@vervult("M08", "H24")
def ondertekenen(plan: Ondersteuningsplan, ondertekening: Ondertekening) -> Ondersteuningsplan:
    """Record one signature under the submitted version; a later version has to be signed again.

    For the client somebody else may sign who acts for the client (Wmo 1.1.1 lid 2).
    """
    _vereis_status(plan, *_NA_INDIENING, stap="Ondertekenen")
    _vereis(
        _tenzij(
            ondertekening.vertegenwoordiger is None or ondertekening.door is Ondertekenaar.CLIENT,
            "vertegenwoordiger",
            "Alleen voor de cliënt kan een vertegenwoordiger tekenen.",
            "M08",
        )
    )
    _vereis_versie(plan, ondertekening.versie)
    _vereis_na_ontvangst(plan, ondertekening.op)
    if any((o.versie, o.door) == (ondertekening.versie, ondertekening.door) for o in plan.ondertekeningen):
        raise VerkeerdeStatus(f"Deze versie is al ondertekend door: {ondertekening.door}.")
    return replace(plan, ondertekeningen=(*plan.ondertekeningen, ondertekening))


@vervult("M09")
def leg_alternatief_vast(
    plan: Ondersteuningsplan, alternatief: OndertekeningAlternatief
) -> Ondersteuningsplan:
    """Record why the client does not sign and how alignment took place instead: both, not one."""
    _vereis_status(plan, *_NA_INDIENING, stap="Vastleggen dat de cliënt niet kan tekenen")
    _vereis_versie(plan, alternatief.versie)
    _vereis_na_ontvangst(plan, alternatief.op)
    _vereis(
        _tenzij(zegt_iets(alternatief.reden), "reden", "Geef de reden.", "M09"),
        _tenzij(
            zegt_iets(alternatief.andere_wijze),
            "andereWijze",
            "Beschrijf hoe de afstemming met de cliënt dan wel is gedaan.",
            "M09",
        ),
    )
    return replace(plan, alternatief=alternatief)


@vervult("H25")
def geef_afschrift(plan: Ondersteuningsplan, afschrift: Afschrift) -> Ondersteuningsplan:
    """Record the copy that the provider gave to the client: of which version, when, over which channel."""
    _vereis_status(plan, *_NA_INDIENING, S.VASTGESTELD, stap="Een afschrift vastleggen")
    _vereis_versie(plan, afschrift.versie)
    _vereis_na_ontvangst(plan, afschrift.op, "verstrektOp")
    return replace(plan, afschriften=(*plan.afschriften, afschrift))


@vervult("H26")
def vaststellen(
    plan: Ondersteuningsplan,
    vaststelling: Vaststelling,
    bevindingen: Iterable[Toetsbevinding],
    door: str,
    op: datetime,
) -> Ondersteuningsplan:
    """The provider lays the approved version down with the client.

    `bevindingen` are those of the toetsen for this moment (signature, copy, consultation); a blocking one
    stops the step with VoorwaardeNietVervuld.
    """
    _vereis_status(plan, S.AKKOORD, stap="Vaststellen")
    _vereis_versie(plan, vaststelling.versie)
    _vereis_na_ontvangst(plan, vaststelling.op)
    _vereis_niets_blokkerend(bevindingen)
    return _naar(plan, S.VASTGESTELD, door, op, vaststelling=vaststelling)


def intrekken(plan: Ondersteuningsplan, reden: str, door: str, op: datetime) -> Ondersteuningsplan:
    """The municipality withdraws its request; the provider's access to the shared parts ends (W06)."""
    return _naar(plan, S.INGETROKKEN, door, op, reden)


@vervult("M13", "H15")
def achterhaal(plan: Ondersteuningsplan, op: datetime) -> Ondersteuningsplan:
    """Record that the plan van aanpak that it answers was replaced: it can be withdrawn or asked anew.

    Its status stays, so that the provider still reads it; a concept is not with the provider yet.
    """
    if plan.status not in BIJ_AANBIEDER or plan.achterhaald_op is not None:
        return plan
    return replace(plan, achterhaald_op=op)


def vervangen(plan: Ondersteuningsplan, door: str, op: datetime) -> Ondersteuningsplan:
    """A later plan, adopted after reassessment, takes its place."""
    return _naar(plan, S.VERVANGEN, door, op)


def beeindigen(plan: Ondersteuningsplan, reden: str, door: str, op: datetime) -> Ondersteuningsplan:
    """The support ends."""
    return _naar(plan, S.BEEINDIGD, door, op, reden)
