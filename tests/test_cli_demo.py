"""The demonstration as a command, run once and looked at from all sides."""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from app import demonstratie
from app.cli import main
from app.demonstratie.regios import HEUSDEN, ROERMOND
from app.instellingen import Instellingen
from tests.api.test_kanarie import KANARIE, Opvang, gevonden, vang_op
from tests.documenten.lezen import tekst


def wmo(*opdracht: str) -> Result:
    return CliRunner().invoke(main, list(opdracht))


@pytest.fixture(scope="module")
def opvang() -> Iterator[Opvang]:
    with vang_op() as opvang:
        yield opvang


@pytest.fixture(scope="module")
def verteld(tmp_path_factory: pytest.TempPathFactory, opvang: Opvang) -> tuple[Result, Path]:
    """Told once, with a canary Bsn for both clients, while all that comes out is kept."""
    naar = tmp_path_factory.mktemp("demo") / "uit"
    start, maak_app = demonstratie._server, demonstratie.maak_app

    @contextmanager
    def server(instellingen: Instellingen, klok: Any) -> Iterator[str]:
        with start(instellingen, klok) as adres:
            yield adres
            opvang.lees_bestanden(instellingen.data)
        opvang.lees_bestanden(instellingen.data)

    with pytest.MonkeyPatch.context() as monkeypatch:
        for regio in (ROERMOND, HEUSDEN):
            monkeypatch.setitem(regio.client, "bsn", KANARIE)
        monkeypatch.setattr(demonstratie, "_server", server)
        monkeypatch.setattr(demonstratie, "maak_app", lambda *a, **k: opvang.onthoud(maak_app(*a, **k)))
        return wmo("demo", "--uit", str(naar)), naar


def test_the_canary_is_only_where_it_has_to_be(verteld: tuple[Result, Path], opvang: Opvang) -> None:
    uitvoer = verteld[0].output
    assert "Geschreven naar" in uitvoer
    assert '"message": "request"' in opvang.log.getvalue()
    assert KANARIE not in uitvoer + opvang.log.getvalue()
    assert {Path(naam).name for naam in opvang.bestanden} >= {"wmo.sqlite", "wmo.sqlite-wal", "sleutels.json"}
    assert not [naam for naam, inhoud in opvang.bestanden.items() if KANARIE.encode() in inhoud]
    assert len(opvang.antwoorden) > 100
    assert gevonden(opvang) == {
        ("POST", "/v1/clienten"),
        ("GET", "/v1/berichten/{id}/xml"),
        ("GET", "/v1/berichten/ontvangsten/{id}/xml"),
        ("GET", "/v1/berichten/ontvangsten/{id}/antwoord"),
        ("GET", "/v1/besluiten/{id}/document"),
        ("GET", "/v1/ondersteuningsplannen/{id}/document"),
    }


def test_it_warns_of_nothing_that_is_not_about_it(verteld: tuple[Result, Path], opvang: Opvang) -> None:
    gezegd = verteld[0].stderr + opvang.log.getvalue()
    assert "LOCAL USE ONLY" not in gezegd
    assert "npm" not in gezegd
    assert '"level": "warning"' not in gezegd.lower()


def test_the_demonstration_ends_well_and_leaves_what_it_shows(verteld: tuple[Result, Path]) -> None:
    uitvoer, naar = verteld
    assert uitvoer.exit_code == 0, uitvoer.output
    assert list(naar.rglob("*.xml"))
    assert list(naar.rglob("*.pdf"))


def test_a_decision_that_differs_from_the_plan_says_so_without_codes(verteld: tuple[Result, Path]) -> None:
    brief = tekst((verteld[1] / "besluit-0797-WMO-00000002.pdf").read_bytes())
    assert (
        "In het plan staat: van 1 mei 2026 tot en met 30 april 2027. Wij besluiten: van 1 juni 2026" in brief
    )
    assert brief.count("Waarom: In juni en juli helpt uw zus.") == 1
    assert not re.search(r"\d\d/\d\d|\d\d-\d\d-\d{4}|(begin|eind|omvang|product):", brief)


@pytest.mark.parametrize("later", [0, 1, 2000])
def test_its_messages_are_accepted_in_their_order_from_its_last_day_on(
    verteld: tuple[Result, Path], later: int
) -> None:
    uitvoer, naar = verteld
    eind = date.fromisoformat(uitvoer.output.rsplit("--vandaag ", 1)[1].split()[0])
    keten = wmo("keten", "--json", "--vandaag", f"{eind + timedelta(days=later)}", str(naar))
    berichten = json.loads(keten.stdout)["berichten"]
    assert len(berichten) == len(list(naar.glob("*.xml")))
    anders = [(b["berichtsoort"], b["status"]) for b in berichten if b["status"] != "goedgekeurd"]
    # A rehearsal knows no prices: that a line is refused for its price is for a person to look into.
    assert anders == [("wmo325", "na_te_gaan")] * 2
    assert keten.exit_code == 1


def test_it_tells_one_change_story_with_both_timelines(verteld: tuple[Result, Path]) -> None:
    verhaal = verteld[0].output
    delen = ("twee fasen", "na het gat komen er nieuwe", "De hulp stopt", "maakt bezwaar", "gehoord")
    plekken = [verhaal.index(deel) for deel in (*delen, "Een ander beslist", "komt na de opname terug")]
    assert plekken == sorted(plekken)
    rijen = [regel for regel in verhaal.splitlines() if " ja " in regel or " nee " in regel]
    assert len(rijen) > 30
    assert all(" ja " in rij and "nummer" in rij for rij in rijen)


@pytest.mark.parametrize(
    ("gemeente", "soorten"),
    [
        ("0957", "305 323 307 305 317 301 307 305 323 323 307 323"),
        ("0797", "305 323 307 305 307 305 317 301 307 305 323 323 307 323"),
    ],
)
def test_after_the_allocation_it_goes_on_for_a_year_in_both_regions(
    verteld: tuple[Result, Path], gemeente: str, soorten: str
) -> None:
    """Start, temporary stop, restart, request, the allocation that grants it, declarations, final stop."""
    berichten = [pad.stem[-3:] for pad in sorted(verteld[1].glob(f"bericht-{gemeente}-*.xml"))]
    jaar = berichten[berichten.index("305") :]
    antwoorden = {"302", "306", "308", "318", "325"}
    assert [soort for soort in jaar if soort not in antwoorden] == soorten.split()


def test_a_declaration_is_partly_refused_and_what_was_wrong_is_declared_again(
    verteld: tuple[Result, Path],
) -> None:
    verhaal = verteld[0].output
    assert verhaal.count("wmo323: deels, antwoord wmo325") == 2
    assert verhaal.count("wmo323: goedgekeurd, antwoord wmo325") == 6
    assert verhaal.count("geweigerd, tarief wijkt af van het contract") == 2
    assert verhaal.count("€ -") == 2
    assert verhaal.count("het staat nu op toegewezen") == 2
