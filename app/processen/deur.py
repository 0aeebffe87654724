"""At the door: what is handed over is read, and let in to be judged or refused.

That asks nothing of the database, so that no transaction is open while a large message is read.
"""

from contextlib import suppress
from dataclasses import replace
from typing import Any
from uuid import uuid4

from app.domain.berichtontvangst import Berichtbevinding, Berichtontvangst, Indiener, Ontvangststatus
from app.istandaard import codec, foutbericht, xml
from app.istandaard.berichten.headers import Berichtheader, Retourheader
from app.istandaard.bevindingen import Bevinding
from app.istandaard.controle import Controle, controleer, heeft_bestandsfout
from app.istandaard.historie import bsns_in, ontvanger_en_afzender
from app.istandaard.regels import berichtsoort
from app.istandaard.tonen import bsns_in_tekst
from app.processen.handeling import Raadpleging
from app.processen.naslaan import openbare_kennis

ZONDER_ANTWOORD = "Op dit bericht volgt geen retourbericht. Laat de afzender weten wat eraan mankeert."
NIET_VAN_U = "Dit bericht is niet van u of voor u. Laat dat de afzender weten."


def neem_aan(raadpleging: Raadpleging, inhoud: bytes) -> tuple[Berichtontvangst, Any]:
    """What is to be kept of these bytes, with the message that is to be judged; None where none is.

    That is what is refused, and an Fo01 of the exchange. Then receiver and sender are both the caller.
    """
    beller = raadpleging.beller
    ontvangst = Berichtontvangst(
        id=uuid4(),
        eigenaar=beller.code,
        afzender=beller.code,
        code="",
        identificatie="",
        xml=inhoud,
        indiener=Indiener(beller.partij, beller.code, beller.medewerker, beller.rol, beller.systeem),
        status=Ontvangststatus.GEWEIGERD,
        ontvangen_op=raadpleging.nu,
    )
    try:
        gelezen = _lees(raadpleging, inhoud)
    except (xml.OnleesbaarBericht, xml.OnbekendBericht) as fout:
        return _geweigerd(ontvangst, f"{fout.melding} Laat de afzender weten dat het niet te lezen is.")
    if isinstance(gelezen, foutbericht.Foutbericht):
        return _gemeld(ontvangst, gelezen)
    if isinstance(gelezen, Controle):
        return _geweigerd(
            ontvangst,
            ZONDER_ANTWOORD,
            berichtsoort=gelezen.berichtsoort,
            bevindingen=als_berichtbevindingen(gelezen.bevindingen),
            niet_gecontroleerd=gelezen.niet_gecontroleerd,
        )
    eigenaar, afzender = ontvanger_en_afzender(gelezen)
    if beller.code not in (eigenaar, afzender):
        return _geweigerd(ontvangst, NIET_VAN_U, berichtsoort=berichtsoort(gelezen))
    te_beoordelen = replace(
        ontvangst,
        eigenaar=eigenaar,
        afzender=afzender,
        code=gelezen.header.bericht_code,
        identificatie=_identificatie(gelezen.header),
        status=Ontvangststatus.ONTVANGEN,
        bsns=tuple(sorted(bsns_in(gelezen))),
        berichtsoort=berichtsoort(gelezen),
    )
    return te_beoordelen, gelezen


def als_berichtbevindingen(bevindingen: tuple[Bevinding, ...]) -> tuple[Berichtbevinding, ...]:
    """These findings as they are kept with a message."""
    return tuple(
        Berichtbevinding(b.regel, b.retourcode, b.klasse, b.pad, b.regelnummer, b.melding, b.eerst)
        for b in bevindingen
    )


def _lees(raadpleging: Raadpleging, inhoud: bytes) -> Any:
    """The message, or an Fo01; of a message against its schema, or in a wrong file, what is wrong with it."""
    gemeld = foutbericht.lees(inhoud)
    if gemeld is not None:
        return gemeld
    if not heeft_bestandsfout(inhoud):
        with suppress(xml.OngeldigBericht):
            return codec.lees(inhoud, raadpleging.schemas)
    return controleer(inhoud, openbare_kennis(raadpleging.vandaag), raadpleging.schemas)


def _geweigerd(ontvangst: Berichtontvangst, reden: str, **gevonden: Any) -> tuple[Berichtontvangst, None]:
    """Refused, with whoever seems to be in it for whom it is about."""
    bsns = tuple(sorted(bsns_in_tekst(ontvangst.xml)))
    return replace(ontvangst, opmerking=reden, bsns=bsns, **gevonden), None


def _gemeld(ontvangst: Berichtontvangst, gemeld: foutbericht.Foutbericht) -> tuple[Berichtontvangst, None]:
    """What the exchange tells the sender of a message is for a person; nothing answers it."""
    if gemeld.ontvanger != ontvangst.eigenaar:
        return _geweigerd(ontvangst, NIET_VAN_U, berichtsoort=foutbericht.SOORT)
    status = Ontvangststatus.NA_TE_GAAN
    return replace(ontvangst, berichtsoort=foutbericht.SOORT, status=status, opmerking=gemeld.uitleg), None


def _identificatie(header: Berichtheader) -> str:
    if isinstance(header, Retourheader):
        return header.identificatie_retour
    return header.bericht_identificatie.identificatie
