"""A message that counted with its sender, and is rejected after all, counts as never sent (OP286)."""

from dataclasses import replace
from datetime import date
from uuid import UUID

from app.domain.berichtontvangst import Berichtontvangst
from app.domain.keten.bijhouden import leverperiodes
from app.domain.keten.dossier import Betrokkenen, Partijen
from app.domain.keten.historie import Mutaties, Vraag, bijgehouden_van, geleverd_met, leveringen_van
from app.domain.keten.levering import Leverhistorie
from app.domain.waarden import AgbCode, Gemeentecode
from app.istandaard.berichten.wmo305 import Wmo305
from app.istandaard.berichten.wmo307 import Wmo307
from app.istandaard.berichten.wmo323 import Wmo323
from app.istandaard.retour import code_van
from app.opslag.ketenhistorie import Ketenhistorie
from app.processen.handeling import Handeling
from app.processen.keten.verzoekontvangst import zet_bij_wat_telt

LEVERBERICHTEN = frozenset({code_van(Wmo305), code_van(Wmo307)})
WMO323 = code_van(Wmo323)
MEESTE_TOEWIJZINGEN = 200
"""Of one client between two parties; there are a few."""
MEESTE_MAANDEN = 100
"""That a declaration holds which is made here (app.processen.declareren)."""


def herroep(
    handeling: Handeling,
    wie: str,
    tussen: Partijen,
    afgekeurd: Berichtontvangst,
    *,
    van: UUID,
    blijft: Mutaties,
) -> None:
    """Let what this party keeps of it count no more; under the id `van` `blijft` that it was sent.

    Its requests become those of another message that asks them too. With its sender what it told is to be
    told anew.
    """
    bij = handeling.opslag.keten(wie, tussen)
    bij.neem_terug(afgekeurd.id)
    bij.leg_vast(van, blijft)
    zet_bij_wat_telt(handeling, bij, wie, afgekeurd)
    if wie == afgekeurd.afzender:
        _doe_opnieuw(bij, tussen, afgekeurd, handeling.vandaag)


def _doe_opnieuw(bij: Ketenhistorie, tussen: Partijen, afgekeurd: Berichtontvangst, vandaag: date) -> None:
    """What a provider keeps of what this message was about is to be kept anew before it goes again.

    As far as it was told, or declared: what it kept since then goes as it is (`app.processen.leveren`).
    """
    if afgekeurd.code == WMO323:
        for maand in bij.bladzijde(geleverd_met(afgekeurd.id), MEESTE_MAANDEN).rijen:
            if not maand.te_declareren:
                bij.vervang(replace(maand, afgekeurd=True, afgekeurd_op=vandaag))
    if afgekeurd.code not in LEVERBERICHTEN:
        return
    for bsn in afgekeurd.bsns or ():
        van = Betrokkenen(Gemeentecode(tussen.gemeente), AgbCode(tussen.aanbieder), bij.clientsleutel(bsn))
        gemeld = bij.haal(Vraag(frozenset({leveringen_van(van)}))).leveringen.get(van, Leverhistorie())
        for levering in bij.bladzijde(bijgehouden_van(van), MEESTE_TOEWIJZINGEN).rijen:
            wacht = levering.te_melden or levering.afgekeurd
            if not wacht and leverperiodes(gemeld.op(levering.nummer)) != levering.leverperiodes:
                nu = replace(levering, afgekeurd=True, afgekeurd_op=vandaag, bericht=afgekeurd.id)
                bij.vervang(nu)
