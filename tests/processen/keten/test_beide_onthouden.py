"""Both sides keep the same of what was decided, whichever of them handed a message over first."""

from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import delete, select

from app.domain.berichtontvangst import Berichtontvangst, Ontvangststatus
from app.domain.keten.bijhouden import Leverperiode
from app.domain.keten.dossier import Toewijzingsleutel, Verzoeksleutel, Verzoekstand
from app.domain.keten.historie import Declaratieregel, bijgehouden_op
from app.domain.partijen import Rol
from app.domain.verzoek.verzoek import BewaardVerzoek
from app.domain.waarden import AgbCode, Gemeentecode
from app.istandaard import codec
from app.istandaard.historie import ontvanger_en_afzender, partijen_van, vraag_van
from app.istandaard.regels import berichtsoort
from app.istandaard.voorbeeldjaar.bouw import AANBIEDER, GEMEENTE, bestanden
from app.istandaard.voorbeeldjaar.jaar import jaar
from app.istandaard.waarden import Datum
from app.opslag import Databank
from app.opslag.tabellen import ketengegeven
from app.processen.keten import declaraties
from tests.bouw import een_aanbieder, verwerker
from tests.istandaard.regels.bouw import AANBIEDER as PROVIDER
from tests.istandaard.regels.bouw import BSN, ROERMOND, een_301, product, toegewezen_product
from tests.istandaard.regels.bouw_declaratie import een_323, prestatie
from tests.istandaard.regels.bouw_levering import een_305, een_307, stop, verwijderd
from tests.istandaard.retouren import AF, DEELS, GOED, met_fout, retour
from tests.istandaard.verkeer import ANDER, VAN, onder
from tests.processen.conftest import maak_beurten_af
from tests.processen.keten.test_bij_delen import DECLARATIE, WEIGERT
from tests.processen.keten.test_bij_delen import JAAR as HEEL_2026
from tests.processen.keten.test_tegenspraak import SOORTEN, bewaard, lever, staat, toegekend, tot
from tests.processen.keten.test_verzoek_van_ander import ONDERZOEKT, VRAAGT, WIJST_AF, WIJST_TOE
from tests.processen.keten.test_volgorde import EERST, START, standen
from tests.processen.keten.uitwisseling import BEGIN
from tests.processen.verloop import handel

pytestmark = pytest.mark.beide

STOP = stop("2026-02-25", "20", begin="2026-01-05", nummer=1, van=product("02", VAN[1][1]))


def sluit_aan(databank: Databank, gemeente: str = GEMEENTE, agb: str = AANBIEDER) -> None:
    """The municipality comes to work here."""
    with databank.transactie(verwerker(gemeente)) as opslag:
        opslag.aanbieders.bewaar(een_aanbieder(agb=AgbCode(agb), gemeente=Gemeentecode(gemeente)))


def tot_declaratie(databank: Databank, wie: str | None = None) -> Any:
    """A declaration of the year with a line that is refused, after what came before it.

    Each sender handed that over, or this party all of it.
    """
    for _, inhoud in bestanden(jaar()).values():
        bericht: Any = codec.lees(inhoud)
        if berichtsoort(bericht) == "wmo323" and len(bericht.declaratie.clienten[0].prestaties) > 1:
            return met_fout(bericht)
        lever(databank, wie or ontvanger_en_afzender(bericht)[1], inhoud)
    raise AssertionError


def regels(databank: Databank, wie: str, ontvangst: Berichtontvangst) -> list[tuple[object, ...]]:
    """The lines that this party keeps of a declaration, and how each counts."""
    tussen = partijen_van(codec.lees(ontvangst.xml))
    maak_beurten_af(lambda: handel(databank, tussen.gemeente, Rol.ADMINISTRATIE, BEGIN), tussen)
    with handel(databank, wie, Rol.ADMINISTRATIE, BEGIN) as handeling:
        nagelaten = handeling.opslag.keten(wie, tussen).nagelaten(ontvangst.id, 100)
    return [(g.prestatie, g.toegekend, g.codes) for g in nagelaten if isinstance(g, Declaratieregel)]


@pytest.mark.usefixtures("wijze")
@pytest.mark.parametrize("volgorde", [(AANBIEDER, GEMEENTE), (GEMEENTE, AANBIEDER)])
def test_a_refused_line_is_refused_with_both(databank: Databank, volgorde: tuple[str, str]) -> None:
    sluit_aan(databank)
    inhoud = codec.schrijf(tot_declaratie(databank))
    eerst, daarna = (lever(databank, wie, inhoud) for wie in volgorde)
    assert (eerst.id, eerst.status) == (daarna.id, Ontvangststatus.DEELS)
    van_gemeente, van_aanbieder = (regels(databank, wie, eerst) for wie in (GEMEENTE, AANBIEDER))
    assert van_gemeente == van_aanbieder
    assert [(telt, codes) for _, telt, codes in van_aanbieder if not telt] == [(False, ("9338",))]
    assert toegekend(databank, GEMEENTE, eerst) == toegekend(databank, AANBIEDER, eerst)


@pytest.mark.usefixtures("wijze")
@pytest.mark.parametrize("volgorde", [(AANBIEDER, GEMEENTE), (GEMEENTE, AANBIEDER)])
def test_the_answer_to_a_rejected_declaration_is_known_by_its_sender(
    databank: Databank, volgorde: tuple[str, str]
) -> None:
    sluit_aan(databank)
    toegewezen, _, declaratie = [inhoud for _, inhoud in bestanden(jaar()).values()][:3]
    lever(databank, GEMEENTE, toegewezen)
    lever(databank, AANBIEDER, codec.schrijf(onder(codec.lees(declaratie), "EERDER")))
    _, afgekeurd = (lever(databank, wie, declaratie) for wie in volgorde)
    assert afgekeurd.status is Ontvangststatus.AFGEKEURD
    nu = bewaard(databank)
    assert lever(databank, AANBIEDER, declaratie) == afgekeurd
    assert bewaard(databank) == nu
    antwoord = lever(databank, AANBIEDER, (afgekeurd.antwoord or "").encode())
    assert (antwoord.status, antwoord.bevindingen) == (Ontvangststatus.GOEDGEKEURD, ())


def bewaard_door(databank: Databank, ontvangst: Berichtontvangst) -> set[str]:
    """Who keeps anything that this message left behind."""
    return {wie for wie, bron in bewaard(databank) if bron == ontvangst.id}


def afgekeurd_na_verzending(
    databank: Databank, inhoud: bytes, bekend: list[bytes]
) -> tuple[Berichtontvangst, Berichtontvangst]:
    """A message that its sender sent elsewhere; its receiver comes here, knows these, and rejects it."""
    ontvanger, afzender = ontvanger_en_afzender(codec.lees(inhoud))
    verzonden = lever(databank, afzender, inhoud)
    assert verzonden.status is Ontvangststatus.VERZONDEN
    assert bewaard_door(databank, verzonden) == {afzender}
    sluit_aan(databank)
    for eerder in bekend:
        assert lever(databank, ontvanger, eerder).status is Ontvangststatus.GOEDGEKEURD
    afgekeurd = lever(databank, ontvanger, inhoud)
    assert (afgekeurd.id, afgekeurd.status) == (verzonden.id, Ontvangststatus.AFGEKEURD)
    return verzonden, afgekeurd


@pytest.mark.usefixtures("wijze")
def test_a_line_that_is_refused_after_it_was_sent_elsewhere_is_refused_with_both(databank: Databank) -> None:
    declaratie = codec.schrijf(tot_declaratie(databank, AANBIEDER))
    verzonden = lever(databank, AANBIEDER, declaratie)
    assert verzonden.status is Ontvangststatus.VERZONDEN
    sluit_aan(databank)
    tot_declaratie(databank, GEMEENTE)
    beoordeeld = lever(databank, GEMEENTE, declaratie)
    assert (beoordeeld.id, beoordeeld.status) == (verzonden.id, Ontvangststatus.DEELS)
    van_gemeente, van_aanbieder = (regels(databank, wie, verzonden) for wie in (GEMEENTE, AANBIEDER))
    assert van_gemeente == van_aanbieder
    assert [codes for _, telt, codes in van_aanbieder if not telt] == [("9338",)]
    assert toegekend(databank, GEMEENTE, verzonden) == toegekend(databank, AANBIEDER, verzonden)


def test_a_start_that_is_rejected_after_it_was_sent_elsewhere_is_to_be_mended(databank: Databank) -> None:
    (_, toegewezen), (_, begonnen), *_ = bestanden(jaar()).values()
    bericht: Any = codec.lees(begonnen)
    lever(databank, AANBIEDER, toegewezen)
    tussen, nummer = partijen_van(bericht), Toewijzingsleutel(Gemeentecode(GEMEENTE), 1)
    with handel(databank, AANBIEDER, Rol.AANBIEDER, BEGIN) as handeling:
        bij = handeling.opslag.keten(AANBIEDER, tussen)
        (levering,) = (g for g in bij.bladzijde(bijgehouden_op(nummer), 2).rijen)
        periode = Leverperiode(bericht.client.start_producten[0].begindatum.dag)
        bij.vervang(replace(levering, leverperiodes=(periode,), te_melden=False, revisie=1))
    verzonden, _ = afgekeurd_na_verzending(databank, begonnen, [])
    assert not bewaard_door(databank, verzonden)
    with handel(databank, AANBIEDER, Rol.AANBIEDER, BEGIN) as handeling:
        bij = handeling.opslag.keten(AANBIEDER, tussen)
        assert [g.afgekeurd for g in bij.bladzijde(bijgehouden_op(nummer), 2).rijen] == [True]
        assert not bij.haal(vraag_van(bericht, bij.clientsleutel)).leveringen


@pytest.mark.usefixtures("wijze")
def test_a_declaration_that_is_rejected_after_it_was_sent_elsewhere_counts_as_not_sent(
    databank: Databank,
) -> None:
    toegewezen, _, declaratie = [inhoud for _, inhoud in bestanden(jaar()).values()][:3]
    bericht: Any = codec.lees(declaratie)
    lever(databank, AANBIEDER, toegewezen)
    verzonden, afgekeurd = afgekeurd_na_verzending(
        databank, declaratie, [toegewezen, codec.schrijf(onder(bericht, "EERDER"))]
    )
    assert not regels(databank, AANBIEDER, verzonden)
    with handel(databank, AANBIEDER, Rol.AANBIEDER, BEGIN) as handeling:
        assert not declaraties.regels(handeling, verzonden.id, 100, None).rijen
    antwoord = lever(databank, AANBIEDER, (afgekeurd.antwoord or "").encode())
    assert (antwoord.status, antwoord.antwoord_op) == (Ontvangststatus.GOEDGEKEURD, verzonden.id)


def test_an_allocation_that_is_rejected_after_it_was_sent_elsewhere_counts_with_neither(
    databank: Databank,
) -> None:
    toegewezen = next(inhoud for _, inhoud in bestanden(jaar()).values())
    bericht: Any = codec.lees(toegewezen)
    product, *rest = bericht.client.toegewezen_producten
    product = replace(product, ingangsdatum=Datum("2024-12-30"))  # the number has another begin
    eerder = replace(bericht, client=replace(bericht.client, toegewezen_producten=(product, *rest)))
    verzonden, _ = afgekeurd_na_verzending(databank, toegewezen, [codec.schrijf(onder(eerder, "EERDER"))])
    assert not bewaard_door(databank, verzonden)


@pytest.mark.usefixtures("wijze")
def test_an_answer_is_judged_on_whom_its_receiver_destroyed_too(databank: Databank) -> None:
    sluit_aan(databank, ROERMOND, PROVIDER)
    for nummer, bsn in enumerate((BSN, ANDER), 1):
        bericht = onder(een_301(toegewezen_product(nummer, **HEEL_2026), bsn=bsn), f"T{nummer}")
        lever(databank, ROERMOND, codec.schrijf(bericht))
    ontvangst = lever(databank, PROVIDER, codec.schrijf(DECLARATIE))
    with handel(databank, PROVIDER, Rol.AANBIEDER, BEGIN) as handeling:
        weg = handeling.opslag.keten(PROVIDER, partijen_van(DECLARATIE)).clientsleutel(ANDER)
    van_hem = (ketengegeven.c.eigenaar == PROVIDER, ketengegeven.c.persoon == weg)
    with databank.motor.begin() as verbinding:
        assert verbinding.execute(delete(ketengegeven).where(*van_hem)).rowcount
    antwoord = lever(databank, ROERMOND, codec.schrijf(WEIGERT))
    assert (antwoord.status, antwoord.bevindingen) == (Ontvangststatus.NA_TE_GAAN, ())
    assert toegekend(databank, ROERMOND, ontvangst) == 0
    with databank.motor.begin() as verbinding:
        assert verbinding.execute(select(ketengegeven.c.nummer).where(*van_hem)).first() is None


def test_a_provider_that_hands_over_what_was_answered_for_it_answers_itself(databank: Databank) -> None:
    sluit_aan(databank)
    uitkomsten = []
    bericht, _ = tot("wmo301", databank)
    for nummer, volgorde in enumerate(((AANBIEDER, GEMEENTE), (GEMEENTE, AANBIEDER))):
        inhoud = codec.schrijf(onder(bericht, f"N{nummer}"))
        gekregen = [lever(databank, wie, inhoud) for wie in volgorde]
        assert len({ontvangst.id for ontvangst in gekregen}) == 1
        assert lever(databank, GEMEENTE, inhoud).id == gekregen[0].id
        weg = lever(databank, GEMEENTE, retour(codec.lees(inhoud), AF, f"R{nummer}"))
        nu = staat(databank, GEMEENTE, gekregen[0])
        uitkomsten.append((nu.status, nu.indiener.code, nu.retour, weg.status, weg.opmerking))
        uitkomsten[-1] += (sorted(bewaard_door(databank, nu)),)
    assert uitkomsten[0] == uitkomsten[1]
    assert uitkomsten[0][:3] == ("goedgekeurd", AANBIEDER, None)


def afgewikkeld_zonder_ontvanger(
    databank: Databank, soort: str, wat: str
) -> tuple[list[bytes], Berichtontvangst]:
    """The year until a message of this kind, from its sender alone, and a return on it.

    Then its receiver comes to work here.
    """
    bekend: list[bytes] = []
    for _, inhoud in bestanden(jaar()).values():
        bericht: Any = codec.lees(inhoud)
        bekend.append(inhoud)
        if berichtsoort(bericht) == soort and (
            wat != DEELS or len(bericht.declaratie.clienten[0].prestaties) > 1
        ):
            break
    _, wie = ontvanger_en_afzender(bericht)
    verzonden = [lever(databank, wie, inhoud) for inhoud in bekend][-1]
    assert verzonden.status is Ontvangststatus.VERZONDEN
    lever(databank, wie, retour(bericht, wat, "R1"))
    sluit_aan(databank)
    return bekend, staat(databank, wie, verzonden)


@pytest.mark.parametrize("soort", SOORTEN)
def test_a_receiver_that_comes_here_later_keeps_what_a_return_settled(databank: Databank, soort: str) -> None:
    bekend, verzonden = afgewikkeld_zonder_ontvanger(databank, soort, GOED)
    for inhoud in bekend:
        lever(databank, verzonden.eigenaar, inhoud)
    hier = staat(databank, verzonden.eigenaar, verzonden)
    assert (hier.status, hier.antwoord, hier.retour) == ("goedgekeurd", None, verzonden.retour)
    assert bewaard_door(databank, verzonden) == {GEMEENTE, AANBIEDER}
    nu = bewaard(databank)
    assert lever(databank, verzonden.eigenaar, bekend[-1]) == lever(databank, verzonden.afzender, bekend[-1])
    assert bewaard(databank) == nu


@pytest.mark.usefixtures("wijze")
def test_it_keeps_a_line_as_the_return_refused_it(databank: Databank) -> None:
    bekend, verzonden = afgewikkeld_zonder_ontvanger(databank, "wmo323", DEELS)
    for inhoud in bekend:
        assert lever(databank, GEMEENTE, inhoud).status is not Ontvangststatus.AFGEKEURD
    assert toegekend(databank, GEMEENTE, verzonden) == toegekend(databank, AANBIEDER, verzonden)
    van_gemeente, *_ = regels(databank, GEMEENTE, verzonden)
    assert van_gemeente[1:] == (False, ("9321",))
    opnieuw = lever(databank, GEMEENTE, codec.schrijf(onder(codec.lees(verzonden.xml), "D9")))
    assert opnieuw.status is not Ontvangststatus.GOEDGEKEURD


def test_of_what_a_return_rejected_it_keeps_that_a_declaration_was_sent(databank: Databank) -> None:
    bekend, verzonden = afgewikkeld_zonder_ontvanger(databank, "wmo323", AF)
    assert lever(databank, GEMEENTE, bekend[-1]).status is Ontvangststatus.AFGEKEURD
    assert bewaard(databank)[GEMEENTE, verzonden.id] == 1
    antwoord = lever(databank, GEMEENTE, retour(codec.lees(bekend[-1]), AF, "R2"))
    assert antwoord.bevindingen == ()


def verzoeken_hier(databank: Databank) -> list[BewaardVerzoek]:
    """How the request in `VRAAGT` stands with each of both."""
    sleutel = Verzoeksleutel(Gemeentecode(ROERMOND), AgbCode(PROVIDER), "A1")
    with handel(databank, ROERMOND, Rol.ADMINISTRATIE, BEGIN) as handeling:
        return [
            verzoek
            for wie in (ROERMOND, PROVIDER)
            for verzoek in handeling.opslag.verzoeken_van(wie).met_sleutels([sleutel])
        ]


def met_nummer(naam: str, *lijnen: Any) -> Any:
    """A declaration of these lines, with a number and an identification of its own."""
    bericht = een_323(*lijnen)
    return onder(replace(bericht, declaratie=replace(bericht.declaratie, declaratie_nummer=naam)), naam)


def met_toegekende_credit(databank: Databank) -> tuple[dict[str, Any], Berichtontvangst]:
    """Two declarations that were sent elsewhere, and the last as it was kept: granted, with a credit."""
    toegewezen = codec.schrijf(een_301(toegewezen_product(1, **HEEL_2026), bsn=BSN))
    over = {
        "D1": met_nummer("D1", prestatie("P1")),
        "D2": met_nummer("D2", prestatie("P2", "P1"), prestatie("P3")),
    }
    for inhoud in (toegewezen, *map(codec.schrijf, over.values())):
        verzonden = lever(databank, PROVIDER, inhoud)
    lever(databank, PROVIDER, retour(over["D2"], GOED, "R2"))
    return over, verzonden


@pytest.mark.usefixtures("wijze")
@pytest.mark.parametrize("volgorde", ["D1 D2", "D2 D1"])
def test_a_credit_that_lapsed_before_its_receiver_came_lapses_with_that_one_too(
    databank: Databank, volgorde: str
) -> None:
    over, verzonden = met_toegekende_credit(databank)
    lever(databank, PROVIDER, retour(over["D1"], DEELS, "R1"))
    assert toegekend(databank, PROVIDER, verzonden) == 300_00
    sluit_aan(databank, ROERMOND, PROVIDER)
    for naam in volgorde.split():
        lever(databank, ROERMOND, codec.schrijf(over[naam]))
    regels(databank, ROERMOND, verzonden)
    assert toegekend(databank, ROERMOND, verzonden) == toegekend(databank, PROVIDER, verzonden)


@pytest.mark.usefixtures("wijze")
@pytest.mark.parametrize("wat", [DEELS, AF])
def test_a_municipality_changes_its_answer_on_what_its_sender_never_handed_over(
    databank: Databank, wat: str
) -> None:
    sluit_aan(databank)
    toegewezen, _, declaratie = [inhoud for _, inhoud in bestanden(jaar()).values()][:3]
    lever(databank, GEMEENTE, toegewezen)
    ontvangst = lever(databank, GEMEENTE, declaratie)
    anders = lever(databank, GEMEENTE, retour(codec.lees(declaratie), wat, "R1"))
    assert (anders.bevindingen, anders.antwoord_op) == ((), ontvangst.id)
    nu = lever(databank, AANBIEDER, declaratie)
    assert (nu.id, nu.status, nu.retour) == (
        ontvangst.id,
        "deels" if wat == DEELS else "afgekeurd",
        anders.id,
    )
    assert toegekend(databank, GEMEENTE, nu) == toegekend(databank, AANBIEDER, nu) == 0


@pytest.mark.parametrize("settled", [False, True])
@pytest.mark.parametrize(
    "antwoord", [WIJST_TOE, WIJST_AF, ONDERZOEKT], ids=["granted", "refused", "looked into"]
)
def test_a_municipality_that_comes_later_has_a_request_with_its_own_answer(
    databank: Databank, antwoord: Any, settled: bool
) -> None:
    for bericht in (EERST, VRAAGT):
        lever(databank, PROVIDER, codec.schrijf(bericht))
    if settled:
        lever(databank, PROVIDER, retour(VRAAGT, GOED, "R1"))
    sluit_aan(databank, ROERMOND, PROVIDER)
    for bericht in (EERST, antwoord, VRAAGT):
        assert lever(databank, ROERMOND, codec.schrijf(bericht)).status is Ontvangststatus.GOEDGEKEURD
    van_gemeente, van_aanbieder = standen(databank)
    assert van_gemeente == van_aanbieder
    assert van_gemeente["verzoeken"]["A1"][-1] is not Verzoekstand.OPEN
    hoe = [(v.stand, v.antwoord_id) for v in verzoeken_hier(databank)]
    assert len(hoe) == 2
    assert hoe[0] == hoe[1]


@pytest.mark.parametrize("volgorde", [(VRAAGT, ONDERZOEKT, WIJST_AF), (ONDERZOEKT, WIJST_AF, VRAAGT)])
def test_a_provider_that_comes_later_judges_an_answer_as_it_was_sent(
    databank: Databank, volgorde: tuple[Any, ...]
) -> None:
    for bericht in (EERST, VRAAGT, ONDERZOEKT, WIJST_AF):
        lever(databank, ROERMOND, codec.schrijf(bericht))
    sluit_aan(databank, ROERMOND, PROVIDER)
    for bericht in (EERST, *volgorde):
        assert lever(databank, PROVIDER, codec.schrijf(bericht)).status is Ontvangststatus.GOEDGEKEURD
    van_gemeente, van_aanbieder = standen(databank)
    assert van_gemeente == van_aanbieder
    assert van_gemeente["verzoeken"]["A1"][-1] is Verzoekstand.AFGEWEZEN


@pytest.mark.parametrize(
    "berichten",
    [
        [onder(een_305(START), "S1"), onder(een_305(verwijderd(START)), "S2")],
        [onder(een_305(START), "S1"), onder(een_307(STOP), "S2"), onder(een_307(verwijderd(STOP)), "S3")],
    ],
    ids=["a start", "a stop"],
)
def test_what_was_deleted_before_its_receiver_came_stays_deleted(
    databank: Databank, berichten: list[Any]
) -> None:
    for bericht in (EERST, *berichten):
        lever(databank, PROVIDER, codec.schrijf(bericht))
    *eerder, verwijdering = berichten
    lever(databank, PROVIDER, retour(verwijdering, GOED, "R1"))
    sluit_aan(databank, ROERMOND, PROVIDER)
    for bericht in (EERST, verwijdering, *eerder):
        assert lever(databank, ROERMOND, codec.schrijf(bericht)).status is Ontvangststatus.GOEDGEKEURD
    van_gemeente, van_aanbieder = standen(databank)
    assert van_gemeente == van_aanbieder


def hoe_beide(databank: Databank) -> list[tuple[Verzoekstand, UUID | None]]:
    """How the request in `VRAAGT` stands with each of both in history and beside it, and what answers it."""
    bewaarde = verzoeken_hier(databank)
    assert [stand["verzoeken"]["A1"][-1] for stand in standen(databank)] == [v.stand for v in bewaarde]
    return [(verzoek.stand, verzoek.antwoord_id) for verzoek in bewaarde]


@pytest.mark.parametrize(
    "antwoord", [WIJST_TOE, WIJST_AF, ONDERZOEKT], ids=["granted", "refused", "looked into"]
)
@pytest.mark.parametrize("volgorde", ["request first", "answer first", "its own return", "settled before"])
def test_an_answer_from_before_its_request_counts_with_both_once_a_provider_accepts_it(
    databank: Databank, antwoord: Any, volgorde: str
) -> None:
    for bericht in (EERST, antwoord):
        assert lever(databank, ROERMOND, codec.schrijf(bericht)).status is Ontvangststatus.VERZONDEN
    assert lever(databank, ROERMOND, codec.schrijf(VRAAGT)).status is Ontvangststatus.GOEDGEKEURD
    daarna: list[Any] = [antwoord, VRAAGT] if volgorde == "answer first" else [VRAAGT, antwoord]
    aanvaardt = codec.lees(retour(antwoord, GOED, "R9"))
    if volgorde == "settled before":
        lever(databank, ROERMOND, codec.schrijf(aanvaardt))
    sluit_aan(databank, ROERMOND, PROVIDER)
    if volgorde == "its own return":
        daarna.insert(0, aanvaardt)
    for bericht in (EERST, *daarna):
        assert lever(databank, PROVIDER, codec.schrijf(bericht)).status is Ontvangststatus.GOEDGEKEURD
    van_gemeente, van_aanbieder = hoe_beide(databank)
    assert van_gemeente == van_aanbieder
    assert van_gemeente[0] is not Verzoekstand.OPEN
    nu = bewaard(databank)
    for wie, bericht in ((ROERMOND, VRAAGT), (ROERMOND, antwoord), (PROVIDER, antwoord)):
        lever(databank, wie, codec.schrijf(bericht))
    assert bewaard(databank) == nu


@pytest.mark.parametrize("eerder", [False, True])
def test_a_request_names_no_answer_that_was_rejected(databank: Databank, eerder: bool) -> None:
    begin = [EERST, VRAAGT, *([ONDERZOEKT] if eerder else [])]
    for bericht in (*begin, WIJST_AF):
        verzonden = lever(databank, ROERMOND, codec.schrijf(bericht))
    (voor,) = verzoeken_hier(databank)
    assert (voor.stand, voor.antwoord_id) == (Verzoekstand.AFGEWEZEN, verzonden.id)
    lever(databank, ROERMOND, retour(WIJST_AF, AF, "R1"))
    (na,) = verzoeken_hier(databank)
    assert na.stand is (Verzoekstand.IN_ONDERZOEK if eerder else Verzoekstand.OPEN)
    onderzocht = lever(databank, ROERMOND, codec.schrijf(ONDERZOEKT)).id if eerder else None
    assert na.antwoord_id == onderzocht


@pytest.mark.parametrize("door", [ROERMOND, PROVIDER])
def test_a_request_that_was_sent_twice_is_of_the_message_that_was_not_rejected(
    databank: Databank, door: str
) -> None:
    nogmaals = onder(VRAAGT, "V2")
    for bericht in (EERST, VRAAGT, nogmaals):
        verzonden = lever(databank, PROVIDER, codec.schrijf(bericht))
    assert verzonden.status is Ontvangststatus.VERZONDEN
    if door == ROERMOND:
        sluit_aan(databank, ROERMOND, PROVIDER)
        for bericht in (EERST, nogmaals, VRAAGT):
            laatste = lever(databank, ROERMOND, codec.schrijf(bericht))
        assert laatste.status is Ontvangststatus.AFGEKEURD
    else:
        lever(databank, PROVIDER, retour(VRAAGT, AF, "R1"))
    bewaarde = verzoeken_hier(databank)
    assert {verzoek.ontvangst_id for verzoek in bewaarde} == {verzonden.id}
    assert len(bewaarde) == (2 if door == ROERMOND else 1)


def test_an_answer_is_taken_over_once(databank: Databank) -> None:
    sluit_aan(databank, ROERMOND, PROVIDER)
    for bericht in (EERST, VRAAGT, WIJST_AF):
        lever(databank, ROERMOND, codec.schrijf(bericht))
    lever(databank, PROVIDER, codec.schrijf(VRAAGT))
    nu = bewaard(databank)
    lever(databank, PROVIDER, codec.schrijf(VRAAGT))
    assert bewaard(databank) == nu


def test_what_was_put_in_order_stays_so_when_either_hands_it_over_again(databank: Databank) -> None:
    weg, weer = onder(een_305(verwijderd(START)), "S1"), onder(een_305(START), "S2")
    for bericht in (EERST, weg, weer):
        lever(databank, PROVIDER, codec.schrijf(bericht))
    sluit_aan(databank, ROERMOND, PROVIDER)
    for bericht in (EERST, weer, weg):
        assert lever(databank, ROERMOND, codec.schrijf(bericht)).status is Ontvangststatus.GOEDGEKEURD
    for bericht in (weg, weer):
        lever(databank, PROVIDER, codec.schrijf(bericht))
        van_gemeente, van_aanbieder = standen(databank)
        assert van_gemeente == van_aanbieder
        assert van_gemeente["leveringen"]


@pytest.mark.usefixtures("wijze")
@pytest.mark.parametrize("volgorde", ["D1 D2", "D2 D1"])
def test_a_credit_lapses_where_its_line_is_refused_once_its_receiver_comes(
    databank: Databank, volgorde: str
) -> None:
    over, verzonden = met_toegekende_credit(databank)
    sluit_aan(databank, ROERMOND, PROVIDER)
    for naam in volgorde.split():  # it knows of no allocation
        lever(databank, ROERMOND, codec.schrijf(over[naam]))
    regels(databank, ROERMOND, verzonden)
    assert toegekend(databank, ROERMOND, verzonden) == toegekend(databank, PROVIDER, verzonden) == 300_00
