"""The bezwaar: the client objects to a decision, and the municipality reconsiders it (Awb ch. 6 and 7; W09).

It suspends nothing (6:16): what was granted runs on. Where it is upheld, a decision that changes the
contested one follows in the ordinary way and is named here.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from uuid import UUID

from app.domain.besluit.besluit import GELDIG, Bekendmaking, Besluit, Besluitstatus, genomen_op
from app.domain.besluit.stappen import WIJZIGEND, onjuiste_verzending, vereis_te_verzenden
from app.domain.eisen import vervult
from app.domain.fouten import Veldfout, VerkeerdeStatus, VoorwaardeNietVervuld
from app.domain.ontvangst import Datumcorrectie, Intrekking, vereis_correctie, vereis_intrekbaar
from app.domain.termijnen import AanZet, Duur, Kalender, Klok, Opschorting, Stap, Tijdseenheid, einde
from app.domain.termijnen.zaak import NA_INGEBREKESTELLING
from app.domain.waarden import DAG, Gemeentecode, Periode, kalenderdag, zegt_iets

BEZWAAR = Duur(6, Tijdseenheid.WEKEN)
"""Within which the client can object, from the announcement on (Awb 6:7, 6:8)."""

NA_POST = timedelta(weeks=1)
"""How long after that term a letter that was posted within it may still come in (6:9 lid 2)."""

BESLISTERMIJN = timedelta(weeks=6)
BESLISTERMIJN_COMMISSIE = timedelta(weeks=12)
"""From the end of the term to object, without and with a committee that the client knows of (7:10, 7:13)."""

VERDAGING = Duur(6, Tijdseenheid.WEKEN)
"""By how much the decision can be adjourned, once (7:10 lid 3)."""


class Indiener(StrEnum):
    """Who objects. A provider cannot: it has no interest of its own in the decision (CRVB:2025:1045)."""

    CLIENT = "client"
    VERTEGENWOORDIGER = "vertegenwoordiger"
    """On behalf of the client, or of the heirs."""


@dataclass(frozen=True, slots=True)
class Vertegenwoordiger:
    """Who objects on behalf of the client, or of the heirs; the letters go there (Awb 2:1, 6:17)."""

    naam: str
    adres: tuple[str, ...]
    """Lines as on an envelope."""


class Bezwaarstatus(StrEnum):
    """Where an objection stands; it follows from what was recorded."""

    IN_BEHANDELING = "in_behandeling"
    BESLIST = "beslist"
    BEKENDGEMAAKT = "bekendgemaakt"
    INGETROKKEN = "ingetrokken"
    RECHTSTREEKS_BEROEP = "rechtstreeks_beroep"
    """The court takes it over (7:1a)."""


TE_VERZENDEN = frozenset({Bezwaarstatus.BESLIST, Bezwaarstatus.BEKENDGEMAAKT})
"""Where the decision can be sent, or sent again."""


class Bezwaaruitkomst(StrEnum):
    """What is decided on an objection."""

    NIET_ONTVANKELIJK = "niet_ontvankelijk"
    ONGEGROND = "ongegrond"
    GEGROND = "gegrond"


class Hoorafziening(StrEnum):
    """Why the client need not be heard (Awb 7:3 a to e)."""

    KENNELIJK_NIET_ONTVANKELIJK = "kennelijk_niet_ontvankelijk"
    KENNELIJK_ONGEGROND = "kennelijk_ongegrond"
    CLIENT_WIL_NIET = "client_wil_niet"
    CLIENT_REAGEERT_NIET = "client_reageert_niet"
    TEGEMOETGEKOMEN = "tegemoetgekomen"


PAST_BIJ = {
    Hoorafziening.KENNELIJK_NIET_ONTVANKELIJK: Bezwaaruitkomst.NIET_ONTVANKELIJK,
    Hoorafziening.KENNELIJK_ONGEGROND: Bezwaaruitkomst.ONGEGROND,
    Hoorafziening.TEGEMOETGEKOMEN: Bezwaaruitkomst.GEGROND,
}
"""The outcome that a ground for not hearing presupposes."""


class Uitstelgrond(StrEnum):
    """Why the decision may come later (Awb 7:10 lid 3 and 4)."""

    VERDAGING = "verdaging"
    """Adjourned, once and by six weeks at most (lid 3)."""
    INSTEMMING_ALLEN = "instemming_allen"
    INSTEMMING_INDIENER = "instemming_indiener"
    """The client agrees, and it harms nobody else."""
    PROCEDURE = "procedure"
    """A statutory rule of procedure asks for it."""


class Beroepsoort(StrEnum):
    """How the case came before the court."""

    RECHTSTREEKS = "rechtstreeks"
    """Instead of the objection, with the consent of the municipality (7:1a)."""
    BEROEP = "beroep"
    """Against the decision on the objection."""


@dataclass(frozen=True, slots=True)
class Ontvangstbevestiging:
    """The receipt was confirmed in writing (6:14), with whether a committee advises (7:13 lid 2)."""

    op: date
    commissie: bool


@dataclass(frozen=True, slots=True)
class Aanvulling:
    """The client repairs a lack, adds grounds, or has somebody act from now on."""

    op: date
    gronden: str | None = None
    vertegenwoordiger: Vertegenwoordiger | None = None


@dataclass(frozen=True, slots=True)
class Horen:
    """The client was heard (7:2), with what was said (7:7); or not, on a ground of the law (7:3)."""

    op: date
    verslag: str
    """What was said, or why nobody was heard."""
    afgezien: Hoorafziening | None = None


@dataclass(frozen=True, slots=True)
class Uitstel:
    """The decision comes later; the client was told so in writing (7:10 lid 5)."""

    grond: Uitstelgrond
    op: date
    nieuwe_datum: date


@dataclass(frozen=True, slots=True)
class Bezwaarbeslissing:
    """What was decided, after a full reconsideration (7:11), with its grounds (7:12)."""

    uitkomst: Bezwaaruitkomst
    motivering: str
    beroepsclausule: str
    """How to go to court (6:23)."""
    door: str
    op: datetime
    verschoonbaar: str | None = None
    """Why being late is excused (6:11)."""


@dataclass(frozen=True, slots=True)
class Beroep:
    """That the case went to court; a recorded fact."""

    soort: Beroepsoort
    op: date


@dataclass(frozen=True, slots=True)
class Bezwaar:
    """One objection to one decision."""

    id: UUID
    gemeente: Gemeentecode
    client_id: UUID
    melding_id: UUID
    besluit_id: UUID
    """The contested decision."""
    kenmerk: str
    indiener: Indiener
    ontvangen_op: date
    verzonden_op: date | None = None
    """The day on which it was posted, where it came by post (6:9 lid 2)."""
    gronden: str | None = None
    """Why the client does not agree; None for one that says so later (pro forma)."""
    vertegenwoordiger: Vertegenwoordiger | None = None
    """Where the letters go; None for a client who objects alone, or until the address is known."""
    termijn_tot: date | None = None
    """Last day of the term to object; None while the contested decision is not announced yet (6:10)."""
    bevestiging: Ontvangstbevestiging | None = None
    opschortingen: tuple[Opschorting, ...] = ()
    """The terms given to the client to repair a lack, during which the clock stands still (6:6, 7:10)."""
    horen: Horen | None = None
    uitstellen: tuple[Uitstel, ...] = ()
    ingebrekestelling_op: date | None = None
    """The last notice of default (7:14, 4:17 lid 3)."""
    beslissing: Bezwaarbeslissing | None = None
    bekendmaking: Bekendmaking | None = None
    intrekking: Intrekking | None = None
    correcties: tuple[Datumcorrectie, ...] = ()
    """What `ontvangen_op` said before, the first correction first (W10)."""
    beroepen: tuple[Beroep, ...] = ()
    ook_tegen: tuple[UUID, ...] = ()
    """Decisions that changed the contested one meanwhile: it is also against these (6:19)."""
    opvolger: UUID | None = None
    """The decision that followed because it was upheld."""
    revisie: int = 0

    @property
    def status(self) -> Bezwaarstatus:
        """Where it stands."""
        if self.intrekking is not None:
            return Bezwaarstatus.INGETROKKEN
        if any(beroep.soort is Beroepsoort.RECHTSTREEKS for beroep in self.beroepen):
            return Bezwaarstatus.RECHTSTREEKS_BEROEP
        if self.bekendmaking is not None:
            return Bezwaarstatus.BEKENDGEMAAKT
        return Bezwaarstatus.IN_BEHANDELING if self.beslissing is None else Bezwaarstatus.BESLIST

    @property
    def te_laat(self) -> bool:
        """Whether it came in after the term (6:7 to 6:9); one before its begin never is (6:10)."""
        if self.termijn_tot is None or self.ontvangen_op <= self.termijn_tot:
            return False
        op_tijd_gepost = self.verzonden_op is not None and self.verzonden_op <= self.termijn_tot
        return not (op_tijd_gepost and self.ontvangen_op <= self.termijn_tot + NA_POST)

    @property
    def mist_adres(self) -> bool:
        """Whether somebody objects on behalf of the client of whom no address is known (6:5 lid 1 a)."""
        return self.indiener is Indiener.VERTEGENWOORDIGER and self.vertegenwoordiger is None

    def wacht_op_adres(self, vandaag: date) -> bool:
        """Whether no letter can go out yet: the address has yet to be given, or even to be asked for (6:6).

        Once the term to give it went by unused, letters go to the client.
        """
        return self.mist_adres and not any(o.weer_lopend < vandaag for o in self.opschortingen)

    @property
    def wacht(self) -> bool:
        """Whether the municipality still has to act."""
        if self.status in (Bezwaarstatus.IN_BEHANDELING, Bezwaarstatus.BESLIST):
            return True
        return self.wacht_op_besluit

    @property
    def wacht_op_besluit(self) -> bool:
        """Whether it was upheld and the decision that follows from that is not named yet."""
        gegrond = self.beslissing is not None and self.beslissing.uitkomst is Bezwaaruitkomst.GEGROND
        return gegrond and self.status is Bezwaarstatus.BEKENDGEMAAKT and self.opvolger is None


def bezwaartermijn_tot(bekendgemaakt_op: date, kalender: Kalender) -> date:
    """Last day on which an objection to a decision, or an appeal to the court, is in time (6:7, 6:8)."""
    return einde(bekendgemaakt_op, BEZWAAR, kalender, atw=True)


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
        yield Veldfout("ontvangstdatum", f"Het besluit is van {genomen_op(besluit):%d-%m-%Y}.", "W09")
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
        fouten.append(Veldfout("datum", f"De termijn eindigde al op {uiterlijk:%d-%m-%Y}.", "W09"))
    if uitstel.nieuwe_datum <= uiterlijk:
        fouten.append(Veldfout("nieuweDatum", f"De termijn loopt al tot {uiterlijk:%d-%m-%Y}.", "W09"))
    if uitstel.grond is Uitstelgrond.VERDAGING:
        if any(u.grond is Uitstelgrond.VERDAGING for u in bezwaar.uitstellen):
            fouten.append(Veldfout("grond", "Verdagen kan één keer (Awb 7:10 lid 3).", "W09"))
        hoogstens = einde(uiterlijk, VERDAGING, kalender, atw=True)
        if uitstel.nieuwe_datum > hoogstens:
            fouten.append(
                Veldfout("nieuweDatum", f"Verdagen kan tot en met {hoogstens:%d-%m-%Y} (zes weken).", "W09")
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


@vervult("W09")
def laatste_dag(bezwaar: Bezwaar, kalender: Kalender) -> tuple[date | None, tuple[Periode, ...]]:
    """Last day for the decision, and the days on which the term stood still; None while it cannot be known.

    Six weeks, or twelve with a committee, from the end of the term to object (7:10 lid 1); each request to
    repair a lack adds the days it lasted (lid 2), a postponement moves it to the day that was told.
    """
    if bezwaar.termijn_tot is None:
        return None, ()
    commissie = bezwaar.bevestiging is not None and bezwaar.bevestiging.commissie
    nominaal = bezwaar.termijn_tot + (BESLISTERMIJN_COMMISSIE if commissie else BESLISTERMIJN)
    uiterlijk = kalender.werkdag_vanaf(nominaal)
    laatst_stil = bezwaar.termijn_tot
    stil: list[Periode] = []
    gebeurtenissen: list[Opschorting | Uitstel] = [*bezwaar.opschortingen, *bezwaar.uitstellen]
    for wat in sorted(gebeurtenissen, key=_dag_van):
        if isinstance(wat, Uitstel):
            nominaal = max(nominaal, wat.nieuwe_datum)
            uiterlijk = max(uiterlijk, wat.nieuwe_datum)
            continue
        eerste = max(wat.eerste_dag, laatst_stil + DAG)
        if eerste >= wat.weer_lopend or eerste > uiterlijk:
            continue
        laatst_stil = wat.weer_lopend - DAG
        stil.append(Periode(eerste, laatst_stil))
        nominaal += wat.weer_lopend - eerste
        uiterlijk = kalender.werkdag_vanaf(max(nominaal, wat.weer_lopend))
    return uiterlijk, tuple(stil)


def _dag_van(wat: Opschorting | Uitstel) -> date:
    return wat.op if isinstance(wat, Uitstel) else wat.van


@vervult("W09")
def bezwaarklokken(bezwaar: Bezwaar, kalender: Kalender) -> tuple[Klok, ...]:
    """The clock of the decision on the objection, and after a notice of default that of the dwangsom."""
    uiterlijk, stil = laatste_dag(bezwaar, kalender)
    gestopt = None if bezwaar.bekendmaking is None else bezwaar.bekendmaking.op
    eindes = [b.op for b in bezwaar.beroepen if b.soort is Beroepsoort.RECHTSTREEKS]
    if bezwaar.intrekking is not None:
        eindes.append(bezwaar.intrekking.op)
    klok = Klok(
        stap=Stap.BEZWAAR,
        grondslag="Awb art. 7:10",
        wettelijk=True,
        aan_zet=AanZet.GEMEENTE,
        gestart=None if uiterlijk is None else bezwaar.ontvangen_op,
        uiterlijk=uiterlijk,
        gestopt=gestopt,
        vervallen=min(eindes, default=None),
        opgeschort=stil,
        bezwaar=bezwaar.id,
    )
    in_gebreke = bezwaar.ingebrekestelling_op
    if in_gebreke is None or uiterlijk is None or in_gebreke <= uiterlijk:
        return (klok,)
    dwangsom = replace(
        klok,
        stap=Stap.DWANGSOM,
        grondslag="Awb art. 7:14 en 4:17 lid 3",
        gestart=in_gebreke,
        uiterlijk=NA_INGEBREKESTELLING.einde(in_gebreke, kalender),
        opgeschort=(),
    )
    return klok, dwangsom


def _vereis_in_behandeling(bezwaar: Bezwaar) -> None:
    if bezwaar.status is not Bezwaarstatus.IN_BEHANDELING:
        raise VerkeerdeStatus(f"Dit bezwaar is niet meer in behandeling; de status is: {bezwaar.status}.")


def _vereis_na_ontvangst(bezwaar: Bezwaar, op: date, veld: str = "datum") -> None:
    if op < bezwaar.ontvangen_op:
        raise VoorwaardeNietVervuld(
            "De dag klopt niet.",
            Veldfout(veld, f"Het bezwaar is van {bezwaar.ontvangen_op:%d-%m-%Y}.", "W09"),
        )
