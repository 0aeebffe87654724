"""What a profile file must hold, and what is said of one that does not."""

import json
import os
import re
import tomllib
from collections.abc import Callable, Iterator
from datetime import date
from math import nan
from pathlib import Path
from typing import Any

import pytest

from app.instelbestand import OnjuistBestand
from app.processen.regio import MAP_VAN_HET_PAKKET, lees_profiel, lees_profielen
from app.validatie import ONBEKEND

HVB = (MAP_VAN_HET_PAKKET / "hvb.toml").read_text(encoding="utf-8")

Schrijf = Callable[..., Path]


@pytest.fixture
def schrijf(tmp_path: Path) -> Schrijf:
    """Write the profile of HVB with some of its text replaced."""

    def schrijf(*vervangingen: tuple[str, str], naam: str = "proef.toml") -> Path:
        tekst = HVB
        for oud, nieuw in vervangingen:
            assert oud in tekst
            tekst = tekst.replace(oud, nieuw)
        pad = tmp_path / naam
        pad.write_text(tekst, encoding="utf-8")
        return pad

    return schrijf


@pytest.mark.parametrize(
    ("oud", "nieuw", "sleutel", "oorzaak"),
    [
        ('code = "HVB"\n', "", "code", "verplicht"),
        ('code = "HVB"\n', 'code = "HVB"\nkleur = "rood"\n', "kleur", "bestaat hier niet. Wel: code, naam,"),
        ('code = "HVB"\n', 'code = ""\n', "code", "een tekst"),
        ('code = "HVB"\n', 'code = "-"\n', "code", "een tekst"),
        ('naam = "Hart van Brabant"', 'naam = "Hart \\u001b[31m"', "naam", "een tekst"),
        ('naam = "Hart van Brabant"', 'naam = "Hart \\u202e"', "naam", "een tekst"),
        ("voorbeeld = true", 'voorbeeld = "ja"', "voorbeeld", "true of false"),
        ("geldig_vanaf = 2019-01-01", 'geldig_vanaf = "1 mei"', "geldig_vanaf", "een datum"),
        ("geldig_vanaf = 2019-01-01", "geldig_vanaf = 2018-01-01", "formulier.vanaf", "pas na"),
        ('begint = "aanbieder"', 'begint = "iemand"', "begint", "'aanbieder'. Gevonden: 'iemand'"),
        ('kanalen = ["zorgmail", "api"]', 'kanalen = ["fax"]', "kanalen[0]", "'zorgmail' of 'api'"),
        ('kanalen = ["zorgmail", "api"]', "kanalen = []", "kanalen", "minstens één"),
        ('kanalen = ["zorgmail", "api"]', 'kanalen = "api"', "kanalen", "een lijst"),
        ('code = "0797"', 'code = "797"', "gemeenten[2].code", "geen gemeente"),
        ('code = "0797", naam = "Heusden"', 'code = "0855", naam = "Tilburg"', "gemeenten[2]", "Staat er al"),
        ("beschikkingsarm = true", "beschikkingsarm = 1", "gemeenten[2].beschikkingsarm", "true of false"),
        ("uren_vanaf = 3,", "uren_vanaf = 3.5,", "intensiteiten[1].uren_vanaf", "een gat"),
        ("uren_vanaf = 3,", "uren_vanaf = 2.5,", "intensiteiten[1].uren_vanaf", "overlap"),
        ("uren_tot = 40", "uren_tot = 8", "intensiteiten[2].uren_tot", "meer dan 8"),
        ("uren_tot = 40", "uren_tot = nan", "intensiteiten[2].uren_tot", "een getal"),
        ('"thuis", intensiteit = "licht"', '"wonen", intensiteit = "licht"',
         "producten[15].resultaatgebied", "Gevonden: wonen; verwacht: huishouden, "),
        ('intensiteit = "licht", categorie = "01"', 'intensiteit = "zacht", categorie = "01"',
         "producten[0].intensiteit", "Gevonden: zacht; verwacht: licht, "),
        ('"01H01", eenheid = "04"', '"01H01", eenheid = "99"', "producten[0].eenheid", "'01', '04'"),
        ('"01H01", eenheid = "04"', '"01H01", eenheid = "14"', "producten[0].eenheid", "tijd"),
        ('code = "01H01"', 'code = "01H0001"', "producten[0].code", "vijf tekens"),
        ('code = "01H02"', 'code = "01H01", korting = 1', "producten[1].korting", "bestaat hier niet"),
        ('"08V01", eenheid = "84", tarief = 1250', '"08V01", eenheid = "84", tarief = 12.5',
         "aanvullende_producten[0].tarief", "een geheel getal"),
        ('categorie = "08"', 'categorie = "19"', "aanvullende_producten[0].categorie", "01 tot en met 18"),
        ('categorie = "08", code = "08V01"', 'categorie = "01", code = "01H01"',
         "aanvullende_producten[0].code", "hoort al bij"),
        ("aantal = 4, eenheid", "aantal = 0, eenheid", "termijnen[0].duur", "minstens 1"),
        ('eenheid = "weken" }, atw = false, grondslag = "Werkproces Hart van Brabant (H31)"',
         'eenheid = "eeuwen" }, atw = false, grondslag = "Werkproces"',
         "termijnen[0].duur.eenheid", "'weken', 'maanden'"),
        ("[toetsen]\n", '[toetsen]\nspelling = { ernst = "adviserend" }\n',
         "toetsen.spelling", "verwacht: aanvullend_"),
        ('aard_ontbreekt = { ernst = "blokkerend" }', 'aard_ontbreekt = { ernst = "dodelijk" }',
         "toetsen.aard_ontbreekt.ernst", "'blokkerend' of 'adviserend'"),
        ('aard_ontbreekt = { ernst = "blokkerend" }\n', "", "toetsen.aard_ontbreekt", "staat in verplicht"),
        ('afschrift_ontbreekt = { ernst = "blokkerend" }', 'afschrift_ontbreekt = { ernst = "adviserend" }',
         "toetsen.afschrift_ontbreekt", "staat in afschrift_verplicht"),
        ('"08V01", eenheid = "84", tarief = 1250', '"08V01", eenheid = "84", tarief = -1',
         "aanvullende_producten[0].tarief", "nul of meer"),
        ("minstens_woorden = 5", "minstens_letters = 5",
         "toetsen.intensiteit_zonder_motivering.parameters.minstens_letters", "verwacht: minstens_woorden"),
        ("minstens_woorden = 5", "minstens_woorden = 5.5",
         "toetsen.intensiteit_zonder_motivering.parameters.minstens_woorden", "een geheel getal"),
    ],
)  # fmt: skip
def test_a_fault_is_told_with_file_key_and_cause(
    schrijf: Schrijf, oud: str, nieuw: str, sleutel: str, oorzaak: str
) -> None:
    with pytest.raises(OnjuistBestand, match=r"proef\.toml") as fout:
        lees_profiel(schrijf((oud, nieuw)))

    assert [v.veld for v in fout.value.velden] == [sleutel]
    assert oorzaak in fout.value.velden[0].melding
    assert f"{sleutel}: " in fout.value.melding


def test_all_faults_of_form_are_told_at_once(schrijf: Schrijf) -> None:
    pad = schrijf(
        ("voorbeeld = true", "voorbeeld = 1"),
        ('begint = "aanbieder"', 'begonnen = "aanbieder"'),
        ('naam = "Hart van Brabant"', 'naam = "-"'),
        ("aantal = 4, eenheid", "aantal = 0, eenheid"),
        ('code = "0797"', "code = 797"),
    )

    with pytest.raises(OnjuistBestand) as fout:
        lees_profiel(pad)

    assert {v.veld for v in fout.value.velden} == {
        "voorbeeld",
        "begint",
        "begonnen",
        "naam",
        "termijnen[0].duur",
        "gemeenten[2].code",
    }


@pytest.mark.parametrize("waarde", [-1, nan, "vijf", "", True, date(2026, 1, 1), [[]], {"x": 1}])
def test_whatever_a_key_holds_is_refused_in_our_own_words(tmp_path: Path, waarde: object) -> None:
    pad = tmp_path / "proef.toml"
    kort = {sleutel: deel[:1] if isinstance(deel, list) else deel for sleutel, deel in HVB_GELEZEN.items()}
    for inhoud in _met_een_ander(kort | {"toetsen": MET_PARAMETER}, waarde):
        pad.write_text("\n".join(f"{sleutel} = {_toml(deel)}" for sleutel, deel in inhoud.items()))
        try:
            lees_profiel(pad)
        except OnjuistBestand as fout:
            for veld in fout.velden:
                assert veld.melding != ONBEKEND, veld
                assert re.match(EIGEN_WOORDEN, veld.melding), veld


HVB_GELEZEN = tomllib.loads(HVB)
MET_PARAMETER = {naam: toets for naam, toets in HVB_GELEZEN["toetsen"].items() if "parameters" in toets}
EIGEN_WOORDEN = (
    "Verwacht|Gevonden|Dit veld|Een termijn|Moet|Noem|Staat er al|Het formulier|Dit product|Tussen|Alleen"
)


def _met_een_ander(geheel: dict[str, Any], waarde: object) -> Iterator[dict[str, Any]]:
    """The same with another value for one key or one element, on every depth; of a list the first one."""
    for sleutel, deel in geheel.items():
        yield geheel | {sleutel: waarde}
        match deel:
            case dict():
                yield from (geheel | {sleutel: ander} for ander in _met_een_ander(deel, waarde))
            case [dict() as eerste, *rest]:
                yield from (geheel | {sleutel: [ander, *rest]} for ander in _met_een_ander(eerste, waarde))
            case [_, *rest]:
                yield geheel | {sleutel: [waarde, *rest]}


def _toml(waarde: Any) -> str:
    match waarde:
        case dict():
            return "{" + ", ".join(f"{sleutel} = {_toml(deel)}" for sleutel, deel in waarde.items()) + "}"
        case list():
            return f"[{', '.join(map(_toml, waarde))}]"
        case date():
            return str(waarde)
    return json.dumps(waarde).replace("NaN", "nan")


@pytest.mark.parametrize(
    "inhoud",
    [
        pytest.param(b"code = ", id="no value"),
        pytest.param(b"code = \xff", id="no text"),
        pytest.param(b"code = " + b"9" * 5000, id="a number without end"),
        pytest.param(b"code = " + b"[" * 50_000, id="depth without end"),
        pytest.param(b"code = " + b"{x=" * 20_000, id="tables without end"),
    ],
)
def test_what_is_not_toml_is_told(tmp_path: Path, inhoud: bytes) -> None:
    pad = tmp_path / "kapot.toml"
    pad.write_bytes(inhoud)

    with pytest.raises(OnjuistBestand, match=r"kapot\.toml .*\n- bestand: Geen geldige TOML"):
        lees_profiel(pad)


@pytest.mark.parametrize(
    ("maak", "waarom"),
    [
        pytest.param(os.mkfifo, "Geen gewoon bestand", id="a pipe in which nobody writes"),
        pytest.param(lambda pad: pad.symlink_to("/dev/zero"), "Geen gewoon bestand", id="no end"),
        pytest.param(Path.mkdir, "Geen gewoon bestand", id="a folder"),
        pytest.param(lambda pad: pad.symlink_to("weg"), "het is er niet", id="a link to nothing"),
        pytest.param(lambda pad: pad.write_bytes(b"#" * 65_537), "Groter dan 65536 bytes", id="too large"),
    ],
)
def test_what_is_no_file_of_some_size_is_told(
    tmp_path: Path, maak: Callable[[Path], object], waarom: str
) -> None:
    maak(tmp_path / "kapot.toml")

    with pytest.raises(OnjuistBestand, match=rf"kapot\.toml .*\n- bestand: Niet te lezen: {waarom}"):
        lees_profielen(tmp_path)


def test_a_file_or_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(OnjuistBestand, match=r"weg\.toml"):
        lees_profiel(tmp_path / "weg.toml")
    with pytest.raises(OnjuistBestand, match="Deze map is er niet"):
        lees_profielen(tmp_path / "weg")


def test_the_profiles_of_the_package_are_there_without_a_folder() -> None:
    assert {p.code for p in lees_profielen().alle} == {"MLO", "HVB"}


def test_a_second_profile_with_the_same_code_and_version_is_refused(schrijf: Schrijf) -> None:
    pad = schrijf(('naam = "Hart van Brabant"', 'naam = "Hart van Brabant (eigen)"'))

    with pytest.raises(OnjuistBestand, match=r"versie: Profiel HVB versie 2019.1 staat ook in hvb\.toml"):
        lees_profielen(pad.parent)


def test_a_municipality_that_there_is_not_is_refused_by_its_code(schrijf: Schrijf) -> None:
    pad = schrijf(
        ('versie = "2019.1"', 'versie = "2026.1"'),
        ("vanaf = 2019-01-01", "vanaf = 2026-07-01"),
        ('"0855"', '"9999"'),
    )

    with pytest.raises(OnjuistBestand, match=r"gemeenten\[\d+\]\.code: Gevonden: 9999; er is geen gemeente"):
        lees_profielen(pad.parent)


def test_a_municipality_with_the_name_of_another_one_is_refused(schrijf: Schrijf) -> None:
    pad = schrijf(
        ('versie = "2019.1"', 'versie = "2026.1"'),
        ("vanaf = 2019-01-01", "vanaf = 2026-07-01"),
        ('"0855"', '"0772"'),
    )

    with pytest.raises(
        OnjuistBestand, match=r"naam: Gevonden: Tilburg, bij code 0772 van Eindhoven\. .* 0855"
    ):
        lees_profielen(pad.parent)


@pytest.mark.parametrize("vanaf", ["2018-06-01", "2019-01-01", "2026-07-01"])
def test_two_regions_cannot_have_a_municipality_on_the_same_day(schrijf: Schrijf, vanaf: str) -> None:
    pad = schrijf(
        ('code = "HVB"', 'code = "ANDERS"'),
        ("vanaf = 2019-01-01", f"vanaf = {vanaf}"),
    )

    with pytest.raises(OnjuistBestand, match=r"gemeenten\[0\]: .* twee profielen: ook in HVB versie 2019\.1"):
        lees_profielen(pad.parent)


def test_a_folder_adds_a_version_that_holds_from_its_own_day(schrijf: Schrijf) -> None:
    pad = schrijf(('versie = "2019.1"', 'versie = "2026.1"'), ("vanaf = 2019-01-01", "vanaf = 2026-07-01"))

    profielen = lees_profielen(pad.parent)

    assert profielen.voor("0855", date(2026, 6, 30)).versie == "2019.1"
    assert profielen.voor("0855", date(2026, 7, 1)).versie == "2026.1"


def test_a_municipality_can_go_to_another_region(schrijf: Schrijf) -> None:
    goirle = '  { code = "0785", naam = "Goirle" },\n'
    per_2026 = ("vanaf = 2019-01-01", "vanaf = 2026-07-01")
    schrijf(('versie = "2019.1"', 'versie = "2026.1"'), per_2026, (goirle, ""), naam="z.toml")
    rest = HVB.partition("gemeenten = [\n")[2].partition("]")[0]
    pad = schrijf(('code = "HVB"', 'code = "ANDERS"'), per_2026, (rest, goirle), naam="a.toml")

    profielen = lees_profielen(pad.parent)

    assert profielen.voor("0785", date(2026, 6, 30)).code == "HVB"
    assert profielen.voor("0785", date(2026, 7, 1)).code == "ANDERS"


def test_a_region_may_pay_its_resultaatgebieden_per_output(schrijf: Schrijf) -> None:
    profiel = lees_profiel(schrijf(('"01H01", eenheid = "04"', '"01H01", eenheid = "82"')))
    assert profiel.producten[0].eenheid == "82"
