"""What waits in a case: what is due, at risk or late, whose turn it is, what to do next (H18, H20, H32)."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from app.domain.besluit.aanvraag import Aanvraag, buiten_te_stellen
from app.domain.besluit.besluit import GELDIG, Besluit, Besluitsoort, Besluitstatus
from app.domain.besluit.evaluatie import volgt_herbeoordeling
from app.domain.besluit.grondslag import NA_ONDERZOEK
from app.domain.bezwaar.bezwaar import Bezwaar, Bezwaarstatus
from app.domain.eisen import vervult
from app.domain.feit import Feit
from app.domain.fouten import Veldfout
from app.domain.keten.dossier import Verzoeksoort, Verzoekstand
from app.domain.omzetting import Clientomzetting
from app.domain.onderzoek import tekorten
from app.domain.partijen import Naam
from app.domain.plan.ondersteuningsplan import Ondersteuningsplan, Planstatus
from app.domain.plan.stappen import OPEN, is_opgevolgd, kan_besluit_dragen
from app.domain.profielen import Regioprofiel
from app.domain.profielen.regioprofiel import Aandachtspunt, Planmoment
from app.domain.termijnen import (
    AanZet,
    Kalender,
    Klok,
    Knelpunt,
    Opschortingsgrond,
    Stand,
    Stap,
    vooruitblik,
)
from app.domain.termijnen.zaak import TE_VERTELLEN
from app.domain.toewijzing.afspraken import Vraag
from app.domain.toewijzing.clientgegevens import veld_in_woorden
from app.domain.toewijzing.toewijzing import Berichtstatus
from app.domain.toewijzing.wachten import Wachtend, antwoordklok, toewijsklok
from app.domain.verzoek.verzoek import uiterlijk, verzoekklok
from app.domain.waarden import AgbCode, kalenderdag
from app.domain.werkstand import (
    GEVAAR_DAGEN,
    Rekenwijze,
    Zaaksoort,
    aanbieder_aan_zet,
    klokken_van_plan,
    plan_uiterlijk,
    zaakstand,
)
from app.domain.woorden import datum
from app.domain.zaak import (
    LOPEND,
    REDENEN,
    Einde,
    Zaak,
    einde_zonder_besluit,
    evaluatieklokken,
    gebeurtenissen,
)

NIETS = Wachtend()

BUITEN_BERICHTEN = (
    "Het berichtenverkeer over deze cliënt is geblokkeerd: regel met de aanbieder buiten berichten om "
)
"""How a task begins where passing data on would endanger the client (OP003): what can be done instead."""


@dataclass(frozen=True, slots=True)
class Klokstand:
    """One clock as the worklist shows it today."""

    stap: Stap
    grondslag: str
    wettelijk: bool
    stand: Stand
    aan_zet: AanZet | None
    uiterlijk: date | None
    verwacht: date | None
    dagen_over: int | None
    plan_id: UUID | None
    bezwaar_id: UUID | None = None
    besluit_id: UUID | None = None
    voorlopig: bool = False
    """Whether a royal decree that is not known yet may still move the last day (W12)."""


@dataclass(frozen=True, slots=True)
class Aanbiedernaam:
    """A provider by its code and its name."""

    agb: AgbCode
    naam: str


@dataclass(frozen=True, slots=True)
class Werkregel:
    """One case on the worklist of a municipality, or one plan on that of a provider."""

    melding_id: UUID
    client_id: UUID
    plan_id: UUID | None
    spoed: bool
    uiterlijk: date | None
    """The first last day of what runs and does not stand still; None without one."""
    aan_zet: AanZet
    klokken: tuple[Klokstand, ...]
    knelpunten: tuple[Knelpunt, ...]
    taken: tuple[str, ...]
    """What has to be done now, in Dutch."""
    aandachtspunten: tuple[Aandachtspunt, ...]
    behandelaar: str | None = None
    soort: Zaaksoort | None = None
    """What kind of work it is; None of a plan on the list of its provider."""
    naam: Naam | None = None
    """Of the client; None where what is shared of the client may not be seen (any more)."""
    aanbieders: tuple[Aanbiedernaam, ...] = ()
    """Those of the plans that are not done."""


def werkregel(
    zaak: Zaak,
    rekenwijze: Rekenwijze,
    vandaag: date,
    wachtend: Wachtend = NIETS,
    *,
    geblokkeerd: bool = False,
    bevindingen: Collection[Veldfout] = (),
) -> Werkregel:
    """One case as the worklist of its municipality shows it on this day.

    `wachtend` is looked up where something waits to be carried out (`wacht`), `bevindingen` on the data of
    the client where a wmo301 may come (`kan_bericht_volgen`). `geblokkeerd`: no messages about the client.
    """
    melding, kalender = zaak.melding, rekenwijze.kalender
    profiel = rekenwijze.profielen.voor(melding.gemeente, vandaag)
    momenten = () if _einde(zaak, vandaag) else _momenten(zaak)
    staat = zaakstand(zaak, rekenwijze, vandaag)
    klokken = (*staat.klokken, *_verdere_klokken(zaak, rekenwijze))
    return Werkregel(
        melding_id=melding.id,
        client_id=melding.client_id,
        plan_id=None,
        spoed=melding.spoed,
        uiterlijk=staat.uiterlijk,
        aan_zet=staat.aan_zet,
        klokken=tuple(_stand(klok, kalender, vandaag) for klok in klokken),
        knelpunten=vooruitblik(gebeurtenissen(zaak), profiel.termijnen, kalender, vandaag),
        taken=(
            *taken(zaak, profiel, vandaag, wachtend, geblokkeerd=geblokkeerd),
            *termijntaken(zaak, kalender, vandaag),
            *evaluatietaken(zaak, vandaag),
            *_berichttaken(zaak, kalender, vandaag, geblokkeerd),
            *_verzoektaken(zaak, kalender, geblokkeerd),
            *_clienttaken(zaak, bevindingen),
        ),
        aandachtspunten=tuple(a for moment in momenten for a in profiel.aandachtspunten_bij(moment)),
        behandelaar=melding.behandelaar,
    )


def open_aanbieders(zaak: Zaak) -> set[AgbCode]:
    """The providers of the plans that are not done."""
    return {plan.aanbieder for plan in zaak.ondersteuningsplannen if plan.status in OPEN}


def _verdere_klokken(zaak: Zaak, rekenwijze: Rekenwijze) -> Iterator[Klok]:
    """Those of its plans, its allocations and the requests of providers."""
    einde = einde_zonder_besluit(zaak.melding, zaak.aanvragen, zaak.feiten)
    for plan in zaak.ondersteuningsplannen:
        for klok in klokken_van_plan(plan, rekenwijze):
            yield replace(klok, vervallen=None if einde is None else einde.op)
    yield from filter(None, map(toewijsklok, zaak.besluiten))
    kalender = rekenwijze.kalender
    yield from filter(None, (antwoordklok(bericht, kalender) for bericht in zaak.berichten))
    yield from filter(None, (verzoekklok(verzoek, kalender) for verzoek in zaak.verzoeken))


def _momenten(zaak: Zaak) -> Iterator[Planmoment]:
    """The steps that wait for the municipality and on which the region has something to say."""
    if _nog_te_kiezen(zaak) or any(p.status is Planstatus.CONCEPT for p in zaak.ondersteuningsplannen):
        yield Planmoment.UITVRAGEN
    if any(p.status is Planstatus.INGEDIEND for p in zaak.ondersteuningsplannen):
        yield Planmoment.BEOORDELEN


def _laatste(zaak: Zaak) -> UUID | None:
    """The version of the plan van aanpak from which the case goes on (M13)."""
    laatste = max(zaak.plannen_van_aanpak, key=lambda plan: plan.volgnummer, default=None)
    return laatste.id if laatste else None


def _nog_te_kiezen(zaak: Zaak) -> bool:
    """Whether the municipality has yet to ask for a plan or to waive it (M02)."""
    laatste = _laatste(zaak)
    gevraagd = (p for p in zaak.ondersteuningsplannen if p.status is not Planstatus.INGETROKKEN)
    return laatste is not None and laatste not in _plannen_van_aanpak(zaak, gevraagd)


def _plannen_van_aanpak(zaak: Zaak, plannen: Iterable[Ondersteuningsplan]) -> set[UUID]:
    """Those with a waiver, or with one of these plans."""
    return {a.plan_van_aanpak_id for a in zaak.afzieningen} | {p.plan_van_aanpak_id for p in plannen}


@vervult("H18", "H20", "W09", "W10")
def taken(
    zaak: Zaak,
    profiel: Regioprofiel,
    vandaag: date,
    wachtend: Wachtend = NIETS,
    *,
    geblokkeerd: bool = False,
) -> tuple[str, ...]:
    """The steps that wait for the municipality, in the order of the process, in Dutch.

    Of a case that ended without a decision only what has to be taken back, what was granted before, and an
    objection: that is for the heirs too, until it is withdrawn.
    """
    einde = _einde(zaak, vandaag)
    return (
        *(_eindtaken(zaak, einde) if einde else _taken(zaak, profiel, vandaag)),
        *_toewijstaken(zaak, wachtend, geblokkeerd),
        *_bezwaartaken(zaak, vandaag),
    )


def _bezwaartaken(zaak: Zaak, vandaag: date) -> Iterator[str]:
    """The next steps in each objection; none but the confirmation while the client completes it."""
    kenmerken = {besluit.id: besluit.kenmerk for besluit in zaak.besluiten}
    for bezwaar in zaak.bezwaren:
        kenmerk = kenmerken[bezwaar.besluit_id]
        if bezwaar.wacht_op_besluit:
            yield _na_gegrond(bezwaar, zaak.besluiten)
        elif bezwaar.status is Bezwaarstatus.BESLIST:
            yield f"Maak de beslissing op bezwaar {bezwaar.kenmerk} aan de cliënt bekend."
        elif bezwaar.status is Bezwaarstatus.IN_BEHANDELING:
            yield from _stappen_tot_beslissing(bezwaar, kenmerk, vandaag)


def _na_gegrond(bezwaar: Bezwaar, besluiten: Iterable[Besluit]) -> str:
    """Take the decision that changes the contested one, or the last that changed it; or name it."""
    assert bezwaar.beslissing is not None
    per_id = {besluit.id: besluit for besluit in besluiten}
    wijzigingen = {b.wijzigt: b for b in per_id.values() if b.status in GELDIG}
    laatste = per_id[bezwaar.besluit_id]
    while laatste.id in wijzigingen:
        laatste = wijzigingen[laatste.id]
    genomen = [o.op for o in laatste.overgangen if o.naar == Besluitstatus.GENOMEN]
    if laatste.id != bezwaar.besluit_id and genomen[-1] >= bezwaar.beslissing.op:
        return f"Bezwaar {bezwaar.kenmerk} is gegrond: noem daarbij besluit {laatste.kenmerk}, als dat volgt."
    return (
        f"Bezwaar {bezwaar.kenmerk} is gegrond: neem het besluit dat besluit {laatste.kenmerk} wijzigt, en "
        "noem het bij het bezwaar."
    )


def _stappen_tot_beslissing(bezwaar: Bezwaar, kenmerk: str, vandaag: date) -> Iterator[str]:
    if bezwaar.wacht_op_adres(vandaag):
        if not bezwaar.opschortingen:
            yield f"Vraag het adres van wie namens de cliënt bezwaar {bezwaar.kenmerk} maakt (Awb 6:6)."
    elif bezwaar.bevestiging is None:
        yield f"Bevestig aan de cliënt de ontvangst van bezwaar {bezwaar.kenmerk} tegen besluit {kenmerk}."
    if any(o.tot is None and vandaag <= o.hersteltermijn_tot for o in bezwaar.opschortingen):
        return
    if bezwaar.gronden is None and not bezwaar.opschortingen:
        yield f"Geef de cliënt een termijn om bezwaar {bezwaar.kenmerk} met gronden aan te vullen (Awb 6:6)."
    elif bezwaar.horen is None:
        yield f"Hoor de cliënt over bezwaar {bezwaar.kenmerk}, of leg vast waarom dat niet hoeft (Awb 7:3)."
    elif bezwaar.bevestiging is not None:
        yield f"Beslis op bezwaar {bezwaar.kenmerk} tegen besluit {kenmerk}."


def _einde(zaak: Zaak, vandaag: date) -> Einde | None:
    """How the case has ended without a decision, if it has by now."""
    einde = einde_zonder_besluit(zaak.melding, zaak.aanvragen, zaak.feiten)
    return einde if einde is not None and einde.op <= vandaag else None


def _eindtaken(zaak: Zaak, einde: Einde) -> Iterator[str]:
    for plan in zaak.ondersteuningsplannen:
        if plan.status in OPEN:
            yield f"Trek het plan van aanbieder {plan.aanbieder} in: {einde.reden}."
    for besluit in zaak.besluiten:
        if besluit.status in (Besluitstatus.ONTWERP, Besluitstatus.GENOMEN):
            yield f"Trek besluit {besluit.kenmerk} in: {einde.reden}."


def _taken(zaak: Zaak, profiel: Regioprofiel, vandaag: date) -> Iterator[str]:
    if zaak.melding.bevestiging is None:
        yield "Bevestig de melding aan de cliënt."
    if not any(o.afronding for o in zaak.onderzoeken):
        yield "Rond het onderzoek af."
    elif not zaak.plannen_van_aanpak:
        yield "Maak met de cliënt het plan van aanpak."
    yield from _onderzoekstaken(zaak)
    if _nog_te_kiezen(zaak):
        of_niet = ", of leg vast dat daarvan wordt afgezien" if profiel.afzien_mogelijk else ""
        yield f"Vraag een ondersteuningsplan uit{of_niet}."
    for plan in zaak.ondersteuningsplannen:
        if plan.status in OPEN and plan.plan_van_aanpak_id != _laatste(zaak):
            yield (
                f"Het plan van aanpak is vernieuwd: trek het plan van aanbieder {plan.aanbieder} in, "
                "of vraag het opnieuw."
            )
        else:
            yield from _taak_bij(plan, zaak.ondersteuningsplannen)
            yield from _taak_zonder_akkoord(plan, zaak, profiel)
    yield from _besluittaken(zaak, profiel, vandaag)


def _onderzoekstaken(zaak: Zaak) -> Iterator[str]:
    """What closed researches still lack for the decision; nothing any more once that was taken (W11)."""
    if any(b.soort in NA_ONDERZOEK and b.status in GELDIG for b in zaak.besluiten):
        return
    for onderzoek in zaak.onderzoeken:
        aantal = len(tuple(tekorten(onderzoek, zaak.melding))) if onderzoek.afronding else 0
        if aantal:
            punten = "1 punt" if aantal == 1 else f"{aantal} punten"
            yield f"Vul het onderzoek aan: de wet vraagt nog {punten} (Wmo 2.3.2)."


def _taak_bij(plan: Ondersteuningsplan, alle: tuple[Ondersteuningsplan, ...]) -> Iterator[str]:
    """What the municipality has to do or to know about one plan."""
    if plan.status is Planstatus.CONCEPT:
        yield f"Vul de casus in en verstuur de uitvraag aan aanbieder {plan.aanbieder}."
    if plan.status in LOPEND and plan.termijnmeldingen:
        verwacht = plan.termijnmeldingen[-1].verwacht_op
        yield f"Aanbieder {plan.aanbieder} meldt: het plan komt op {datum(verwacht)}."
    if plan.status is Planstatus.GEWEIGERD and not is_opgevolgd(plan, alle):
        reden = str(plan.weigerreden).replace("_", " ")
        yield (
            f"Aanbieder {plan.aanbieder} heeft de uitvraag geweigerd ({reden}): kies een andere aanbieder."
        )
    if plan.status is Planstatus.INGEDIEND:
        yield (
            f"Beoordeel versie {plan.versie} van aanbieder {plan.aanbieder}; "
            "neem contact op als het plan afwijkt."
        )


@vervult("M15", "H18")
def _taak_zonder_akkoord(plan: Ondersteuningsplan, zaak: Zaak, profiel: Regioprofiel) -> Iterator[str]:
    """How to go on from a plan with which the municipality does not agree, until it has."""
    besloten = {
        verwijzing.plan_id
        for besluit in zaak.besluiten
        if besluit.status is not Besluitstatus.INGETROKKEN
        for verwijzing in besluit.planversies
    }
    opgevolgd = is_opgevolgd(plan, zaak.ondersteuningsplannen)
    if plan.status is Planstatus.NIET_AKKOORD and plan.id not in besloten and not opgevolgd:
        anders = "beslis anders dan het plan" if kan_besluit_dragen(plan, profiel) else "leg het plan terug"
        yield (
            f"Niet akkoord met versie {plan.versie} van aanbieder {plan.aanbieder}: {anders}, vraag een "
            "nieuw plan of trek het in."
        )


def _besluittaken(zaak: Zaak, profiel: Regioprofiel, vandaag: date) -> Iterator[str]:
    plannen = zaak.ondersteuningsplannen
    dragend = (plan for plan in plannen if kan_besluit_dragen(plan, profiel))
    gegrond = _laatste(zaak) in _plannen_van_aanpak(zaak, dragend)
    regulier = [
        b
        for b in zaak.besluiten
        if b.soort is not Besluitsoort.SPOED and b.status is not Besluitstatus.INGETROKKEN
    ]
    if any(a.elektronisch and a.ontvangst_bevestigd_op is None for a in _onbeantwoord(zaak)):
        yield "Bevestig aan de cliënt de ontvangst van de elektronische aanvraag (Awb 2:17)."
    if gegrond and not any(p.status in OPEN for p in plannen):
        if any(_onbeantwoord(zaak)):
            yield "Stel het besluit op."
        elif not regulier:
            yield "Leg de aanvraag van de cliënt vast."
    yield from _spoedtaken(zaak, vandaag)
    if any(b.status is Besluitstatus.ONTWERP for b in zaak.besluiten):
        yield "Neem het besluit."
    if any(b.status is Besluitstatus.GENOMEN for b in zaak.besluiten):
        yield "Maak het besluit aan de cliënt bekend."


@vervult("W03")
def _spoedtaken(zaak: Zaak, vandaag: date) -> Iterator[str]:
    """That an urgent decision ends, until a regular one has taken its place."""
    bekend = [b for b in zaak.besluiten if b.status is Besluitstatus.BEKENDGEMAAKT]
    spoed = [b for b in bekend if b.soort is Besluitsoort.SPOED]
    vervangen = {b.wijzigt for b in bekend}
    if len(spoed) < len(bekend):
        return
    for besluit in spoed:
        einden = [regel.periode.eind for regel in besluit.regels if regel.periode.eind is not None]
        if einden and besluit.id not in vervangen:
            eind = max(einden)
            wanneer = "eindigt op" if vandaag <= eind else "eindigde op"
            voor = "vóór die dag " if vandaag < eind else ""
            yield f"Spoedbesluit {besluit.kenmerk} {wanneer} {datum(eind)}: besluit {voor}op de aanvraag."


def _onbeantwoord(zaak: Zaak) -> Iterator[Aanvraag]:
    """The aanvragen on which nothing was decided or drafted."""
    beantwoord = {b.aanvraag_id for b in zaak.besluiten if b.status is not Besluitstatus.INGETROKKEN}
    return (a for a in zaak.aanvragen if a.intrekking is None and a.id not in beantwoord)


@vervult("W10")
def termijntaken(zaak: Zaak, kalender: Kalender, vandaag: date) -> tuple[str, ...]:
    """What has to be done because a day came: a suspension that is over, of which the client must hear."""
    return () if _einde(zaak, vandaag) else tuple(_termijntaken(zaak, kalender, vandaag))


def _termijntaken(zaak: Zaak, kalender: Kalender, vandaag: date) -> Iterator[str]:
    for aanvraag in _onbeantwoord(zaak):
        laatste = aanvraag.opschortingen[-1] if aanvraag.opschortingen else None
        if laatste is None or laatste.tot is not None or vandaag <= laatste.hersteltermijn_tot:
            continue
        tijdvak = buiten_te_stellen(aanvraag, kalender)
        if laatste.grond in TE_VERTELLEN:
            yield "Deel de cliënt mee dat de beslistermijn weer loopt, en tot wanneer (Awb 4:15 lid 4)."
        elif (
            laatste.grond is Opschortingsgrond.AANVULLING and tijdvak and tijdvak[0] <= vandaag <= tijdvak[1]
        ):
            yield (
                "De cliënt vulde de aanvraag niet aan. Beslis, of stel haar buiten behandeling: dat kan tot "
                f"en met {datum(tijdvak[1])} (Awb 4:5)."
            )


@vervult("W08")
def evaluatietaken(zaak: Zaak, vandaag: date) -> Iterator[str]:
    """What was granted and has to be reviewed with the client by now, or to be assessed anew after that."""
    besluiten = {besluit.id: besluit for besluit in zaak.besluiten}
    for klok in evaluatieklokken(zaak):
        if klok.besluit is None or klok.uiterlijk is None or klok.aan_zet_op(vandaag) is None:
            continue
        besluit = besluiten[klok.besluit]
        if volgt_herbeoordeling(besluit):
            yield (
                f"Wat besluit {besluit.kenmerk} toekent, past niet meer: neem uiterlijk op "
                f"{datum(klok.uiterlijk)} een besluit dat het wijzigt, of leg een nieuwe evaluatie vast."
            )
        else:
            yield (
                f"Evalueer uiterlijk op {datum(klok.uiterlijk)} met de cliënt of wat besluit "
                f"{besluit.kenmerk} toekent nog past (Wmo 2.3.9)."
            )


def wacht(zaak: Zaak) -> bool:
    """Whether allocations have yet to be made or ended, so that something may have to be settled first."""
    besluit = any(b.toe_te_wijzen for b in zaak.besluiten)
    return besluit or bool(zaak.omzettingen) or any(_wachtende_feiten(zaak))


def _wachtende_feiten(zaak: Zaak) -> Iterator[Feit]:
    return (feit for feit in zaak.feiten if feit.wacht_in == zaak.melding.id)


def _toewijstaken(zaak: Zaak, wachtend: Wachtend, geblokkeerd: bool) -> Iterator[str]:
    """What has to be allocated, ended after a fact or put over, and what has to be settled for that."""
    kan_nu = False
    for besluit in zaak.besluiten:
        if besluit.toe_te_wijzen and besluit.id not in wachtend.later:
            if geblokkeerd:
                yield (
                    f"{BUITEN_BERICHTEN}wat besluit {besluit.kenmerk} betekent. Toewijzen kan pas als "
                    "toegang of administratie de blokkade bij de cliënt opheft."
                )
                continue
            eerst = [
                *wachtend.beletselen.get(besluit.id, ()),
                *(_te_regelen(vraag) for vraag in wachtend.vragen.get(besluit.id, ())),
            ]
            for wat in eerst:
                yield f"{wat} Wijs besluit {besluit.kenmerk} daarna toe."
            kan_nu = kan_nu or not eerst
    if kan_nu:
        yield "Wijs de besloten ondersteuning toe aan de aanbieder."
    for feit in _wachtende_feiten(zaak):
        waarom = REDENEN[feit.soort]
        vragen = wachtend.vragen.get(feit.id, ())
        for vraag in vragen:
            yield f"{_te_regelen(vraag)} Voer daarna uit: {waarom}."
        for aanbieder in sorted(feit.wacht_bij - {vraag.aanbieder for vraag in vragen}):
            yield f"Voer uit bij aanbieder {aanbieder}: {waarom}."
    for omzetting in zaak.omzettingen:
        yield from _omzettaken(omzetting, wachtend)


def _omzettaken(omzetting: Clientomzetting, wachtend: Wachtend) -> Iterator[str]:
    """What stands in the way of an omzetting for this client, and has to be settled for it."""
    product = omzetting.van.productcode
    wat = f"de omzetting van product {product} per {datum(omzetting.per)} ({omzetting.soort})"
    beletselen = wachtend.beletselen.get(omzetting.id, ())
    vragen = wachtend.vragen.get(omzetting.id, ())
    totalen = wachtend.totalen.get(omzetting.id, ())
    for kenmerk, regel in totalen:
        yield (
            f"Neem een besluit over regel {regel} van besluit {kenmerk}: dit totaal of budget loopt over "
            f"{datum(omzetting.per)} heen en blijft achter bij {wat} (TR373)."
        )
    if totalen and omzetting.id not in wachtend.beletselen:  # nothing goes over
        return
    for beletsel in beletselen:
        yield f"{beletsel} Voer daarna uit: {wat}."
    for vraag in vragen:
        yield f"{_te_regelen(vraag)} Voer daarna uit: {wat}."
    if not (beletselen or vragen):
        yield f"Voer uit: {wat}."


@vervult("M17")
def _berichttaken(zaak: Zaak, kalender: Kalender, vandaag: date, geblokkeerd: bool) -> Iterator[str]:
    """What has to be done with the wmo301s of this case: send, ask after, mend and draw up again."""
    if geblokkeerd and zaak.berichten:
        yield f"{BUITEN_BERICHTEN}wat niet is verstuurd of goedgekeurd."
        return
    for bericht in zaak.berichten:
        aan = f"wmo301 {bericht.identificatie} aan aanbieder {bericht.aanbieder}"
        klok = antwoordklok(bericht, kalender)
        if bericht.status is Berichtstatus.KLAAR:
            yield f"Verstuur {aan}."
        elif bericht.status is Berichtstatus.AFGEKEURD:
            reden = bericht.overgangen[-1].reden
            yield f"{aan[0].upper()}{aan[1:]} is afgekeurd ({reden}). Herstel het en stel het opnieuw op."
        elif klok and klok.gestart and klok.stand(vandaag, GEVAAR_DAGEN) is Stand.VERSTREKEN:
            yield f"Vraag na waarom {aan}, verzonden op {datum(klok.gestart)}, niet is beantwoord."


def _verzoektaken(zaak: Zaak, kalender: Kalender, geblokkeerd: bool) -> Iterator[str]:
    """That a request of a provider waits for its end, and until when (OP274, OP346)."""
    for verzoek in zaak.verzoeken:
        wat = "toewijzing" if verzoek.soort is Verzoeksoort.TOEWIJZING else "wijziging"
        if geblokkeerd:
            yield f"{BUITEN_BERICHTEN}wat het verzoek om {wat} van aanbieder {verzoek.aanbieder} vraagt."
            continue
        al = ", dat in onderzoek is" if verzoek.stand is Verzoekstand.IN_ONDERZOEK else ""
        dag = uiterlijk(verzoek, kalender)
        voor = "" if dag is None else f", uiterlijk {datum(dag)}"
        yield f"Beslis op het verzoek om {wat} van aanbieder {verzoek.aanbieder}{al}{voor}."


def kan_bericht_volgen(zaak: Zaak, vandaag: date) -> bool:
    """Whether no letter is out yet, so that there is time to mend what a wmo301 cannot hold."""
    geldig = [besluit for besluit in zaak.besluiten if besluit.status in GELDIG]
    return _einde(zaak, vandaag) is None and (not geldig or _wacht_op_brief(zaak))


def _wacht_op_brief(zaak: Zaak) -> bool:
    return any(b.status is Besluitstatus.GENOMEN and b.naar_aanbieders for b in zaak.besluiten)


def _clienttaken(zaak: Zaak, bevindingen: Collection[Veldfout]) -> Iterator[str]:
    if bevindingen:
        yield herstel(bevindingen, " vóór de bekendmaking" if _wacht_op_brief(zaak) else " vóór het besluit")


def herstel(bevindingen: Collection[Veldfout], wanneer: str = "") -> str:
    """To mend what of a client no wmo301 can hold."""
    velden = ", ".join(dict.fromkeys(veld_in_woorden(bevinding.veld) for bevinding in bevindingen))
    return f"Herstel{wanneer} wat van de cliënt niet in een wmo301 kan staan: {velden}."


def _te_regelen(vraag: Vraag) -> str:
    wat = "Laat crediteren" if vraag.crediteren else "Vraag instemming"
    return f"{wat} bij aanbieder {vraag.aanbieder}, toewijzing {vraag.nummer} ({vraag.regel}): {vraag.wat}"


def planregel(plan: Ondersteuningsplan, rekenwijze: Rekenwijze, vandaag: date) -> Werkregel:
    """One plan as the worklist of its provider shows it on this day."""
    profiel = rekenwijze.profielen.met(plan.profiel, plan.profielversie)
    klokken = klokken_van_plan(plan, rekenwijze)
    return Werkregel(
        melding_id=plan.melding_id,
        client_id=plan.client_id,
        plan_id=plan.id,
        spoed=False,
        uiterlijk=plan_uiterlijk(plan, rekenwijze),
        aan_zet=AanZet.AANBIEDER if aanbieder_aan_zet(plan) else AanZet.GEMEENTE,
        klokken=tuple(_stand(klok, rekenwijze.kalender, vandaag) for klok in klokken),
        knelpunten=(),
        taken=plantaken(plan),
        aandachtspunten=profiel.aandachtspunten_bij(Planmoment.INDIENEN),
    )


def plantaken(plan: Ondersteuningsplan) -> tuple[str, ...]:
    """What the provider has to do next with this plan."""
    if plan.achterhaald_op is not None:
        return (
            f"Het plan van aanpak is op {datum(kalenderdag(plan.achterhaald_op))} vernieuwd. Wacht met dit "
            "plan: de gemeente trekt het in of vraagt het opnieuw.",
        )
    if plan.uitvraag is not None and plan.uitvraag.verzending.afgeleverd_op is None:
        return ("Bevestig de ontvangst van de uitvraag, of weiger die.",)
    return {
        Planstatus.UITGEVRAAGD: ("Stel het plan met de cliënt op en dien het in, of weiger de uitvraag.",),
        Planstatus.TERUGGELEGD: ("Pas het plan met de cliënt aan en dien het opnieuw in.",),
        Planstatus.AKKOORD: ("Stel het plan met de cliënt vast en geef de cliënt een afschrift.",),
    }.get(plan.status, ())


def _stand(klok: Klok, kalender: Kalender, vandaag: date) -> Klokstand:
    return Klokstand(
        stap=klok.stap,
        grondslag=klok.grondslag,
        wettelijk=klok.wettelijk,
        stand=klok.stand(vandaag, GEVAAR_DAGEN),
        aan_zet=klok.aan_zet_op(vandaag),
        uiterlijk=klok.uiterlijk,
        verwacht=klok.verwacht,
        dagen_over=klok.dagen_over(vandaag),
        plan_id=klok.plan,
        bezwaar_id=klok.bezwaar,
        besluit_id=klok.besluit,
        voorlopig=klok.uiterlijk is not None and kalender.is_voorlopig(klok.uiterlijk),
    )
