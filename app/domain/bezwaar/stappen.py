"""What can happen to an objection, from its receipt to what follows from the decision on it (W09)."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from datetime import date

from app.domain.besluit.besluit import GELDIG, Bekendmaking, Besluit, Besluitstatus, genomen_op
from app.domain.besluit.grondslag import WIJZIGEND
from app.domain.besluit.verzending import onjuiste_verzending, vereis_te_verzenden
from app.domain.bezwaar.bezwaar import (
    PAST_BIJ,
    TE_VERZENDEN,
    Aanvulling,
    Beroep,
    Beroepsoort,
    Bezwaar,
    Bezwaarbeslissing,
    Bezwaarstatus,
    Bezwaaruitkomst,
    Horen,
    Indiener,
    Ontvangstbevestiging,
    Uitstel,
    Uitstelgrond,
)
from app.domain.bezwaar.klokken import bezwaartermijn_tot, laatste_dag
from app.domain.eisen import vervult
from app.domain.fouten import Veldfout, VerkeerdeStatus, VoorwaardeNietVervuld
from app.domain.ontvangst import Datumcorrectie, Intrekking, vereis_correctie, vereis_intrekbaar
from app.domain.termijnen import Duur, Kalender, Opschorting, Tijdseenheid, einde
from app.domain.waarden import kalenderdag, zegt_iets
from app.domain.woorden import datum

VERDAGING = Duur(6, Tijdseenheid.WEKEN)
"""By how much the decision can be adjourned, once (7:10 lid 3)."""


@vervult("W09")
def dien_in(bezwaar: Bezwaar, besluit: Besluit, kalender: Kalender) -> Bezwaar:
    """Take an objection in; one to a decision that was taken but not announced yet counts too (6:10)."""
    if besluit.status not in GELDIG:
        raise VerkeerdeStatus(
            f"Bezwaar is mogelijk tegen een besluit dat is genomen; de status is nu: {besluit.status}."
        )
    fouten = list(_onmogelijke_ontvangst(bezwaar, besluit))
    if bezwaar.vertegenwoordiger is not None and bezwaar.indiener is Indiener.CLIENT:
        fouten.append(Veldfout("vertegenwoordiger", "De cliënt maakt zelf bezwaar; laat dit dan weg.", "W09"))
    if fouten:
        raise VoorwaardeNietVervuld("Het bezwaar kan zo niet worden vastgelegd.", *fouten)
    return met_bekendmaking(bezwaar, besluit, kalender)


def _onmogelijke_ontvangst(bezwaar: Bezwaar, besluit: Besluit) -> Iterator[Veldfout]:
    if bezwaar.ontvangen_op < genomen_op(besluit):
        yield Veldfout("ontvangstdatum", f"Het besluit is van {datum(genomen_op(besluit))}.", "W09")
    if bezwaar.verzonden_op is not None and bezwaar.verzonden_op > bezwaar.ontvangen_op:
        yield Veldfout("verzenddatum", "De verzending ligt na de ontvangst.", "W09")


@vervult("W09", "W10")
def corrigeer(bezwaar: Bezwaar, correctie: Datumcorrectie, besluit: Besluit) -> Bezwaar:
    """Put the day of receipt right; whether it is in time follows. `besluit` is the contested one."""
    _vereis_in_behandeling(bezwaar)
    vereis_correctie(
        correctie,
        {
            "De ontvangstbevestiging": None if bezwaar.bevestiging is None else bezwaar.bevestiging.op,
            "Het verzoek om aanvulling": min((o.van for o in bezwaar.opschortingen), default=None),
            "Het horen": None if bezwaar.horen is None else bezwaar.horen.op,
            "Het uitstel": min((u.op for u in bezwaar.uitstellen), default=None),
            "De ingebrekestelling": bezwaar.ingebrekestelling_op,
        },
    )
    gecorrigeerd = replace(bezwaar, ontvangen_op=correctie.wordt, correcties=(*bezwaar.correcties, correctie))
    fouten = tuple(_onmogelijke_ontvangst(gecorrigeerd, besluit))
    if fouten:
        raise VoorwaardeNietVervuld("De ontvangstdatum kan zo niet worden gecorrigeerd.", *fouten)
    return gecorrigeerd


def met_bekendmaking(bezwaar: Bezwaar, besluit: Besluit, kalender: Kalender) -> Bezwaar:
    """The same objection, with the term to object, once the contested decision is announced."""
    if besluit.bekendmaking is None:
        return bezwaar
    return replace(bezwaar, termijn_tot=bezwaartermijn_tot(besluit.bekendmaking.op, kalender))


def ook_gericht_tegen(bezwaar: Bezwaar, besluit: Besluit) -> Bezwaar:
    """The same objection, also against a decision that changes the contested one meanwhile (6:19)."""
    return replace(bezwaar, ook_tegen=(*bezwaar.ook_tegen, besluit.id))


@vervult("W09")
def bevestig(bezwaar: Bezwaar, bevestiging: Ontvangstbevestiging) -> Bezwaar:
    """Record that the receipt was confirmed, and whether the client was told of a committee."""
    _vereis_in_behandeling(bezwaar)
    if bezwaar.bevestiging is not None:
        raise VerkeerdeStatus("De ontvangst van dit bezwaar is al bevestigd.")
    _vereis_na_ontvangst(bezwaar, bevestiging.op)
    return replace(bezwaar, bevestiging=bevestiging)


@vervult("W09")
def vraag_aanvulling(bezwaar: Bezwaar, verzoek: Opschorting) -> Bezwaar:
    """Give the client a term to repair a lack, as missing grounds; the term stands still meanwhile (6:6)."""
    _vereis_in_behandeling(bezwaar)
    if any(o.tot is None for o in bezwaar.opschortingen):
        raise VerkeerdeStatus("De cliënt is al om aanvulling gevraagd.")
    _vereis_na_ontvangst(bezwaar, verzoek.van, "begindatum")
    if verzoek.hersteltermijn_tot <= verzoek.van:
        raise VoorwaardeNietVervuld(
            "De termijn om aan te vullen klopt niet.",
            Veldfout("hersteltermijnEinddatum", "Kies een dag na het verzoek.", "W09"),
        )
    return replace(bezwaar, opschortingen=(*bezwaar.opschortingen, verzoek))


@vervult("W09")
def vul_aan(bezwaar: Bezwaar, aanvulling: Aanvulling) -> Bezwaar:
    """Record what was added; the term runs again once neither grounds nor an address is lacking."""
    _vereis_in_behandeling(bezwaar)
    _vereis_na_ontvangst(bezwaar, aanvulling.op)
    if aanvulling.gronden is None and aanvulling.vertegenwoordiger is None:
        raise VoorwaardeNietVervuld(
            "De aanvulling is leeg.",
            Veldfout("gronden", "Noem de gronden, of wie namens de cliënt bezwaar maakt.", "W09"),
        )
    aangevuld = replace(
        bezwaar,
        gronden="\n".join(filter(None, (bezwaar.gronden, aanvulling.gronden))) or None,
        vertegenwoordiger=aanvulling.vertegenwoordiger or bezwaar.vertegenwoordiger,
    )
    if aangevuld.gronden is None or aangevuld.mist_adres:
        return aangevuld
    hervat = tuple(replace(o, tot=o.tot or aanvulling.op) for o in bezwaar.opschortingen)
    return replace(aangevuld, opschortingen=hervat)


@vervult("W09")
def vereis_adres(bezwaar: Bezwaar, vandaag: date) -> None:
    """Refuse a letter that would pass by who acts for the client, for want of an address (2:1, 6:17)."""
    if bezwaar.wacht_op_adres(vandaag):
        raise VoorwaardeNietVervuld(
            "De brieven gaan naar wie namens de cliënt bezwaar maakt, en diens adres ontbreekt.",
            Veldfout(
                "vertegenwoordiger",
                "Vraag het adres op, met een termijn (opschortingen), en leg het vast (aanvullingen).",
                "W09",
            ),
        )


@vervult("W09")
def hoor(bezwaar: Bezwaar, horen: Horen) -> Bezwaar:
    """Record that the client was heard, or why not; a later hearing takes the place of that."""
    _vereis_in_behandeling(bezwaar)
    _vereis_na_ontvangst(bezwaar, horen.op)
    return replace(bezwaar, horen=horen)


@vervult("W09")
def stel_uit(bezwaar: Bezwaar, uitstel: Uitstel, kalender: Kalender) -> Bezwaar:
    """Record that the decision comes later, of which the client was told before the term ended."""
    _vereis_in_behandeling(bezwaar)
    uiterlijk, _ = laatste_dag(bezwaar, kalender)
    if uiterlijk is None:
        raise VerkeerdeStatus("De beslistermijn loopt nog niet: het besluit is nog niet bekendgemaakt.")
    _vereis_na_ontvangst(bezwaar, uitstel.op)
    fouten = []
    if uitstel.op > uiterlijk:
        fouten.append(Veldfout("datum", f"De termijn eindigde al op {datum(uiterlijk)}.", "W09"))
    if uitstel.nieuwe_datum <= uiterlijk:
        fouten.append(Veldfout("nieuweDatum", f"De termijn loopt al tot {datum(uiterlijk)}.", "W09"))
    if uitstel.grond is Uitstelgrond.VERDAGING:
        if any(u.grond is Uitstelgrond.VERDAGING for u in bezwaar.uitstellen):
            fouten.append(Veldfout("grond", "Verdagen kan één keer (Awb 7:10 lid 3).", "W09"))
        hoogstens = einde(uiterlijk, VERDAGING, kalender, atw=True)
        if uitstel.nieuwe_datum > hoogstens:
            fouten.append(
                Veldfout("nieuweDatum", f"Verdagen kan tot en met {datum(hoogstens)} (zes weken).", "W09")
            )
    if fouten:
        raise VoorwaardeNietVervuld("De beslissing kan zo niet worden uitgesteld.", *fouten)
    return replace(bezwaar, uitstellen=(*bezwaar.uitstellen, uitstel))


@vervult("W09")
def stel_in_gebreke(bezwaar: Bezwaar, op: date, kalender: Kalender) -> Bezwaar:
    """Record the notice of default, from which a dwangsom may follow after two weeks (7:14, 4:17).

    One that came while the term still ran starts nothing, so a later one takes its place.
    """
    _vereis_in_behandeling(bezwaar)
    _vereis_na_ontvangst(bezwaar, op)
    eerder, (uiterlijk, _) = bezwaar.ingebrekestelling_op, laatste_dag(bezwaar, kalender)
    if eerder is not None and not (uiterlijk is not None and eerder <= uiterlijk < op):
        raise VerkeerdeStatus("De gemeente is al in gebreke gesteld.")
    return replace(bezwaar, ingebrekestelling_op=op)


@vervult("W09")
def beslis(bezwaar: Bezwaar, beslissing: Bezwaarbeslissing, betwist: Collection[Besluit] = ()) -> Bezwaar:
    """Decide on the objection, once it has all that the law asks; every lack is named at once.

    `betwist` are the decisions that it is against.
    """
    if bezwaar.status is not Bezwaarstatus.IN_BEHANDELING:
        raise VerkeerdeStatus(f"Op dit bezwaar kan niet worden beslist; de status is: {bezwaar.status}.")
    fouten = (
        *_zelf_besloten(betwist, beslissing.door),
        *_wat_ontbreekt(bezwaar),
        *_wat_niet_past(bezwaar, beslissing),
        *_zonder_besluit(betwist, beslissing.uitkomst),
    )
    if fouten:
        raise VoorwaardeNietVervuld("Op dit bezwaar kan zo niet worden beslist.", *fouten)
    return replace(bezwaar, beslissing=beslissing)


def _zelf_besloten(betwist: Iterable[Besluit], door: str) -> Iterator[Veldfout]:
    """Why this worker cannot decide: who took a contested decision in mandate may not (Awb 10:3 lid 3)."""
    for besluit in betwist:
        if any(o.naar == Besluitstatus.GENOMEN and o.door == door for o in besluit.overgangen):
            yield Veldfout(
                "medewerker",
                f"U nam zelf besluit {besluit.kenmerk}. Laat een ander beslissen (Awb 10:3 lid 3).",
                "W09",
            )


def _zonder_besluit(betwist: Collection[Besluit], uitkomst: Bezwaaruitkomst) -> Iterator[Veldfout]:
    """What was withdrawn is gone: nothing is left to uphold, or to change."""
    weg = bool(betwist) and all(b.status is Besluitstatus.INGETROKKEN for b in betwist)
    if weg and uitkomst is not Bezwaaruitkomst.NIET_ONTVANKELIJK:
        yield Veldfout(
            "uitkomst",
            "Het besluit is ingetrokken; er is niets meer om over te beslissen. Kies niet_ontvankelijk, of "
            "leg vast dat de cliënt het bezwaar intrekt.",
            "W09",
        )


def _wat_ontbreekt(bezwaar: Bezwaar) -> Iterator[Veldfout]:
    if bezwaar.bevestiging is None:
        yield Veldfout("bevestiging", "Bevestig eerst de ontvangst (Awb 6:14).", "W09")
    if bezwaar.horen is None:
        yield Veldfout("horen", "Hoor de cliënt, of leg vast waarom dat niet hoeft (Awb 7:2 en 7:3).", "W09")


def _wat_niet_past(bezwaar: Bezwaar, beslissing: Bezwaarbeslissing) -> Iterator[Veldfout]:
    ontvankelijk = beslissing.uitkomst is not Bezwaaruitkomst.NIET_ONTVANKELIJK
    if not zegt_iets(beslissing.motivering):
        yield Veldfout("motivering", "Motiveer de beslissing (Awb 7:12).", "W09")
    if bezwaar.te_laat and ontvankelijk and not zegt_iets(beslissing.verschoonbaar):
        yield Veldfout(
            "verschoonbaar",
            "Het bezwaar is te laat. Zeg waarom dat de cliënt niet valt aan te rekenen.",
            "W09",
        )
    if not bezwaar.te_laat and beslissing.verschoonbaar is not None:
        yield Veldfout("verschoonbaar", "Het bezwaar is op tijd; er is niets te verontschuldigen.", "W09")
    if bezwaar.gronden is None and ontvankelijk:
        yield Veldfout("gronden", "Het bezwaar heeft nog geen gronden; vraag om aanvulling.", "W09")
    gekregen = any(o.weer_lopend <= kalenderdag(beslissing.op) for o in bezwaar.opschortingen)
    if bezwaar.gronden is None and not ontvankelijk and not bezwaar.te_laat and not gekregen:
        yield Veldfout(
            "uitkomst", "Geef de cliënt eerst een termijn om de gronden aan te vullen (Awb 6:6).", "W09"
        )
    afgezien = None if bezwaar.horen is None else bezwaar.horen.afgezien
    if afgezien is not None and PAST_BIJ.get(afgezien, beslissing.uitkomst) is not beslissing.uitkomst:
        yield Veldfout("uitkomst", f"Van horen is afgezien omdat: {afgezien}. Dat past hier niet bij.", "W09")


@vervult("W09")
def maak_bekend(bezwaar: Bezwaar, bekendmaking: Bekendmaking) -> Bezwaar:
    """Record that the client received the decision on the objection (7:12 lid 2)."""
    if bezwaar.beslissing is None or bezwaar.status not in TE_VERZENDEN:
        raise VerkeerdeStatus(f"Er is geen beslissing om bekend te maken; de status is nu: {bezwaar.status}.")
    vereis_te_verzenden(bezwaar.bekendmaking)
    fouten = [*onjuiste_verzending(bekendmaking, bezwaar.bekendmaking)]
    if bekendmaking.op < kalenderdag(bezwaar.beslissing.op):
        fouten.insert(0, Veldfout("datum", "Kies de dag van de beslissing of een latere dag.", "W09"))
    if fouten:
        raise VoorwaardeNietVervuld("De bekendmaking klopt niet.", *fouten)
    return replace(bezwaar, bekendmaking=bekendmaking)


@vervult("W09")
def trek_in(bezwaar: Bezwaar, intrekking: Intrekking) -> Bezwaar:
    """The client takes the objection back, in writing or at the hearing (6:21)."""
    if bezwaar.bekendmaking is not None:
        raise VerkeerdeStatus("Op dit bezwaar is al beslist.")
    vereis_intrekbaar("Dit bezwaar", bezwaar.ontvangen_op, bezwaar.intrekking, intrekking)
    return replace(bezwaar, intrekking=intrekking)


@vervult("W09")
def leg_beroep_vast(bezwaar: Bezwaar, beroep: Beroep) -> Bezwaar:
    """Record that the case went to court: instead of a decision on the objection, or against it."""
    if beroep.soort is Beroepsoort.RECHTSTREEKS:
        _vereis_in_behandeling(bezwaar)
        _vereis_na_ontvangst(bezwaar, beroep.op)
    elif bezwaar.bekendmaking is None or beroep.op < bezwaar.bekendmaking.op:
        raise VerkeerdeStatus("Beroep volgt op een beslissing op bezwaar die is bekendgemaakt.")
    return replace(bezwaar, beroepen=(*bezwaar.beroepen, beroep))


@vervult("W09")
def volg_op(bezwaar: Bezwaar, besluit: Besluit, voorgangers: Iterable[Besluit]) -> Bezwaar:
    """Name the decision that follows because the objection was upheld: it changes the contested one.

    Where that was changed before, it changes the last one: `voorgangers` are all that it changes.
    """
    if bezwaar.beslissing is None or bezwaar.beslissing.uitkomst is not Bezwaaruitkomst.GEGROND:
        raise VerkeerdeStatus("Een nieuw besluit volgt alleen op een gegrond bezwaar.")
    if bezwaar.opvolger is not None:
        raise VerkeerdeStatus("Welk besluit op dit bezwaar volgt, is al vastgelegd.")
    betwist = {bezwaar.besluit_id, *bezwaar.ook_tegen}
    gegeven = besluit.status in GELDIG
    if betwist.isdisjoint(b.id for b in voorgangers) or besluit.soort not in WIJZIGEND or not gegeven:
        raise VoorwaardeNietVervuld(
            "Dit besluit volgt niet op het bezwaar.",
            Veldfout(
                "besluitId",
                "Noem een genomen besluit (herstel of herbeoordeling) dat het bestreden besluit wijzigt.",
                "W09",
            ),
        )
    if genomen_op(besluit) < kalenderdag(bezwaar.beslissing.op):
        raise VoorwaardeNietVervuld(
            "Dit besluit volgt niet op het bezwaar.",
            Veldfout("besluitId", "Dit besluit is van voor de beslissing op het bezwaar.", "W09"),
        )
    return replace(bezwaar, opvolger=besluit.id)


def _vereis_in_behandeling(bezwaar: Bezwaar) -> None:
    if bezwaar.status is not Bezwaarstatus.IN_BEHANDELING:
        raise VerkeerdeStatus(f"Dit bezwaar is niet meer in behandeling; de status is: {bezwaar.status}.")


def _vereis_na_ontvangst(bezwaar: Bezwaar, op: date, veld: str = "datum") -> None:
    if op < bezwaar.ontvangen_op:
        raise VoorwaardeNietVervuld(
            "De dag klopt niet.",
            Veldfout(veld, f"Het bezwaar is van {datum(bezwaar.ontvangen_op)}.", "W09"),
        )
