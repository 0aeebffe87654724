"""Credits that count for nothing on their own: the line that they take back is refused after all.

One place for a chain in memory and for receiving.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterator, Mapping, Set
from uuid import UUID

from app.domain.keten.dossier import Declaratiesleutel, Partijen, Toewijzingsleutel
from app.domain.keten.historie import (
    Declaratieregel,
    Historie,
    Weigering,
    credits_op,
    credits_op_regel,
    geweigerd_na,
    van_referentie,
)
from app.domain.waarden import AgbCode, Gemeentecode
from app.istandaard.berichten.wmo325 import Wmo325
from app.istandaard.historie import partijen_van
from app.istandaard.retour import keurt_geheel_af
from app.istandaard.tonen import toonbaar

CREDIT_VERVALLEN = (
    "Een credit hierin telt niet meer, want de regel in wmo323 {} die hij terugneemt is later afgekeurd. Het "
    "bedrag staat hier bij wat is geweigerd."
)


def credits_op_geweigerd(
    van_beide: Collection[Historie], antwoord: Wmo325, geweigerd: Set[str]
) -> Iterator[tuple[Hashable, str]]:
    """The credits that were granted on the lines that this answer refuses, with these references.

    Each as the message that it is in, and its reference. They are found by the line, also where that was in
    another declaration when a credit was kept; and by the declaration, of which the lines may be gone. Where
    another declaration has a line of that reference which counts, a credit takes that one back.
    """
    tussen, geheel = partijen_van(antwoord), keurt_geheel_af(antwoord)
    declaratie = Declaratiesleutel(
        Gemeentecode(tussen.gemeente),
        AgbCode(tussen.aanbieder),
        antwoord.header.declaratie_identificatie.identificatie,
    )
    op_regel = {credits_op_regel(tussen, referentie) for referentie in geweigerd}
    gevonden: dict[tuple[Hashable, str], str] = {}
    for bij in van_beide:
        for van, credit in bij.vind({credits_op(declaratie), *op_regel}):
            vorig = credit.prestatie.vorige_referentie if isinstance(credit, Declaratieregel) else None
            if isinstance(credit, Declaratieregel) and vorig and (geheel or vorig in geweigerd):
                gevonden[van, credit.prestatie.referentie] = vorig
    telt_elders = _telt_elders(van_beide, tussen, declaratie, set(gevonden.values()))
    yield from (credit for credit, vorig in gevonden.items() if vorig not in telt_elders)


def _telt_elders(
    van_beide: Collection[Historie], tussen: Partijen, declaratie: Declaratiesleutel, referenties: Set[str]
) -> set[str]:
    """Of which of these references another declaration has a line that was granted and still counts."""
    sleutels = {van_referentie(tussen, referentie) for referentie in referenties}
    telt: set[str] = set()
    for bij in van_beide if sleutels else ():
        vondsten = bij.vind(sleutels)
        geweigerd = geweigerd_na(vondsten)
        telt |= {
            regel.prestatie.referentie
            for van, regel in vondsten
            if isinstance(regel, Declaratieregel) and regel.toegekend and regel.declaratie != declaratie
            if (van, regel.prestatie) not in geweigerd
        }
    return telt


def laat_credits_vervallen_bij(
    bij: Historie, tussen: Partijen, van: Hashable, referenties: Mapping[str, Hashable]
) -> dict[str, int | None]:
    """Let the credits in the message `van` with these references lapse, each by the answer that says so.

    Gives the cents of each that this party keeps; None where it was refused already. A line of another
    message under the same reference is none of these: it is of a declaration that was rejected.
    """
    vondsten = bij.vind({van_referentie(tussen, referentie) for referentie in referenties})
    regels = {
        gegeven.prestatie.referentie: gegeven
        for herkomst, gegeven in vondsten
        if isinstance(gegeven, Declaratieregel) and herkomst == van
    }
    later = geweigerd_na(vondsten)
    geweigerd = {
        referentie
        for referentie, regel in regels.items()
        if not regel.toegekend or (van, regel.prestatie) in later
    }
    weg: defaultdict[Hashable, list[Weigering]] = defaultdict(list)
    for referentie, regel in regels.items():
        if referentie not in geweigerd:
            weigering = Weigering(
                Toewijzingsleutel(regel.declaratie.gemeente, regel.prestatie.toewijzing),
                regel.client,
                regel.prestatie,
                regel.declaratie.aanbieder,
                vervallen_in=van if isinstance(van, UUID) else None,
            )
            weg[referenties[referentie]].append(weigering)
    for antwoord, weigeringen in weg.items():
        bij.leg_vast(antwoord, tuple(weigeringen))
    return {
        referentie: None if referentie in geweigerd else regel.prestatie.bedrag
        for referentie, regel in regels.items()
    }


def credit_vervallen(identificatie: str) -> str:
    """In Dutch, that a credit counts no more, as its line in the declaration with this one is refused."""
    return CREDIT_VERVALLEN.format(toonbaar(identificatie, 40))
