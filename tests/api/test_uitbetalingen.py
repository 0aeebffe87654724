"""What is paid by the answers of a period, as a table that adds up whatever was declared."""

import csv
from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from io import StringIO
from itertools import count
from types import SimpleNamespace
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from app.api import uitbetalingen
from app.api.kader.beurt import TABEL
from app.domain.partijen import Rol
from app.istandaard import codec
from app.istandaard.berichten import wmo325
from app.istandaard.berichten.wmo323 import Prestatie
from app.istandaard.declaraties import met_teken, totaal_met_teken
from app.opslag import Databank
from app.opslag.bladzijde import Bladzijde
from app.opslag.tabellen import verwerking
from app.processen import uitbetalen
from app.processen.keten.declaraties import Regelstand
from app.processen.uitbetalen import Periode
from tests import bouw
from tests.api import test_declaraties as d
from tests.api.conftest import Klok
from tests.api.test_ontvangsten import antwoord_op, onder, ontvangst
from tests.istandaard.regels.bouw_declaratie import een_323, terug, totaal

pytestmark = pytest.mark.beide

grond, gemeente, aanbieder, toewijzing, nummer = d.grond, d.gemeente, d.aanbieder, d.toewijzing, d.nummer
UUR = d.UUR
DECEMBER, JANUARI = ("2026-12-01", "2026-12-31"), ("2027-01-01", "2027-01-31")


def declareer(bel: TestClient, klok: Klok, naam: str, *regels: Prestatie) -> Any:
    """Declare these lines over the month before this day; what the wmo325 says of them."""
    vandaag = klok.nu.date()
    eind = vandaag.replace(day=1) - timedelta(days=1)
    gemaakt = een_323(
        *regels,
        periode=(f"{eind.replace(day=1)}", f"{eind}"),
        dagtekening=f"{vandaag}",
        bericht_dagtekening=f"{vandaag}",
    )
    client = replace(gemaakt.declaratie.clienten[0], bsn=d.BSN)
    declaratie = replace(gemaakt.declaratie, declaratie_nummer=naam, clienten=(client,))
    return antwoord_op(bel, ontvangst(bel, onder(replace(gemaakt, declaratie=declaratie), naam)))


def een_325(op: Any, naam: str, *geweigerd: Any, ingediend: int | None = None) -> bytes:
    """An answer like this one, that refuses these lines instead, perhaps of another total."""
    inhoud = op.declaratie_antwoord
    weg = sum(met_teken(regel.ingediend_bedrag) for regel in geweigerd)
    if ingediend is None:
        ingediend = totaal_met_teken(inhoud.totaal_ingediend_bedrag)
    inhoud = replace(
        inhoud,
        totaal_ingediend_bedrag=totaal(ingediend),
        totaal_toegekend_bedrag=totaal(ingediend - weg),
        clienten=(wmo325.Client(bsn=d.BSN, prestaties=geweigerd, retour_codes=("0200",)),),
        retour_codes=("0200",),
    )
    eigen = replace(op.header.bericht_identificatie, identificatie=naam)
    return codec.schrijf(
        replace(op, header=replace(op.header, bericht_identificatie=eigen), declaratie_antwoord=inhoud)
    )


def tabel(bel: TestClient, vraag: str) -> tuple[list[dict[str, str]], dict[str, str]]:
    """The rows of the table, and what it closes with."""
    antwoord = bel.get(f"/v1/uitbetalingen/csv?{vraag}").raise_for_status()
    assert antwoord.headers["content-type"] == "text/csv; charset=utf-8"
    assert antwoord.content.endswith(b"\r\n")
    rijen = list(csv.DictReader(StringIO(antwoord.text, newline=""), delimiter=";"))
    return rijen[:-6], {rij["soort"]: rij["bedrag_euro"] for rij in rijen[-6:]}


def euro(tekst: str) -> Decimal:
    return Decimal(tekst.replace(",", "."))


def op(klok: Klok, dag: str) -> None:
    klok.nu = datetime.fromisoformat(f"{dag}T10:00").replace(tzinfo=UTC)


def test_a_correction_over_the_year_end_is_in_the_month_of_its_answer(
    gemeente: TestClient, aanbieder: TestClient, nummer: int, klok: Klok
) -> None:
    op(klok, "2026-12-31")
    declareer(aanbieder, klok, "D1", d.regel(nummer, "P1", 8, periode=("2026-11-01", "2026-11-30")))
    op(klok, "2027-01-05")
    terug = d.regel(nummer, "P2", 8, "P1", periode=("2026-11-01", "2026-11-30"))
    opnieuw = d.regel(nummer, "P3", 6, periode=("2026-11-01", "2026-11-30"))
    te_duur = d.regel(nummer, "P4", 2, tarief=UUR + 1, periode=DECEMBER)
    declareer(aanbieder, klok, "D2", terug, opnieuw, te_duur)
    rijen, slot = tabel(gemeente, "jaar=2026&maand=12")
    assert [(r["referentie"], r["bedrag_euro"]) for r in rijen] == [("P1", "272,00")]
    assert slot["som van de regels"] == slot["toegekend volgens de wmo325"] == "272,00"
    rijen, slot = tabel(gemeente, "jaar=2027")
    assert [(r["soort"], r["referentie"], r["vorige_referentie"], r["bedrag_euro"]) for r in rijen] == [
        ("credit", "P2", "P1", "-272,00"),
        ("regel", "P3", "", "204,00"),
    ]
    assert rijen[1] | {"wmo325": ""} == {
        "soort": "regel", "gemeente": "0957", "aanbieder": d.AGB, "declaratienummer": "D2", "wmo323": "D2",
        "wmo325": "", "dag_wmo325": "2027-01-05", "toewijzingnummer": f"{nummer}", "productcategorie": "01",
        "productcode": "01H01", "productperiode_begin": "2026-11-01", "productperiode_eind": "2026-11-30",
        "volume": "6", "eenheid": "04 (Uur)", "tarief_euro": "34,00", "bedrag_euro": "204,00",
        "referentie": "P3", "vorige_referentie": "",
    }  # fmt: skip
    assert slot == {
        "som van de regels": "-68,00",
        "toegekend volgens de wmo325": "-68,00",
        "som van de regels min toegekend": "0,00",
        "ingediend volgens de wmo323": "0,02",
        "geweigerd volgens de wmo325": "68,02",
        "verschil: ingediend min geweigerd min toegekend": "0,00",
    }
    assert d.rij(aanbieder, "/uitbetalingen?jaar=2027") == d.rij(gemeente, "/uitbetalingen?jaar=2027")
    (som,) = d.rij(gemeente, "/uitbetalingen?jaar=2027&maand=1")
    assert (som["aanbieder"], som["regels"], som["geweigerdeRegels"], som["verschil"]) == (d.AGB, 3, 1, 0)
    assert (som["ingediend"], som["geweigerd"], som["toegekend"]) == (2, 2 * UUR + 2, -2 * UUR)
    assert d.rij(gemeente, "/uitbetalingen?jaar=2027&maand=2") == []


@pytest.mark.parametrize("van", ["gemeente", "aanbieder"])
def test_a_wmo325_that_is_handed_over_raises_nothing(
    gemeente: TestClient, aanbieder: TestClient, nummer: int, van: str
) -> None:
    """Not by refusing another line than was refused here."""
    goed, te_duur = (
        d.regel(nummer, "P1", 1),
        d.regel(nummer, "P2", 9, tarief=UUR + 1, periode=(d.MAART[1],) * 2),
    )
    ontvangen = ontvangst(aanbieder, d.een_declaratie(goed, te_duur))
    assert ontvangen["status"] == "deels", ontvangen["bevindingen"]
    eerder = tabel(gemeente, "jaar=2026")
    gemaakt: Any = antwoord_op(aanbieder, ontvangen)

    ontvanger = {"gemeente": gemeente, "aanbieder": aanbieder}[van]
    retour = ontvangst(ontvanger, een_325(gemaakt, "R-1", terug(goed)))
    assert retour["status"] == "na_te_gaan"
    assert tabel(gemeente, "jaar=2026") == tabel(aanbieder, "jaar=2026") == eerder
    assert "na_te_gaan" in [t["soort"] for t in d.rij(aanbieder, "/werkvoorraad/berichten")]


@pytest.mark.parametrize(
    ("van", "opmerking", "betaald"),
    [("gemeente", "weigert regels", 0), ("aanbieder", "zegt iets anders", 8 * UUR)],
)
def test_what_a_wmo325_says_of_its_total_is_not_paid(
    gemeente: TestClient, aanbieder: TestClient, nummer: int, van: str, opmerking: str, betaald: int
) -> None:
    ontvangen = ontvangst(aanbieder, d.een_declaratie(goed := d.regel(nummer, "P1", 8)))
    assert ontvangen["status"] == "goedgekeurd", ontvangen["bevindingen"]
    retour = een_325(antwoord_op(aanbieder, ontvangen), "R-1", terug(goed), ingediend=9000 * UUR)
    ontvanger = {"gemeente": gemeente, "aanbieder": aanbieder}[van]
    assert opmerking in ontvangst(ontvanger, retour)["opmerking"]
    rijen, slot = tabel(gemeente, "jaar=2026")
    assert (rijen, slot) == tabel(aanbieder, "jaar=2026")
    assert slot["som van de regels"] == slot["toegekend volgens de wmo325"] == f"{betaald // 100},00"
    (som,) = d.rij(gemeente, "/uitbetalingen?jaar=2026")
    assert (som["toegekend"], som["verschil"]) == (betaald, 0)


@pytest.mark.parametrize("geheel", [True, False], ids=["all of it", "a line"])
def test_a_credit_on_what_is_refused_after_all_is_not_paid_either(
    gemeente: TestClient, aanbieder: TestClient, nummer: int, klok: Klok, geheel: bool
) -> None:
    op(klok, "2026-12-31")
    november = ("2026-11-01", "2026-11-30")
    goed = d.regel(nummer, "P1", 8, periode=november)
    gezegd = declareer(aanbieder, klok, "D1", goed)
    op(klok, "2027-01-05")
    credit = d.regel(nummer, "P2", 8, "P1", periode=november)
    declareer(aanbieder, klok, "D2", credit, d.regel(nummer, "P3", 2, periode=DECEMBER))
    anders = een_325(gezegd, "R-1", terug(goed))
    if geheel:
        header = replace(codec.lees(anders).header, retour_codes=("0001",))  # type: ignore[attr-defined]
        anders = codec.schrijf(replace(gezegd, header=header, declaratie_antwoord=None))
    retour = ontvangst(gemeente, anders)
    assert "Hierop rust: wmo323 D2" in retour["opmerking"] or not geheel
    for wie in (gemeente, aanbieder):
        (rij,), slot = tabel(wie, "jaar=2027")
        assert (rij["referentie"], rij["bedrag_euro"]) == ("P3", "68,00")
        assert slot["toegekend volgens de wmo325"] == slot["som van de regels"] == "68,00"
        assert slot["verschil: ingediend min geweigerd min toegekend"] == "0,00"
        (som,) = d.rij(wie, "/uitbetalingen?jaar=2027")
        assert (som["toegekend"], som["geweigerd"], som["verschil"]) == (2 * UUR, -8 * UUR, 0)
        (som,) = d.rij(wie, "/uitbetalingen?jaar=2026")
        assert (som["toegekend"], som["verschil"]) == (0, 0)
        _, tweede = d.rij(wie, "/declaraties")
        standen = d.standen(d.rij(wie, f"/declaraties/{tweede['id']}/regels"))
        assert (standen, tweede["antwoord"]["geweigerdeRegels"]) == (
            {"P2": "geweigerd", "P3": "toegekend"},
            1,
        )
        gelezen = d.lees(wie, f"/berichten/ontvangsten/{tweede['id']}")
        assert "Een credit hierin telt niet meer, want de regel in wmo323 D1" in gelezen["opmerking"]


NOVEMBER = ("2026-11-01", "2026-11-30")
NIETS = {"P2": "geweigerd", "P3": "geweigerd"}


def kloppen(wie: TestClient, toegekend: int, standen: dict[str, str], *, vervallen: bool = True) -> None:
    """The sums, the table and the lines of the declaration with the credit are the same for this party."""
    _, slot = tabel(wie, "jaar=2027")
    assert slot["toegekend volgens de wmo325"] == slot["som van de regels"] == f"{toegekend // 100},00"
    (som,) = d.rij(wie, "/uitbetalingen?jaar=2027")
    assert (som["toegekend"], som["verschil"]) == (toegekend, 0)
    tweede = next(rij for rij in d.rij(wie, "/declaraties") if rij["identificatie"] == "D2")
    assert d.standen(d.rij(wie, f"/declaraties/{tweede['id']}/regels")) == standen
    assert tweede["antwoord"]["geweigerdeRegels"] == [*standen.values()].count("geweigerd")
    gelezen = d.lees(wie, f"/berichten/ontvangsten/{tweede['id']}")
    assert ("een credit hierin telt niet meer" in (gelezen.get("opmerking") or "").lower()) is vervallen


@pytest.mark.parametrize(
    ("geweigerd", "toegekend", "standen"),
    [("P3", 0, NIETS), ("P2", 2 * UUR, NIETS | {"P3": "toegekend"}), ("P2 P3", 0, NIETS)],
)
def test_a_credit_that_lapsed_does_not_come_back_by_a_later_answer_on_it(
    gemeente: TestClient, aanbieder: TestClient, nummer: int, klok: Klok, geweigerd: str, toegekend: int,
    standen: dict[str, str],
) -> None:  # fmt: skip
    op(klok, "2026-12-31")
    eerste = d.regel(nummer, "P1", 8, periode=NOVEMBER)
    gezegd = declareer(aanbieder, klok, "D1", eerste)
    op(klok, "2027-01-05")
    regels = {"P2": d.regel(nummer, "P2", 8, "P1", periode=NOVEMBER), "P3": d.regel(nummer, "P3", 2)}
    op_credit = declareer(aanbieder, klok, "D2", *regels.values())
    ontvangst(gemeente, een_325(gezegd, "R-1", terug(eerste)))
    ontvangst(gemeente, een_325(op_credit, "R-2", *(terug(regels[naam]) for naam in geweigerd.split())))
    for wie in (gemeente, aanbieder):
        kloppen(wie, toegekend, standen, vervallen="P2" not in geweigerd)


@pytest.mark.parametrize("later", [True, False], ids=["after the credit", "after the refusal"])
def test_a_credit_lapses_with_both_whoever_kept_its_line_first(
    gemeente: TestClient, aanbieder: TestClient, nummer: int, klok: Klok, later: bool
) -> None:
    op(klok, "2026-12-31")
    eerste = d.regel(nummer, "P1", 8, periode=NOVEMBER)
    gezegd = declareer(gemeente, klok, "D1", eerste)
    (eerder,) = d.rij(gemeente, "/declaraties")
    declaratie = gemeente.get(f"/v1/berichten/ontvangsten/{eerder['id']}/xml").content
    op(klok, "2027-01-05")
    credit = d.regel(nummer, "P2", 8, "P1", periode=NOVEMBER)
    tweede = declareer(gemeente, klok, "D2", credit, d.regel(nummer, "P3", 2))
    (over,) = (rij for rij in d.rij(gemeente, "/declaraties") if rij["identificatie"] == "D2")
    met_credit = gemeente.get(f"/v1/berichten/ontvangsten/{over['id']}/xml").content
    assert tweede.declaratie_antwoord.clienten == ()
    weigering = een_325(gezegd, "R-1", terug(eerste))
    if later:
        ontvangst(aanbieder, met_credit)
        ontvangst(aanbieder, declaratie)
        ontvangst(gemeente, weigering)
    else:
        ontvangst(aanbieder, declaratie)
        ontvangst(gemeente, weigering)
        ontvangst(aanbieder, met_credit)
    for wie in (gemeente, aanbieder):
        kloppen(wie, 2 * UUR, {"P2": "geweigerd", "P3": "toegekend"})


REGELS = st.lists(
    st.tuples(
        st.sampled_from(["goed", "te duur", "terug", "onbekend"]),
        st.integers(1, 14),
        st.integers(9, 12),
    ),
    min_size=1,
    max_size=3,
)
_namen = count(1)


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(verloop=st.lists(st.tuples(st.integers(0, 25), REGELS), min_size=2, max_size=4))
def test_the_rows_add_up_to_what_the_answers_granted(
    verloop: list[Any], gemeente: TestClient, aanbieder: TestClient, nummer: int, klok: Klok
) -> None:
    """Whatever is declared, taken back, refused and declared again over the end of a year."""
    if klok.nu.year == 2026:
        op(klok, "2026-12-15")
    toegekend: dict[int, int] = dict.fromkeys((2026, 2027, 2028), 0)
    geteld = {jaar: {r["referentie"] for r in tabel(gemeente, f"jaar={jaar}")[0]} for jaar in toegekend}
    eerder = {jaar: euro(tabel(gemeente, f"jaar={jaar}")[1]["som van de regels"]) for jaar in toegekend}
    staand: list[Prestatie] = []
    for dagen, gekozen in verloop:
        klok.verzet(days=dagen, minutes=1)
        regels = []
        for soort, uren, maand in gekozen:
            periode = (f"2026-{maand:02}-01", f"2026-{maand:02}-{31 if maand % 2 == 0 else 30}")
            naam, velden = f"P{next(_namen)}", {"periode": periode}
            if soort == "terug" and staand:
                weg = staand.pop()
                regels.append(
                    d.regel(
                        nummer, naam, int(weg.geleverd_volume), weg.product_referentie.referentie_nummer,
                        periode=(weg.product_periode.begindatum.tekst, weg.product_periode.einddatum.tekst),
                    )
                )  # fmt: skip
            elif soort == "onbekend":
                regels.append(d.regel(nummer + 900, naam, uren, **velden))
            else:
                regels.append(d.regel(nummer, naam, uren, tarief=UUR + (soort == "te duur"), **velden))
        antwoord = declareer(aanbieder, klok, f"D{next(_namen)}", *regels)
        inhoud = antwoord.declaratie_antwoord
        if inhoud is None or not set(inhoud.retour_codes) <= {"0200", "8001"}:
            continue  # rejected as a whole
        geweigerd = {
            p.product_referentie.referentie_nummer for client in inhoud.clienten for p in client.prestaties
        }
        goed = [r for r in regels if r.product_referentie.referentie_nummer not in geweigerd]
        staand += [r for r in goed if r.product_referentie.vorig_referentie_nummer is None]
        geteld[klok.nu.year] |= {r.product_referentie.referentie_nummer for r in goed}
        toegekend[klok.nu.year] += totaal_met_teken(inhoud.totaal_toegekend_bedrag)
    for jaar, cents in toegekend.items():
        rijen, slot = tabel(gemeente, f"jaar={jaar}&aanbieder={d.AGB}")
        assert {r["referentie"] for r in rijen} == geteld[jaar]
        assert sum(euro(r["bedrag_euro"]) for r in rijen) == euro(slot["som van de regels"])
        assert euro(slot["som van de regels"]) == eerder[jaar] + Decimal(cents) / 100
        assert (
            slot["som van de regels min toegekend"]
            == slot["verschil: ingediend min geweigerd min toegekend"]
            == "0,00"
        )
        assert tabel(aanbieder, f"jaar={jaar}") == (rijen, slot)
        sommen = d.rij(gemeente, f"/uitbetalingen?jaar={jaar}&aanbieder={d.AGB}")
        assert sum(som["toegekend"] for som in sommen) == 100 * euro(slot["toegekend volgens de wmo325"])


def test_the_table_says_nothing_of_who_it_is_and_reading_it_leaves_a_record(
    gemeente: TestClient, toewijzing: dict[str, Any], nummer: int, klok: Klok, databank: Databank
) -> None:
    op(klok, "2026-12-15")
    declareer(gemeente, klok, "D1", d.regel(nummer, "P1", 8, periode=("2026-11-01", "2026-11-30")))
    tekst = gemeente.get("/v1/uitbetalingen/csv?jaar=2026").text
    assert "P1" in tekst
    client = gemeente.get(f"/v1/clienten/{toewijzing['clientId']}").json()
    for geheim in (d.BSN, toewijzing["clientId"], client["naam"]["achternaam"]):
        assert geheim not in tekst
    vraag = select(verwerking.c.client_id).where(verwerking.c.activiteit == "lees_uitbetalingen_csv")
    with databank.motor.connect() as verbinding:
        assert [str(id) for id in verbinding.execute(vraag).scalars()] == [toewijzing["clientId"]]


def test_nobody_else_gets_a_row_of_it(
    als_gemeente: d.Als, als_aanbieder: d.Als, gemeente: TestClient, nummer: int, klok: Klok
) -> None:
    op(klok, "2026-12-15")
    declareer(gemeente, klok, "D1", d.regel(nummer, "P1", 8, periode=("2026-11-01", "2026-11-30")))
    for ander in (als_gemeente("0797", Rol.ADMINISTRATIE), als_aanbieder(bouw.TWEEDE_AANBIEDER)):
        assert d.rij(ander, "/uitbetalingen?jaar=2026") == []
        assert tabel(ander, "jaar=2026")[0] == []
    assert als_gemeente("0957", Rol.TOEGANG).get("/v1/uitbetalingen/csv?jaar=2026").status_code == 403


def test_the_table_goes_out_while_it_is_read(
    app: FastAPI, gemeente: TestClient, nummer: int, klok: Klok, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A line is on its way before the next one is read."""
    op(klok, "2026-12-15")
    for i, laatste in ((10, 31), (11, 30)):
        regel = d.regel(nummer, f"P{i}", 8, periode=(f"2026-{i}-01", f"2026-{i}-{laatste}"))
        declareer(gemeente, klok, f"D{i}", regel)
    gebeurd: list[str] = []

    def gelezen(*van: Any) -> Iterator[Any]:
        for regel in lees_regels(*van):
            gebeurd.append("gelezen")
            yield regel

    async def gevolgd(scope: Any, ontvang: Any, stuur: Any) -> None:
        async def verstuurd(deel: Any) -> None:
            if deel.get("body"):
                gebeurd.append("verstuurd")
            await stuur(deel)

        await app(scope, ontvang, verstuurd)

    lees_regels = uitbetalen._regels
    monkeypatch.setattr(uitbetalen, "_regels", gelezen)
    bel = TestClient(gevolgd, headers=gemeente.headers)
    assert bel.get("/v1/uitbetalingen/csv?jaar=2026").status_code == 200
    eerste, tweede = (i for i, wat in enumerate(gebeurd) if wat == "gelezen")
    assert gebeurd[0] == "verstuurd"
    assert gebeurd[eerste + 1 : tweede] == ["verstuurd"]


def test_no_more_than_a_piece_of_the_table_is_in_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    """A piece is read when the one before it went out, however many there are."""
    gelezen = 0

    def bladzijde(*_: Any) -> Bladzijde[Any]:
        nonlocal gelezen
        gelezen += 1
        return Bladzijde((regel,) * uitbetalen.PER_KEER, "verder")

    regel = SimpleNamespace(stand=Regelstand.TOEGEKEND)
    monkeypatch.setattr(uitbetalen.declaraties, "bladzijde", bladzijde)
    rijen = uitbetalen._regels(lambda: nullcontext(None), None)  # type: ignore[arg-type]
    for stuk in (1, 2, 3):
        assert len(next(rijen)) == uitbetalen.PER_KEER
        assert gelezen == stuk


def test_a_piece_without_a_line_is_told_too_so_that_who_is_gone_is_found(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    stukken = iter([Bladzijde((SimpleNamespace(stand=Regelstand.GEWEIGERD),), op) for op in ("verder", None)])
    beantwoord = SimpleNamespace(ingediend=0, antwoord=SimpleNamespace(toegekend=0, geweigerd=0))
    monkeypatch.setattr(uitbetalen.declaraties, "bladzijde", lambda *_: next(stukken))
    monkeypatch.setattr(uitbetalen, "_declaraties", lambda *_: iter([beantwoord]))
    rijen = [*uitbetalen._rijen(lambda: nullcontext(None), uitbetalen.Periode(2026), None)]  # type: ignore[arg-type]
    assert rijen[1:3] == [(), ()]
    assert len(rijen) == 1 + 2 + 6


def test_what_a_spreadsheet_would_run_is_text() -> None:
    for gevaar in ("=1+1", "+31", "-2", "@SUM(A1)", "\uff1d1"):
        assert uitbetalen._tekst(gevaar) == f"'{gevaar}"
    assert uitbetalen._tekst("\tx") == "' x"
    assert uitbetalen._tekst("BSN 999990019") == "BSN *********"
    assert uitbetalen._tekst("P-1") == "P-1"
    assert uitbetalen._als_tekst(("a;b", 'c"d', "-1,00")) == '"a;b";"c""d";-1,00\r\n'


@pytest.mark.parametrize(
    ("jaar", "maand", "laatste"),
    [(2028, 2, "2028-02-29"), (2026, 12, "2026-12-31"), (2026, None, "2026-12-31"), (2199, 12, "2199-12-31")],
)
def test_a_period_ends_on_its_last_day(jaar: int, maand: int | None, laatste: str) -> None:
    assert f"{Periode(jaar, maand).dagen.eind}" == laatste


def test_few_tables_are_made_at_a_time_and_who_hangs_up_makes_room(gemeente: TestClient) -> None:
    begonnen = [uitbetalingen._op_zijn_plaats(wie, iter(["kop", "rij"])) for wie in ("a", "b", "c")]
    assert [next(tabel_) for tabel_ in begonnen] == ["kop"] * 3
    assert gemeente.get("/v1/uitbetalingen/csv?jaar=2026").status_code == 503
    del begonnen
    for _ in range(4):
        assert gemeente.get("/v1/uitbetalingen/csv?jaar=2026").status_code == 200


def test_one_party_leaves_others_a_table(gemeente: TestClient) -> None:
    for wie, status in (("een ander", 200), (bouw.ROERMOND, 503)):
        begonnen = [uitbetalingen._op_zijn_plaats(wie, iter(["kop"])) for _ in range(2)]
        assert [next(tabel_) for tabel_ in begonnen] == ["kop"] * 2
        assert gemeente.get("/v1/uitbetalingen/csv?jaar=2026").status_code == status
        del begonnen


def test_who_hangs_up_leaves_its_place_in_the_line_at_once(app: FastAPI, gemeente: TestClient) -> None:
    bezet: list[int] = []

    async def opgehangen(scope: Any, ontvang: Any, stuur: Any) -> None:
        async def verbroken(deel: Any) -> None:
            if deel.get("body"):
                bezet.append(TABEL._per_partij.total())
                raise ConnectionResetError
            await stuur(deel)

        try:
            await app(scope, ontvang, verbroken)
        except ConnectionResetError:  # which still holds what it came by
            bezet.append(TABEL._per_partij.total())
            raise

    with pytest.raises(ConnectionResetError):
        TestClient(opgehangen, headers=gemeente.headers).get("/v1/uitbetalingen/csv?jaar=2026")
    assert bezet == [1, 0]
