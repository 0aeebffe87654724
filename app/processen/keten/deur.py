"""At the door: what is handed over is read, and let in to be judged or refused.

That asks nothing of the database, so that no transaction is open while a large message is read.
"""

from dataclasses import replace
from typing import Any, NamedTuple
from uuid import uuid4

from app.domain.berichtontvangst import Berichtbevinding, Berichtontvangst, Indiener, Ontvangststatus
from app.istandaard import codec, foutbericht, xml
from app.istandaard.berichten.headers import Berichtheader, Retourheader
from app.istandaard.bevindingen import Bevinding
from app.istandaard.controle import Controle, controleer, heeft_bestandsfout, tegen_schema
from app.istandaard.historie import bsns_in, partijen_in
from app.istandaard.regels import berichtsoort
from app.istandaard.tonen import bsns_in_tekst
from app.processen.handeling import Raadpleging
from app.processen.naslaan import openbare_kennis

ZONDER_ANTWOORD = (
    "Op dit bericht volgt geen retourbericht. Laat de afzender weten wat eraan mankeert; bent u dat zelf, "
    "verbeter het dan."
)
MET_KOP = 2**16
"""Bytes in which the header of a message ends; one with a million return codes is not looked for."""
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
    van = _kenmerken_in(gelezen.header)
    if beller.code not in (van.eigenaar, van.afzender):
        return _geweigerd(ontvangst, NIET_VAN_U, berichtsoort=berichtsoort(gelezen))
    te_beoordelen = replace(
        ontvangst,
        **van._asdict(),
        status=Ontvangststatus.ONTVANGEN,
        bsns=tuple(sorted(bsns_in(gelezen))),
        berichtsoort=berichtsoort(gelezen),
    )
    return te_beoordelen, gelezen


class Kenmerken(NamedTuple):
    """By what a message is known besides its bytes; of one that was refused only by whom."""

    eigenaar: str
    afzender: str
    code: str = ""
    identificatie: str = ""


def kenmerken(raadpleging: Raadpleging, inhoud: bytes) -> tuple[Kenmerken, ...]:
    """By what these bytes may be known here: what their header says, which alone is read, or as refused."""
    code = raadpleging.beller.code
    geweigerd = Kenmerken(code, code)
    try:
        header = codec.lees_kop(inhoud[:MET_KOP], raadpleging.schemas)
    except (xml.OnleesbaarBericht, xml.OnbekendBericht, xml.OngeldigBericht):
        return (geweigerd,)
    return _kenmerken_in(header), geweigerd


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
    kennis = openbare_kennis(raadpleging.vandaag)
    if heeft_bestandsfout(inhoud):
        return controleer(inhoud, kennis, raadpleging.schemas)
    try:
        return codec.lees(inhoud, raadpleging.schemas)
    except xml.OngeldigBericht as ongeldig:
        return tegen_schema(ongeldig, kennis)


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


def _kenmerken_in(header: Berichtheader) -> Kenmerken:
    eigen = header.bericht_identificatie.identificatie
    identificatie = header.identificatie_retour if isinstance(header, Retourheader) else eigen
    return Kenmerken(*partijen_in(header), header.bericht_code, identificatie)
