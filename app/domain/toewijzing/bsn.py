"""The right Bsn was found: what was sent under the wrong one goes, and comes back under new numbers (TR332).

An allocation number never gets a second person. So each number that a provider knows is deleted under the Bsn
it was sent with, and what holds is allocated anew. What only a rejected message carried keeps its number, for
the provider does not know it (OP286). No agreement is asked: what was delivered keeps its basis, in the new
number (OP362).
"""

from collections.abc import Sequence
from dataclasses import replace

from app.domain.eisen import vervult
from app.domain.fouten import Veldfout, VoorwaardeNietVervuld
from app.domain.toewijzing.gelijkheid import toegewezen
from app.domain.toewijzing.tijdlijn import Gebeurtenis, geldend
from app.domain.toewijzing.toewijzing import SECONDE, Oorzaak, Toewijzing
from app.domain.toewijzing.uitvoeren import Omstandigheden, stappen, vereis_gelijk, voltooi
from app.domain.toewijzing.vergelijken import Nummer
from app.domain.waarden import Periode


@vervult("M18", "W08")
def onder_ander_bsn(
    gebeurtenissen: Sequence[Gebeurtenis], nummers: Sequence[Nummer], bij: Omstandigheden
) -> tuple[tuple[Toewijzing, ...], tuple[Toewijzing, ...]]:
    """The numbers that stay behind under the wrong Bsn, all deleted, and the new ones in their place.

    Raises VoorwaardeNietVervuld while approved lines stand on one of them (TR385), or when the allocations
    did not equal what holds.
    """
    vereis_gelijk(geldend(gebeurtenissen), [n.toewijzing for n in nummers])
    bekend = [n for n in nummers if n.bekend is not None and not n.toewijzing.onder_eerder_bsn]
    _vereis_gecrediteerd(bekend)
    achter = tuple(_achtergelaten(nummer.toewijzing, bij) for nummer in bekend)
    per_nummer = {toewijzing.nummer: toewijzing for toewijzing in achter}
    over = [replace(n, toewijzing=per_nummer.get(n.toewijzing.nummer, n.toewijzing)) for n in nummers]
    te_doen = stappen(gebeurtenissen, over, bij.vandaag)
    nieuw = tuple(voltooi(te_doen, gebeurtenissen, bij, None))
    vereis_gelijk(geldend(gebeurtenissen), [*(n.toewijzing for n in over), *nieuw])
    return achter, nieuw


def _vereis_gecrediteerd(nummers: Sequence[Nummer]) -> None:
    fouten = [
        Veldfout(
            "bsn",
            f"Op toewijzing {n.toewijzing.nummer} bij {n.toewijzing.aanbieder} staan goedgekeurde prestaties "
            "onder het vorige Bsn. Laat de aanbieder die eerst crediteren.",
            "TR385",
        )
        for n in nummers
        if not n.toewijzing.verwijderd and n.gedeclareerd is not None
    ]
    if fouten:
        raise VoorwaardeNietVervuld("Het Bsn kan nog niet worden gewijzigd.", *fouten)


def _achtergelaten(toewijzing: Toewijzing, bij: Omstandigheden) -> Toewijzing:
    if toewijzing.verwijderd:
        return replace(toewijzing, onder_eerder_bsn=True)
    nu = toewijzing.actueel
    begin = toegewezen(toewijzing).periode.begin
    versie = replace(
        nu,
        volgnummer=max(v.volgnummer for v in toewijzing.versies) + 1,
        toegewezen_op=max(bij.nu, nu.toegewezen_op + SECONDE),
        periode=Periode(begin, begin),
        oorzaak=Oorzaak.VERWIJDERING,
        feit_id=None,
        omzetting_id=None,
        referentie_aanbieder=None,
        afspraak=None,
    )
    return replace(toewijzing, versies=(*toewijzing.versies, versie), onder_eerder_bsn=True)
