"""The onderzoek: what the municipality finds out after the melding (Wmo 2.3.2, W01, W11)."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from uuid import UUID

from app.domain.eisen import vervult
from app.domain.fouten import OngeldigeInvoer, Veldfout, VerkeerdeStatus, VoorwaardeNietVervuld
from app.domain.melding import Melding
from app.domain.waarden import Gemeentecode, zegt_iets
from app.domain.woorden import datum


class Betrokkene(StrEnum):
    """Who takes part in the research where possible (Wmo 2.3.2 lid 1)."""

    CLIENT = "client"
    VERTEGENWOORDIGER = "vertegenwoordiger"
    MANTELZORGER = "mantelzorger"


@dataclass(frozen=True, slots=True)
class Betrokkenheid:
    """Whether somebody took part in the research, or why that was not possible."""

    wie: Betrokkene
    betrokken: bool
    toelichting: str | None = None


@dataclass(frozen=True, slots=True)
class Onderdeel:
    """A part of the integrale vraaganalyse, the report or the plan van aanpak that may be shared apart."""

    code: str
    titel: str
    tekst: str


class Onderwerp(StrEnum):
    """A subject that the law names for the research (Wmo 2.3.2 lid 4 a to g)."""

    BEHOEFTEN = "behoeften"
    EIGEN_KRACHT = "eigen_kracht"
    SOCIAAL_NETWERK = "sociaal_netwerk"
    MANTELZORGONDERSTEUNING = "mantelzorgondersteuning"
    ALGEMENE_VOORZIENINGEN = "algemene_voorzieningen"
    SAMENWERKING = "samenwerking"
    BIJDRAGE = "bijdrage"


ONDERWERPEN = {
    Onderwerp.BEHOEFTEN: "behoeften, persoonskenmerken en voorkeuren",
    Onderwerp.EIGEN_KRACHT: "eigen kracht en gebruikelijke hulp",
    Onderwerp.SOCIAAL_NETWERK: "mantelzorg en hulp van andere mensen",
    Onderwerp.MANTELZORGONDERSTEUNING: "ondersteuning van de mantelzorger",
    Onderwerp.ALGEMENE_VOORZIENINGEN: "algemene voorzieningen en maatschappelijk nuttige activiteiten",
    Onderwerp.SAMENWERKING: "samenwerking met zorg, jeugdhulp, onderwijs, welzijn, wonen, werk en inkomen",
    Onderwerp.BIJDRAGE: "eigen bijdrage",
}
"""What each subject is called, in Dutch."""


@dataclass(frozen=True, slots=True)
class Onderzoekspunt:
    """What was found on one subject; where that does not apply, the reason."""

    onderwerp: Onderwerp
    van_toepassing: bool
    toelichting: str


@dataclass(frozen=True, slots=True)
class Verantwoording:
    """How the research does what the law asks of it (W11); what is not there yet has to come."""

    punten: tuple[Onderzoekspunt, ...] = ()
    pgb_besproken_op: date | None = None
    """When the client heard, in clear words, of the choice for a personal budget and what follows (lid 6)."""
    mantelzorger_gewezen_op: date | None = None
    """When the informal carer who took part was told of free client support (lid 3)."""
    persoonlijk_plan_betrokken: str | None = None
    """How the personal plan of the client was used (lid 5)."""


@dataclass(frozen=True, slots=True)
class Afronding:
    """The written outcome, given to the client, with identity checked (Wmo 2.3.2 lid 8, 2.3.4)."""

    op: date
    identiteit_vastgesteld: bool
    uitkomst: str
    uitkomst_verstrekt_op: date


@dataclass(frozen=True, slots=True)
class Onderzoek:
    """One research into the need of a client; its parts form the integrale vraaganalyse."""

    id: UUID
    gemeente: Gemeentecode
    client_id: UUID
    melding_id: UUID
    gestart_op: date
    betrokkenen: tuple[Betrokkenheid, ...] = ()
    onderdelen: tuple[Onderdeel, ...] = ()
    verantwoording: Verantwoording = Verantwoording()
    afronding: Afronding | None = None
    revisie: int = 0


@vervult("W01")
def start(id: UUID, melding: Melding, gestart_op: date) -> Onderzoek:
    """Begin the research into the need of the client who made the melding.

    Not before the client was told of the rights that count in it (Wmo 2.3.2 lid 2 and 3).
    """
    bevestigd_op = None if melding.bevestiging is None else melding.bevestiging.op
    if bevestigd_op is None:
        raise VoorwaardeNietVervuld(
            "Bevestig eerst de melding: daarin hoort de cliënt van gratis cliëntondersteuning en van het "
            "persoonlijk plan (Wmo 2.3.2 lid 2 en 3).",
            Veldfout("meldingId", "Deze melding is nog niet bevestigd.", "W01"),
        )
    if gestart_op < bevestigd_op:
        raise VoorwaardeNietVervuld(
            "Het onderzoek volgt op de bevestiging van de melding.",
            Veldfout("startdatum", f"De melding is bevestigd op {datum(bevestigd_op)}.", "W01"),
        )
    return Onderzoek(id, melding.gemeente, melding.client_id, melding.id, gestart_op)


def vereis_eigen_codes(onderdelen: tuple[Onderdeel, ...]) -> None:
    """Refuse parts that share a code, because a part is shared by its code."""
    aantal = Counter(o.code for o in onderdelen)
    fouten = [
        Veldfout(f"onderdelen[{i}].code", "Deze code komt meer dan één keer voor.")
        for i, onderdeel in enumerate(onderdelen)
        if aantal[onderdeel.code] > 1
    ]
    if fouten:
        raise OngeldigeInvoer("Elk onderdeel heeft een eigen code.", *fouten)


def _vereis_lopend(onderzoek: Onderzoek) -> None:
    if onderzoek.afronding is not None:
        raise VerkeerdeStatus("Dit onderzoek is al afgerond.")


def werk_bij(
    onderzoek: Onderzoek,
    betrokkenen: tuple[Betrokkenheid, ...],
    onderdelen: tuple[Onderdeel, ...],
    verantwoording: Verantwoording,
) -> Onderzoek:
    """Replace who took part, the parts of the vraaganalyse and what was found, while the research runs."""
    _vereis_lopend(onderzoek)
    vereis_eigen_codes(onderdelen)
    _vereis_eigen_onderwerpen(verantwoording.punten, "verantwoording.punten")
    return replace(onderzoek, betrokkenen=betrokkenen, onderdelen=onderdelen, verantwoording=verantwoording)


def _vereis_eigen_onderwerpen(punten: tuple[Onderzoekspunt, ...], veld: str) -> None:
    aantal = Counter(punt.onderwerp for punt in punten)
    fouten = [
        Veldfout(f"{veld}[{i}].onderwerp", "Dit onderwerp staat er meer dan één keer.", "W11")
        for i, punt in enumerate(punten)
        if aantal[punt.onderwerp] > 1
    ]
    if fouten:
        raise OngeldigeInvoer("Elk onderwerp heeft één antwoord.", *fouten)


@vervult("W11")
def vul_aan(onderzoek: Onderzoek, aanvulling: Verantwoording) -> Onderzoek:
    """Add what a closed research still lacked; what was found before stays as the client received it.

    Raises VerkeerdeStatus while the research runs, OngeldigeInvoer for nothing or what is there already.
    """
    if onderzoek.afronding is None:
        raise VerkeerdeStatus("Dit onderzoek loopt nog; werk het bij.")
    _vereis_eigen_onderwerpen(aanvulling.punten, "punten")
    if aanvulling == Verantwoording():
        raise OngeldigeInvoer("De aanvulling is leeg.")
    was = onderzoek.verantwoording
    bekend = {punt.onderwerp for punt in was.punten}
    al_gezegd = "Dit staat al vast en verandert na de afronding niet meer."
    fouten = [
        Veldfout(f"punten[{i}].onderwerp", al_gezegd, "W11")
        for i, punt in enumerate(aanvulling.punten)
        if punt.onderwerp in bekend
    ]
    fouten += [
        Veldfout(veld, al_gezegd, "W11")
        for veld, eerder, nu in (
            ("pgbBesprokenDatum", was.pgb_besproken_op, aanvulling.pgb_besproken_op),
            ("mantelzorgerGewezenDatum", was.mantelzorger_gewezen_op, aanvulling.mantelzorger_gewezen_op),
            (
                "persoonlijkPlanBetrokken",
                was.persoonlijk_plan_betrokken,
                aanvulling.persoonlijk_plan_betrokken,
            ),
        )
        if eerder is not None and nu is not None
    ]
    if fouten:
        raise OngeldigeInvoer("De aanvulling noemt iets wat al vaststaat.", *fouten)
    return replace(
        onderzoek,
        verantwoording=Verantwoording(
            punten=(*was.punten, *aanvulling.punten),
            pgb_besproken_op=was.pgb_besproken_op or aanvulling.pgb_besproken_op,
            mantelzorger_gewezen_op=was.mantelzorger_gewezen_op or aanvulling.mantelzorger_gewezen_op,
            persoonlijk_plan_betrokken=was.persoonlijk_plan_betrokken
            or aanvulling.persoonlijk_plan_betrokken,
        ),
    )


@vervult("W01", "W11")
def tekorten(onderzoek: Onderzoek, melding: Melding) -> Iterator[Veldfout]:
    """What the law asks of this research and is not there (Wmo 2.3.2 lid 3 to 6).

    Each is a finding: it stops the decision, not the closing of the research.
    """
    gezegd = onderzoek.verantwoording
    bekend = {punt.onderwerp for punt in gezegd.punten if zegt_iets(punt.toelichting)}
    for onderwerp in Onderwerp:
        if onderwerp not in bekend:
            yield Veldfout(
                "verantwoording.punten",
                f"Onderzoek en beschrijf: {ONDERWERPEN[onderwerp]}. Of zeg waarom dat niet van toepassing "
                "is (Wmo 2.3.2 lid 4).",
                "W11",
            )
    if gezegd.pgb_besproken_op is None:
        yield Veldfout(
            "verantwoording.pgbBesprokenDatum",
            "Vertel de cliënt in begrijpelijke woorden over de keuze voor een pgb en de gevolgen daarvan, en "
            "leg de dag vast (Wmo 2.3.2 lid 6).",
            "W11",
        )
    met_mantelzorger = any(b.wie is Betrokkene.MANTELZORGER and b.betrokken for b in onderzoek.betrokkenen)
    if met_mantelzorger and gezegd.mantelzorger_gewezen_op is None:
        yield Veldfout(
            "verantwoording.mantelzorgerGewezenDatum",
            "Wijs ook de mantelzorger op gratis cliëntondersteuning, en leg de dag vast (Wmo 2.3.2 lid 3).",
            "W01",
        )
    if melding.persoonlijk_plan_op is not None and not zegt_iets(gezegd.persoonlijk_plan_betrokken):
        yield Veldfout(
            "verantwoording.persoonlijkPlanBetrokken",
            "De cliënt gaf een persoonlijk plan. Beschrijf hoe dat bij het onderzoek is betrokken (Wmo 2.3.2 "
            "lid 5).",
            "W01",
        )


@vervult("W01")
def rond_af(onderzoek: Onderzoek, afronding: Afronding) -> Onderzoek:
    """Close the research with a written outcome that the client receives (Wmo 2.3.2 lid 8).

    Raises VoorwaardeNietVervuld when identity was not checked (2.3.4), somebody who should take part
    neither did nor has a reason why not, or the dates do not follow each other.
    """
    _vereis_lopend(onderzoek)
    fouten = [
        Veldfout("betrokkenen", f"Leg vast of de {wie} betrokken was, of waarom dat niet kon.", "W01")
        for wie in Betrokkene
        if not any(b.wie == wie and (b.betrokken or zegt_iets(b.toelichting)) for b in onderzoek.betrokkenen)
    ]
    if not afronding.identiteit_vastgesteld:
        fouten.append(Veldfout("identiteitVastgesteld", "Stel eerst de identiteit vast (Wmo 2.3.4).", "W01"))
    if not onderzoek.gestart_op <= afronding.op <= afronding.uitkomst_verstrekt_op:
        fouten.append(Veldfout("datum", "De volgorde is: start, afronding, uitkomst aan de cliënt.", "W01"))
    if fouten:
        raise VoorwaardeNietVervuld("Het onderzoek kan nog niet worden afgerond.", *fouten)
    return replace(onderzoek, afronding=afronding)
