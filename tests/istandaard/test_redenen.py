"""Why a line of a declaration is refused stays with it, with who judges it and with who hears it (IV088)."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from app.domain.keten.dossier import Partijen, Toewijzingsleutel
from app.domain.keten.geheugen import Geheugen
from app.domain.keten.historie import Declaratieregel, Mutaties, Weigering, geweigerd_op, van_referentie
from app.domain.waarden import Gemeentecode
from app.istandaard import codec
from app.istandaard.berichten.wmo323 import Wmo323
from app.istandaard.codelijsten import gemeentelijst
from app.istandaard.gevolg import gevolg
from app.istandaard.historie import neem_op, vraag_van
from app.istandaard.oordeel import Niveau, Oordeel, oordeel
from app.istandaard.regels import Kennis, Vandaag
from app.istandaard.retour import Afzending, antwoord
from tests.istandaard.regels.bouw import AANBIEDER, BSN, ROERMOND, VANDAAG, een_301, toegewezen_product
from tests.istandaard.regels.bouw_declaratie import ANDER, clienten, een_323, prestatie

TUSSEN = Partijen(ROERMOND, AANBIEDER)
JAAR = {"ingangsdatum": "2026-01-01", "einddatum": "2026-12-31"}


def geheugen() -> Geheugen:
    bij = Geheugen()
    neem_op(bij, "301", een_301(toegewezen_product(1, **JAAR)))
    return bij


def beoordeeld(bericht: Wmo323) -> tuple[Oordeel, Mutaties]:
    """What a municipality finds that allocated number 1, and what it keeps of that."""
    bij = geheugen()
    dossier = bij.haal(vraag_van(bericht, bij.clientsleutel))
    gegeven = oordeel(bericht, dossier, Kennis(Vandaag(VANDAAG), gemeentelijst(), None))
    assert gegeven.niveau is Niveau.SAMENHANG, gegeven
    return gegeven, gevolg(bericht, dossier, gegeven)


def gehoord(bericht: Wmo323, gegeven: Oordeel) -> Mutaties:
    """What its sender keeps of the answer, when all of it counted as granted until then."""
    bij = geheugen()
    neem_op(bij, "323", bericht)
    retour = antwoord(bericht, gegeven, Afzending("R1", VANDAAG))
    assert retour is not None
    return gevolg(retour, bij.haal(vraag_van(retour, bij.clientsleutel)), Oordeel(Niveau.GEEN))


def per_referentie(mutaties: Mutaties) -> dict[str, tuple[str, ...]]:
    return {
        m.prestatie.referentie: m.codes
        for m in mutaties
        if isinstance(m, Weigering) or (isinstance(m, Declaratieregel) and not m.toegekend)
    }


def gelezen(*regels: Any, **velden: Any) -> Wmo323:
    bericht = codec.lees(codec.schrijf(een_323(*regels, **velden)))
    assert isinstance(bericht, Wmo323)
    return bericht


def test_a_line_that_is_refused_by_itself_keeps_its_own_code() -> None:
    bericht = gelezen(prestatie("P1"), prestatie("P2", toewijzing=2))
    gegeven, eigen = beoordeeld(bericht)
    assert per_referentie(eigen) == {"P2": gegeven.codes(b.plaats for b in gegeven.bevindingen)}
    assert per_referentie(eigen)["P2"]
    assert per_referentie(gehoord(bericht, gegeven)) == per_referentie(eigen)


def test_a_refused_line_is_found_by_its_allocation_and_its_refusal_by_its_reference() -> None:
    bericht = gelezen(prestatie("P1"), prestatie("P2", toewijzing=2))
    gegeven, eigen = beoordeeld(bericht)
    (geweigerd,) = (m for m in eigen if isinstance(m, Declaratieregel) and not m.toegekend)
    assert geweigerd_op(Toewijzingsleutel(Gemeentecode(ROERMOND), 2)) in geweigerd.vindplaatsen
    (weigering,) = (m for m in gehoord(bericht, gegeven) if isinstance(m, Weigering))
    assert van_referentie(TUSSEN, "P2") in weigering.vindplaatsen


def test_a_line_of_a_client_who_is_unknown_keeps_the_code_of_the_client() -> None:
    regels = clienten({BSN: prestatie("P1"), ANDER: prestatie("P2", toewijzing=2)})
    bericht = gelezen(clienten=regels)
    gegeven, eigen = beoordeeld(bericht)
    assert per_referentie(eigen) == {"P2": ("8187",)}
    assert per_referentie(gehoord(bericht, gegeven)) == per_referentie(eigen)


def test_an_answer_goes_through_the_findings_a_few_times_however_many_lines_it_refuses() -> None:
    class Geteld(tuple[Any, ...]):
        keren = 0

        def __iter__(self) -> Iterator[Any]:
            Geteld.keren += 1
            return super().__iter__()

    bericht: Any = codec.lees(
        codec.schrijf(een_323(*(prestatie(f"P{n}", toewijzing=n) for n in range(9, 59))))
    )
    gegeven, _ = beoordeeld(bericht)
    geteld = replace(gegeven, bevindingen=Geteld(gegeven.bevindingen))
    retour: Any = antwoord(bericht, geteld, Afzending("R1", VANDAAG))
    assert len(retour.declaratie_antwoord.clienten[0].prestaties) == 50
    assert Geteld.keren < 5
