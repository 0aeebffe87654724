"""The answer to a message: 302, 306, 308, 316, 318, 320, and the 325 on a declaration (IV028, IV087, IV088).

An approved message gets a header alone. A fault in the header, or one that the message alone shows, gives
the header with its code. Any other fault gives all classes of the message, copied as they were, each with its
codes: 0200 where nothing was wrong, 0233 where a class above it was refused and it was not judged.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from datetime import date
from functools import cache
from typing import Any, get_type_hints

from app.domain.keten.declaratie import Prestatie
from app.istandaard.berichten import wmo323, wmo325
from app.istandaard.berichten.basis import (
    BerichtIdentificatie,
    Berichtklasse,
    TotaalBedragMetDC,
    XsdVersie,
)
from app.istandaard.berichten.headers import Berichtheader
from app.istandaard.berichten.wmo301 import Wmo301
from app.istandaard.berichten.wmo302 import Wmo302
from app.istandaard.berichten.wmo305 import Wmo305
from app.istandaard.berichten.wmo306 import Wmo306
from app.istandaard.berichten.wmo307 import Wmo307
from app.istandaard.berichten.wmo308 import Wmo308
from app.istandaard.berichten.wmo315 import Wmo315
from app.istandaard.berichten.wmo316 import Wmo316
from app.istandaard.berichten.wmo317 import Wmo317
from app.istandaard.berichten.wmo318 import Wmo318
from app.istandaard.berichten.wmo319 import Wmo319
from app.istandaard.berichten.wmo320 import Wmo320
from app.istandaard.berichten.wmo323 import Wmo323
from app.istandaard.berichten.wmo325 import Wmo325
from app.istandaard.bevindingen import IN_ORDE, Redenen
from app.istandaard.declaraties import (
    CREDIT,
    Declaratiebericht,
    clienten_van,
    met_teken,
    prestatie_in,
    totaal_met_teken,
)
from app.istandaard.oordeel import Niveau, Oordeel, geweigerde_regels
from app.istandaard.regels.regel import BERICHT_AFGEKEURD, leden
from app.istandaard.waarden import Datum, Geheel, Plaats

ZONDER_FOUT = Oordeel(Niveau.GEEN)
NIET_BEOORDEELD, TOEGEKEND = "0233", "8001"
DEBET = "D"

XSD_RETOUR = XsdVersie(basisschema_xsd_versie="1.0.0", bericht_xsd_versie="1.0.0")
"""The versions of the schemas that an answer follows."""

RETOUREN: dict[type[Berichtklasse], type[Berichtklasse]] = {
    Wmo301: Wmo302,
    Wmo305: Wmo306,
    Wmo307: Wmo308,
    Wmo315: Wmo316,
    Wmo317: Wmo318,
    Wmo319: Wmo320,
}
"""Which message answers which; a wmo323 gets the wmo325, and an answer gets none."""


def code_van(bericht: type[Berichtklasse]) -> str:
    """The BerichtCode of a message."""
    (header,) = (veld for veld in fields(get_type_hints(bericht)["header"]) if veld.name == "bericht_code")
    return str(header.default)


@dataclass(frozen=True, slots=True)
class Afzending:
    """What an answer has of itself: an identification that its sender never used before, and its day."""

    identificatie: str
    """At most twelve characters."""
    dag: date


def antwoord(bericht: Berichtklasse, oordeel: Oordeel, afzending: Afzending) -> Berichtklasse | None:
    """The answer to a message after this judgement; None where the standard has none.

    That is so for an answer itself, and for what the schema refuses.
    """
    if oordeel.niveau is Niveau.SCHEMA:
        return None
    if isinstance(bericht, Wmo323):
        return _declaratie_antwoord(bericht, oordeel, afzending)
    soort = RETOUREN.get(type(bericht))
    return None if soort is None else _retour(bericht, soort, oordeel, afzending)


def keurt_geheel_af(bericht: Wmo325) -> bool:
    """Whether this answer rejects the declaration as a whole, by its own codes or those of its header."""
    klassen = (bericht.header, bericht.declaratie_antwoord)
    codes = {code for klasse in klassen if klasse is not None for code in klasse.retour_codes}
    return not codes <= {IN_ORDE, TOEGEKEND}


def kopieert(retour: Any, bericht: Any) -> bool:
    """Whether the classes that an answer copies are those of this message; not where it copies none.

    A wmo325 copies of a declaration the lines that it refuses.
    """
    if isinstance(bericht, Wmo323):
        eigen = set(_regels(bericht))
        terug = [*_regels(retour)]
        return bool(terug) and eigen.issuperset(terug)
    hoofd = _hoofd(bericht)
    gekopieerd = getattr(retour, hoofd)
    if gekopieerd is None:
        return False
    soort: Any = type(retour)
    in_orde = _kopie(getattr(bericht, hoofd), _soort(soort, hoofd), ZONDER_FOUT, beoordeeld=True)
    return bool(_zonder_codes(gekopieerd) == in_orde)


def _regels(bericht: Declaratiebericht) -> Iterator[tuple[str, Prestatie]]:
    for client in clienten_van(bericht):
        for prestatie in client.prestaties:
            yield client.bsn, prestatie_in(prestatie)


def _zonder_codes(klasse: Any) -> Any:
    """This class of an answer as if nothing were wrong in it."""

    def zonder(waarde: Any) -> Any:
        if isinstance(waarde, tuple):
            return tuple(map(zonder, waarde))
        return _zonder_codes(waarde) if isinstance(waarde, Berichtklasse) else waarde

    nieuw = {v.name: zonder(getattr(klasse, v.name)) for v in fields(klasse) if v.name != "retour_codes"}
    met_codes = hasattr(klasse, "retour_codes")
    return replace(klasse, **nieuw | ({"retour_codes": (IN_ORDE,)} if met_codes else {}))


def codes_in(retour: Berichtklasse) -> tuple[tuple[str, str], ...]:
    """What an answer says is wrong: the class and the code, in the order of the message, 0200 left out."""
    eigen = getattr(retour, "retour_codes", ())
    hier = [(type(retour).__name__, code) for code in eigen if code != IN_ORDE]
    for veld in fields(retour):
        waarde = getattr(retour, veld.name)
        for deel in waarde if isinstance(waarde, tuple) else (waarde,):
            if isinstance(deel, Berichtklasse):
                hier += codes_in(deel)
    return tuple(hier)


def _retour(bericht: Any, soort: Any, oordeel: Oordeel, afzending: Afzending) -> Berichtklasse:
    hoofd = _hoofd(bericht)
    in_header = _headercodes(bericht, oordeel)
    if in_header or oordeel.niveau is Niveau.GEEN:
        retour: Berichtklasse = soort(header=_retourheader(bericht.header, soort, afzending, in_header))
        return retour
    inhoud = _kopie(getattr(bericht, hoofd), _soort(soort, hoofd), oordeel, beoordeeld=True)
    header = _retourheader(bericht.header, soort, afzending, (IN_ORDE,))
    met_inhoud: Berichtklasse = soort(header=header, **{hoofd: inhoud})
    return met_inhoud


def _hoofd(bericht: Any) -> str:
    """What a message holds beside its header."""
    return "antwoord" if isinstance(bericht, Wmo319) else "client"


def _headercodes(bericht: Any, oordeel: Oordeel) -> tuple[str, ...]:
    """The codes of the header alone, which then is all of the answer; sorted, each once."""
    if oordeel.niveau is Niveau.INHOUD:
        return (BERICHT_AFGEKEURD,)
    return tuple(sorted(oordeel.codes((bericht.header.plaats, bericht.plaats))))


def _retourheader(header: Berichtheader, soort: Any, afzending: Afzending, codes: tuple[str, ...]) -> Any:
    gekopieerd = {veld.name: getattr(header, veld.name) for veld in fields(Berichtheader)}
    del gekopieerd["bericht_code"], gekopieerd["plaats"]
    return _soort(soort, "header")(
        **gekopieerd,
        identificatie_retour=afzending.identificatie,
        dagtekening_retour=Datum.van(afzending.dag),
        xsd_versie_retour=XSD_RETOUR,
        retour_codes=codes,
    )


def _kopie(bron: Any, soort: Any, oordeel: Oordeel, *, beoordeeld: bool) -> Any:
    """The class of the answer: what the message says, with the codes of this class and of all below it."""
    codes = oordeel.codes(_plaatsen(bron)) if beoordeeld else (NIET_BEOORDEELD,)
    eronder = beoordeeld and not (_is_client(soort) and codes)

    def deel(naam: str, waarde: Any) -> Any:
        if isinstance(waarde, tuple):
            return tuple(deel(naam, lid) for lid in waarde)
        doel = _soort(soort, naam)
        if not isinstance(waarde, Berichtklasse) or isinstance(waarde, doel):
            return waarde
        return _kopie(waarde, doel, oordeel, beoordeeld=eronder)

    velden = {
        veld.name: deel(veld.name, getattr(bron, veld.name))
        for veld in fields(soort)
        if veld.name not in ("plaats", "retour_codes")
    }
    return soort(**velden, retour_codes=codes or (IN_ORDE,))


def _is_client(soort: Any) -> bool:
    return bool(soort.__name__ == "Client")


def _plaatsen(bron: Any) -> list[Plaats | None]:
    """The place of a class and of the parts in it that carry no codes of their own, such as an address."""
    plaatsen = [bron.plaats]
    for veld in fields(bron):
        waarde = getattr(bron, veld.name)
        if isinstance(waarde, Berichtklasse) and type(waarde).__module__.endswith(".basis"):
            plaatsen += _plaatsen(waarde)
    return plaatsen


@cache
def _soort(klasse: Any, veld: str) -> Any:
    """The class of messages that a field holds, or a list of which it holds; else `object`."""
    hint = get_type_hints(klasse)[veld]
    delen = [d for d in leden(hint) if isinstance(d, type) and issubclass(d, Berichtklasse)]
    return delen[0] if delen else object


def _declaratie_antwoord(bericht: Wmo323, oordeel: Oordeel, afzending: Afzending) -> Wmo325:
    declaratie = bericht.declaratie
    in_header = _headercodes(bericht, oordeel)
    if in_header:
        return Wmo325(header=_antwoordheader(bericht.header, afzending, in_header))
    in_declaratie = oordeel.codes((declaratie.plaats,))
    geweigerd = geweigerde_regels(bericht, oordeel)
    clienten: tuple[wmo325.Client, ...] = ()
    if in_declaratie:
        toegekend, codes = 0, in_declaratie
    else:
        toegekend = totaal_met_teken(declaratie.totaal_ingediend_bedrag) - sum(
            met_teken(prestatie.ingediend_bedrag)
            for client in declaratie.clienten
            for prestatie in client.prestaties
            if prestatie.plaats in geweigerd
        )
        clienten = tuple(
            _antwoord_client(client, oordeel, geweigerd)
            for client in declaratie.clienten
            if any(prestatie.plaats in geweigerd for prestatie in client.prestaties)
        )
        codes = (IN_ORDE,) if clienten else (TOEGEKEND,)
    return Wmo325(
        header=_antwoordheader(bericht.header, afzending, (IN_ORDE,)),
        declaratie_antwoord=wmo325.DeclaratieAntwoord(
            declaratie_nummer=declaratie.declaratie_nummer,
            totaal_ingediend_bedrag=declaratie.totaal_ingediend_bedrag,
            totaal_toegekend_bedrag=TotaalBedragMetDC(
                totaal_bedrag=Geheel(abs(toegekend)), debet_credit=CREDIT if toegekend < 0 else DEBET
            ),
            clienten=clienten,
            retour_codes=codes,
        ),
    )


def _antwoord_client(client: wmo323.Client, oordeel: Oordeel, geweigerd: Redenen) -> wmo325.Client:
    """A client of whom something is refused, with the refused lines only."""
    codes = oordeel.codes((client.plaats,))
    return wmo325.Client(
        bsn=client.bsn,
        prestaties=tuple(
            _kopie(prestatie, wmo325.Prestatie, oordeel, beoordeeld=not codes)
            for prestatie in client.prestaties
            if prestatie.plaats in geweigerd
        ),
        retour_codes=codes or (IN_ORDE,),
    )


def _antwoordheader(header: wmo323.Header, afzending: Afzending, codes: tuple[str, ...]) -> wmo325.Header:
    return wmo325.Header(
        afzender=header.ontvanger,
        ontvanger=header.afzender,
        bericht_identificatie=BerichtIdentificatie(
            identificatie=afzending.identificatie, dagtekening=Datum.van(afzending.dag)
        ),
        xsd_versie=XSD_RETOUR,
        declaratie_identificatie=header.bericht_identificatie,
        xsd_versie_declaratie=header.xsd_versie,
        retour_codes=codes,
    )
