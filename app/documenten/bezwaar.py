"""The letters on an objection: that it came in, and what is decided on it (Awb 6:14, 7:12; W09)."""

from dataclasses import dataclass
from datetime import date

from app.documenten import tekst
from app.documenten.brief import Brief, Deel, deel, verzonden, zet_brief
from app.domain.besluit.besluit import Bekendmaking
from app.domain.bezwaar.bezwaar import Bezwaaruitkomst, Hoorafziening
from app.domain.briefgegevens import Ondertekenaar
from app.domain.eisen import vervult

UITKOMSTEN = {
    Bezwaaruitkomst.NIET_ONTVANKELIJK: "Wij kunnen uw bezwaar niet behandelen (het is niet-ontvankelijk). "
    "Hieronder leest u waarom.",
    Bezwaaruitkomst.ONGEGROND: "U krijgt geen gelijk (uw bezwaar is ongegrond). Ons besluit blijft zoals het "
    "was.",
    Bezwaaruitkomst.GEGROND: "U krijgt gelijk (uw bezwaar is gegrond). Wij veranderen ons besluit.",
}

NIET_GEHOORD = {
    Hoorafziening.KENNELIJK_NIET_ONTVANKELIJK: "Wij hebben u niet gehoord, omdat meteen duidelijk was "
    "dat wij uw bezwaar niet kunnen behandelen.",
    Hoorafziening.KENNELIJK_ONGEGROND: "Wij hebben u niet gehoord, omdat meteen duidelijk was dat u geen "
    "gelijk krijgt.",
    Hoorafziening.CLIENT_WIL_NIET: "U liet weten dat u niet gehoord wilt worden.",
    Hoorafziening.CLIENT_REAGEERT_NIET: "U liet niet op tijd weten dat u gehoord wilt worden.",
    Hoorafziening.TEGEMOETGEKOMEN: "Wij hebben u niet gehoord, omdat u helemaal gelijk krijgt.",
}


@dataclass(frozen=True, slots=True)
class Bezwaarbrief(Brief):
    """What every letter on an objection shows."""

    besluit: str
    """Reference of the contested decision."""
    besluit_op: date
    ontvangen_op: date
    namens: str | None = None
    """The client, where the letter goes to a representative."""


@dataclass(frozen=True, slots=True)
class Ontvangst:
    """What the client hears when the objection came in."""

    brief: Bezwaarbrief
    te_laat: bool
    termijn_tot: date | None
    """Last day of the term to object."""
    commissie: bool
    uiterlijk: date | None
    """Last day for the decision."""
    voorlopig: bool
    """Whether a royal decree that is not known yet may still move a day that is named here (W12)."""
    aanvullen_tot: date | None
    """Until when the grounds can be given, where they are not there yet."""


@dataclass(frozen=True, slots=True)
class Beslissing:
    """What the client hears when it is decided on."""

    brief: Bezwaarbrief
    uitkomst: Bezwaaruitkomst
    motivering: str
    beroepsclausule: str
    gehoord_op: date
    niet_gehoord: Hoorafziening | None
    verschoonbaar: str | None
    ook_tegen: tuple[str, ...]
    """References of the decisions that it is also against (6:19)."""
    opvolger: str | None
    """Reference of the decision that follows from it."""
    bekendmaking: Bekendmaking | None
    """How and when it reached the client, once it did."""
    beroep_tot: date | None
    """Last day to go to court, known from then on (6:7, 6:8)."""
    voorlopig: bool
    """Whether a royal decree that is not known yet may still make that a later day (W12)."""


@vervult("W09")
def maak_ontvangstbevestiging(ontvangst: Ontvangst) -> bytes:
    """The confirmation of receipt as PDF: PDF/A-2a and PDF/UA-1, the same bytes for the same contents."""
    return _zet(ontvangst.brief, "Wij hebben uw bezwaar ontvangen", _ontvangst(ontvangst))


@vervult("W09")
def maak_beslissing(beslissing: Beslissing) -> bytes:
    """The decision on an objection as PDF, with its grounds and the way to the court (6:23)."""
    brief = beslissing.brief
    return _zet(
        brief,
        "Onze beslissing op uw bezwaar",
        _beslissing(beslissing),
        brief.afzender.ondertekenaar_bezwaar,
    )


def _zet(
    brief: Bezwaarbrief, kop: str, delen: list[Deel], ondertekenaar: Ondertekenaar | None = None
) -> bytes:
    wie = "de cliënt" if brief.namens == tekst.NAAM_ONBEKEND else brief.namens
    namens = "" if wie is None else f" namens {wie}"
    aanhef = (
        f"Op {tekst.datum(brief.ontvangen_op)} kregen wij uw bezwaar{namens} tegen ons besluit van "
        f"{tekst.datum(brief.besluit_op)}, met kenmerk {brief.besluit}."
    )
    return zet_brief(brief, kop, aanhef, delen, ondertekenaar)


def _ontvangst(ontvangst: Ontvangst) -> list[Deel]:
    delen = []
    if ontvangst.te_laat and ontvangst.termijn_tot:
        delen.append(
            deel(
                "Uw bezwaar is te laat",
                f"Uw bezwaar moest er op {tekst.datum(ontvangst.termijn_tot)} zijn. Kon u er niets aan doen "
                "dat het later werd? Vertel ons waarom. Dan kijken wij of wij het toch kunnen behandelen.",
            )
        )
    if ontvangst.aanvullen_tot:
        delen.append(
            deel(
                "Wij missen nog iets",
                "U schreef nog niet waarom u het niet eens bent met het besluit. Vertel ons dat uiterlijk op "
                f"{tekst.datum(ontvangst.aanvullen_tot)}. Doet u dat niet, dan kunnen wij uw bezwaar "
                "misschien niet behandelen. Zolang wij wachten, staat onze termijn stil.",
            )
        )
    voorlopig = (
        " Die dag kan nog iets later worden: van dat jaar is nog niet besloten welke dagen als feestdag "
        "tellen."
        if ontvangst.voorlopig
        else ""
    )
    commissie = (
        ["Een onafhankelijke commissie geeft ons advies over uw bezwaar. Daarom hebben wij langer de tijd."]
        if ontvangst.commissie
        else []
    )
    wanneer = (
        [f"U krijgt onze beslissing uiterlijk op {tekst.datum(ontvangst.uiterlijk)}.{voorlopig}"]
        if ontvangst.uiterlijk
        else []
    )
    return [
        *delen,
        deel(
            "Zo gaat het verder",
            "Wij bekijken ons besluit helemaal opnieuw. Dat doet iemand anders dan wie het besluit nam. "
            "Voordat wij beslissen mag u vertellen wat u ervan vindt. Daarvoor nodigen wij u uit.",
            *commissie,
            *wanneer,
        ),
        deel(
            "Het besluit blijft gelden",
            "Ook nu u bezwaar maakt geldt het besluit. Kunt u niet wachten? Vraag dan de rechtbank om een "
            "voorlopige voorziening. De rechtbank vraagt daar geld voor (griffierecht).",
        ),
    ]


def _beslissing(beslissing: Beslissing) -> list[Deel]:
    gehoord = (
        f"Op {tekst.datum(beslissing.gehoord_op)} hebt u ons verteld wat u van het besluit vindt."
        if beslissing.niet_gehoord is None
        else NIET_GEHOORD[beslissing.niet_gehoord]
    )
    ook = [f"Wij kijken ook naar ons besluit met kenmerk {kenmerk}." for kenmerk in beslissing.ook_tegen]
    te_laat = (
        [f"Uw bezwaar was te laat. Wij behandelen het toch: {beslissing.verschoonbaar}"]
        if beslissing.verschoonbaar
        else []
    )
    vervolg = []
    if beslissing.uitkomst is Bezwaaruitkomst.GEGROND:
        met = f" met kenmerk {beslissing.opvolger}" if beslissing.opvolger else ""
        vervolg.append(deel("Wat er verandert", f"Wat u nu krijgt, leest u in ons nieuwe besluit{met}."))
    return [
        deel("Onze beslissing", UITKOMSTEN[beslissing.uitkomst], *ook),
        deel("Waarom wij dit beslissen", *te_laat, beslissing.motivering, gehoord),
        *vervolg,
        deel(
            "Wie dit beslist",
            "Het college van burgemeester en wethouders beslist op uw bezwaar. Wie dat namens het college "
            "deed, is iemand anders dan wie het besluit nam waar u bezwaar tegen maakte.",
        ),
        deel("De regels", "Wij beslissen op grond van hoofdstuk 7 van de Algemene wet bestuursrecht (Awb)."),
        deel(
            "Bent u het niet eens met deze beslissing?",
            beslissing.beroepsclausule,
            *_beroepstermijn(beslissing),
        ),
    ]


def _beroepstermijn(beslissing: Beslissing) -> list[str]:
    if beslissing.bekendmaking is None or beslissing.beroep_tot is None:
        return []
    voorlopig = f" {tekst.VOORLOPIG}" if beslissing.voorlopig else ""
    return [
        f"{verzonden(beslissing.bekendmaking, 'deze beslissing')} De zes weken beginnen op de dag daarna. "
        f"Verstuur uw beroep uiterlijk op {tekst.datum(beslissing.beroep_tot)}.{voorlopig}"
    ]
