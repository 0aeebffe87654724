"""What a judgement leaves in the history of a party: one place for a chain in memory and for receiving."""

from __future__ import annotations

from collections.abc import Hashable, Set
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.domain.keten.dossier import Berichtsleutel, Dossier
from app.domain.keten.historie import Gebruik, Historie, Mutaties
from app.domain.woorden import datum
from app.istandaard.berichten.basis import BerichtIdentificatie, Berichtklasse
from app.istandaard.berichten.headers import Retourheader
from app.istandaard.berichten.wmo323 import Wmo323
from app.istandaard.berichten.wmo325 import Wmo325
from app.istandaard.bevindingen import Bevinding
from app.istandaard.declaraties import (
    Declaratiebericht,
    clienten_van,
    met_teken,
    prestatie_in,
    totaal_met_teken,
)
from app.istandaard.historie import (
    afgekeurde_declaratie,
    als_afgekeurd,
    mutaties_van,
    redenen_van,
    sleutel_van,
)
from app.istandaard.oordeel import Oordeel, Schakelstatus, geweigerde_regels, naar_samenhang, status_van
from app.istandaard.retour import RETOUREN, code_van, keurt_geheel_af
from app.istandaard.tonen import euro

BEANTWOORDT = {retour: code_van(bericht) for bericht, retour in RETOUREN.items()}
"""By the class of each return: the BerichtCode of what it answers."""

MEESTE_WACHTENDE = 20
"""At most so many answers are judged anew once the message is there for which they wait.

A message has one answer; more are there only where somebody answered it again, or otherwise.
"""
TOCH_AFGEKEURD = "De ontvanger keurt dit bericht af, al was het hier aanvaard; het telt als niet verzonden."
"""What a person has to know when a message is revoked."""
REGELS_GEWEIGERD = "De ontvanger weigert regels die hier zijn toegekend; die tellen niet meer mee."
TEGENSPRAAK = (
    "Dit retourbericht zegt iets anders dan eerder is vastgelegd: {status}. "
    "Dat blijft staan tot u met de ander hebt uitgezocht wat klopt."
)
AL_BEANTWOORD = "Op dit bericht is al eerder zo geantwoord."


TELT = frozenset({None, TOCH_AFGEKEURD, REGELS_GEWEIGERD})
"""What may be odd about an answer that decides all the same."""


@dataclass(frozen=True, slots=True)
class Beantwoording:
    """What an answer says of the message that it answers."""

    op: Berichtsleutel
    dagtekening: date
    """Of that message, as the answer copies it."""
    uitkomst: Schakelstatus
    """What became of that message: accepted, rejected as a whole, or of a declaration accepted in part."""
    geweigerd: frozenset[str] = frozenset()
    """Of a declaration that is accepted in part: the references of the lines that are refused."""

    @property
    def wijst_af(self) -> bool:
        """Whether it rejects that message as a whole."""
        return self.uitkomst is Schakelstatus.AFGEKEURD


def tegenspraak(
    nu: Beantwoording,
    eerder: str,
    geweigerd: Set[str],
    *,
    al_beantwoord: bool,
    weersproken: bool,
    vast: bool = False,
) -> str | None:
    """In Dutch, what is odd about an answer, beside what `eerder` became of its message; None for nothing.

    `geweigerd` are the lines that were refused then. The first answer that comes in decides, whatever was
    judged here, but never gives what was refused here; then it contradicts, and what was judged stands. One
    after it changes nothing (IV028: a message gets one), but may say what stands. With `vast` what was judged
    here is the first answer, and this one only says what somebody else made of it.
    """
    if (nu.uitkomst, nu.geweigerd) == (eerder, geweigerd):
        return AL_BEANTWOORD if al_beantwoord else None
    if not (al_beantwoord or weersproken or vast):
        if nu.wijst_af:
            return TOCH_AFGEKEURD
        if eerder != Schakelstatus.AFGEKEURD and geweigerd < nu.geweigerd:
            return REGELS_GEWEIGERD
    return TEGENSPRAAK.format(status=eerder)


def gevolg(bericht: Berichtklasse, dossier: Dossier, gegeven: Oordeel, *, beslist: bool = True) -> Mutaties:
    """What a message leaves behind after this judgement: nothing when it is rejected (OP286).

    Of a rejected declaration stays that it was sent (TR337). Of an answer that decides nothing, because
    another came before it, stays that its identification was used (TR056).
    """
    if status_van(bericht, gegeven) is Schakelstatus.AFGEKEURD:
        return afgekeurde_declaratie(bericht, dossier) if isinstance(bericht, Wmo323) else ()
    if not beslist:
        sleutel = sleutel_van(bericht)
        return () if sleutel is None else (Gebruik(sleutel),)
    return mutaties_van(bericht, dossier, geweigerde_regels(bericht, gegeven))


def beantwoording(bericht: Any) -> Beantwoording | None:
    """Which message this one answers, and how; None when it is no answer."""
    header = bericht.header
    if isinstance(bericht, Wmo325):
        op = Berichtsleutel(code_van(Wmo323), header.ontvanger, header.declaratie_identificatie.identificatie)
        return Beantwoording(op, dag_van(header.declaratie_identificatie), *_uitkomst(bericht))
    if isinstance(header, Retourheader):  # it keeps the header of what it answers
        op = Berichtsleutel(
            BEANTWOORDT[type(bericht)], header.afzender, header.bericht_identificatie.identificatie
        )
        uitkomst = Schakelstatus.AFGEKEURD if header.retour_codes else Schakelstatus.GOEDGEKEURD
        return Beantwoording(op, dag_van(header.bericht_identificatie), uitkomst)
    return None


def dag_van(identificatie: BerichtIdentificatie) -> date:
    """The Dagtekening of a message."""
    return identificatie.dagtekening.dag_of_grens


def oordeel_in(antwoord: Wmo325, declaratie: Wmo323) -> Oordeel:
    """The judgement of a declaration as its answer tells it: which of its lines are refused, and why.

    Only that: who remembers the declaration by it remembers the same as by the judgement itself.
    """
    redenen = {
        (client.bsn, prestatie_in(regel)): redenen_van(client, regel)
        for client in clienten_van(antwoord)
        for regel in client.prestaties
    }
    geweigerd = (
        (regel.plaats, code)
        for client in clienten_van(declaratie)
        for regel in client.prestaties
        for code in redenen.get((client.bsn, prestatie_in(regel)), ())
    )
    return naar_samenhang(
        tuple(Bevinding("", code, "Prestatie", None, None, "", plaats) for plaats, code in geweigerd)
    )


def andere_dag(genoemd: date, eigen: date) -> str:
    """In Dutch, that an answer names another day than the message that was sent under its identification."""
    return (
        f"Dit retourbericht noemt dagtekening {datum(genoemd)}; wat onder deze identificatie is verzonden "
        f"heeft dagtekening {datum(eigen)}. Het hoort dus bij geen bericht dat is verzonden. Wie het "
        "maakte stuurt een nieuw met de juiste dagtekening; vraag daarom als u dat niet bent."
    )


def _uitkomst(antwoord: Wmo325) -> tuple[Schakelstatus, frozenset[str]]:
    if keurt_geheel_af(antwoord):
        return Schakelstatus.AFGEKEURD, frozenset()
    geweigerd = referenties_in(antwoord)
    return (Schakelstatus.DEELS if geweigerd else Schakelstatus.GOEDGEKEURD), geweigerd


def referenties_in(bericht: Declaratiebericht) -> frozenset[str]:
    """The references of the lines in a declaration, or of those that its answer refuses."""
    prestaties = (prestatie for client in clienten_van(bericht) for prestatie in client.prestaties)
    return frozenset(prestatie.product_referentie.referentie_nummer for prestatie in prestaties)


def aaneen(*opmerkingen: str | None) -> str | None:
    """These remarks as one; None without any."""
    return " ".join(filter(None, opmerkingen)) or None


def scheve_totalen(antwoord: Wmo325, ingediend: int) -> str | None:
    """In Dutch, which total of an answer is not that of its declaration, of so many cents; None if all fit.

    No rule says that they are. What was granted follows from the lines, so it decides all the same.
    """
    geheel = antwoord.declaratie_antwoord
    if geheel is None:
        return None
    regels = (regel for client in geheel.clienten for regel in client.prestaties)
    geweigerd = sum(met_teken(regel.ingediend_bedrag) for regel in regels)
    toegekend = 0 if keurt_geheel_af(antwoord) else ingediend - geweigerd
    totalen = (
        ("ingediend", geheel.totaal_ingediend_bedrag, ingediend),
        ("toegekend", geheel.totaal_toegekend_bedrag, toegekend),
    )
    scheef = [
        f"{euro(totaal_met_teken(totaal))} als {naam}, terwijl dat {euro(hoort)} is"
        for naam, totaal, hoort in totalen
        if totaal_met_teken(totaal) != hoort
    ]
    if not scheef:
        return None
    return f"Dit antwoord noemt {' en '.join(scheef)}. Hier tellen de regels: ga na wat klopt."


def herroep(bij: Historie, herkomst: Hashable, antwoord: Hashable, dossier: Dossier) -> None:
    """Let a message that its receiver rejects after all count as never sent (OP286).

    `antwoord` says so, and `dossier` is the slice that it asked for; it leaves behind that a declaration was
    sent.
    """
    bij.neem_terug(herkomst)
    bij.leg_vast(antwoord, als_afgekeurd(dossier))
