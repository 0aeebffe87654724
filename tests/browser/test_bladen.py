"""Every page in every state in a real browser: without a script, by keyboard, wide and narrow, in print."""

from itertools import pairwise
from typing import Any

import pytest

from app.istandaard.voorbeeldjaar.bouw import bestanden
from app.istandaard.voorbeeldjaar.jaar import jaar
from tests.browser.draaien import browse, serveer
from tests.browser.toestanden import TOESTANDEN, leg_klaar
from tests.web.conftest import met as met

NAMEN = [toestand["naam"] for toestand in TOESTANDEN]


@pytest.fixture(scope="module")
def verslag(browserbestanden: None, met: Any, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What was seen of all of it."""
    map_ = tmp_path_factory.mktemp("bladen")
    with serveer(met().app) as adres:
        return browse("bladen.mjs", adres, leg_klaar(map_)) | {"host": adres.split("/")[2]}


@pytest.mark.parametrize("naam", NAMEN)
def test_axe_finds_nothing_in_light_dark_more_contrast_and_forced_colours(
    verslag: dict[str, Any], naam: str
) -> None:
    assert verslag["toestanden"][naam]["bezwaren"] == []


@pytest.mark.parametrize("naam", NAMEN)
def test_a_page_fits_from_320_to_2560_pixels(verslag: dict[str, Any], naam: str) -> None:
    assert verslag["toestanden"][naam]["overloop"] == []


@pytest.mark.parametrize("naam", NAMEN)
def test_a_page_asks_only_this_server_and_breaks_no_policy(verslag: dict[str, Any], naam: str) -> None:
    gezien = verslag["toestanden"][naam]
    assert gezien["gevraagd"] == [verslag["host"]]
    assert gezien["schendingen"] == []
    assert [m for m in gezien["meldingen"] if "status of 4" not in m] == []


@pytest.mark.parametrize("naam", NAMEN)
def test_a_page_read_in_order_makes_sense(verslag: dict[str, Any], naam: str) -> None:
    gezien = verslag["toestanden"][naam]
    assert gezien["gebieden"] == ["HEADER", "NAV", "MAIN", "FOOTER"]
    assert gezien["dubbel"] == []
    niveaus = [niveau for niveau, _ in gezien["koppen"]]
    assert niveaus[0] == 1
    assert niveaus.count(1) == 1
    assert all(b - a <= 1 for a, b in pairwise(niveaus)), gezien["koppen"]


@pytest.mark.parametrize("naam", NAMEN)
def test_in_print_a_page_is_its_content_alone(verslag: dict[str, Any], naam: str) -> None:
    gedrukt = verslag["toestanden"][naam]["gedrukt"]
    assert gedrukt["menu"] == "none"
    assert gedrukt["inhoud"] > 0


@pytest.mark.parametrize("naam", [t["naam"] for t in TOESTANDEN if "tekst" not in t])
def test_without_a_script_a_page_says_the_same(verslag: dict[str, Any], naam: str) -> None:
    kop = verslag["zonderScript"][naam]
    assert kop == next(tekst for niveau, tekst in verslag["toestanden"][naam]["koppen"] if niveau == 1)


@pytest.mark.parametrize("naam", [t["naam"] for t in TOESTANDEN if "bestanden" in t or "tekst" in t])
def test_after_sending_reading_goes_on_where_the_answer_is(verslag: dict[str, Any], naam: str) -> None:
    assert verslag["toestanden"][naam]["focus"] in ("inhoud", "foutmelding")


def test_a_message_can_be_checked_with_the_keyboard_alone(verslag: dict[str, Any]) -> None:
    gezien = verslag["metToetsen"]
    assert "nl-skip-link" in gezien["eerste"]
    assert gezien["inhoud"] == "inhoud"
    assert gezien["langs"] == ["bestand", "tekst"]
    assert gezien["titel"].startswith("In dit bericht (wmo301) staat 1 fout")
    assert all(gezien["omlijnd"])


def test_files_can_be_dropped_and_put_in_another_order(verslag: dict[str, Any]) -> None:
    gezien = verslag["metSlepen"]
    eerste, tweede, derde = list(bestanden(jaar()))[:3]
    assert gezien["gevallen"] == ["gesleept.xml"]
    assert gezien["eerst"] == [eerste, tweede, derde]
    assert gezien["daarna"] == gezien["gespeeld"] == [tweede, eerste, derde]
    assert gezien["gemeld"] == f"{tweede} staat nu op plaats 1."


def test_rules_are_found_while_somebody_types(verslag: dict[str, Any]) -> None:
    assert verslag["alTypend"] == "/regels?zoek=TR019&bericht="
