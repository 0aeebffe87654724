"""The commands for an installation, and those that say what the program obeys."""

import json
from pathlib import Path

import jwt
import pytest
from sqlalchemy import create_engine, inspect
from typer.testing import CliRunner, Result

from app.cli import main
from app.cli.opdrachten import stdout


@pytest.fixture(autouse=True)
def installatie(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An empty machine."""
    monkeypatch.setenv("WMO_DATA", str(tmp_path / "data"))
    monkeypatch.setattr(stdout, "width", 300)


def wmo(*opdracht: str) -> Result:
    return CliRunner().invoke(main, list(opdracht))


class TestEisen:
    def test_every_requirement_is_met_somewhere_and_proven(self) -> None:
        uitvoer = wmo("eisen", "--json")
        rijen = json.loads(uitvoer.stdout)["eisen"]
        assert uitvoer.exit_code == 0
        assert len(rijen) == 74
        assert all(rij["modules"] and rij["bewijs"] for rij in rijen)

    def test_a_person_reads_a_table(self) -> None:
        uitvoer = wmo("eisen")
        assert "M04a" in uitvoer.stdout
        assert "app.domain.plan.afziening" in uitvoer.stdout


class TestRegels:
    def test_every_code_of_the_standard_has_one_status(self) -> None:
        rijen = json.loads(wmo("regels", "--json").stdout)["regels"]
        assert len(rijen) == len({rij["code"] for rij in rijen}) == 295
        assert all(rij["status"] and rij["eis"] for rij in rijen)

    @pytest.mark.parametrize("code", ["TR302", "tr302"])
    def test_one_rule_says_what_it_demands_and_where_it_holds(self, code: str) -> None:
        (rij,) = json.loads(wmo("regels", "--json", code).stdout)["regels"]
        assert (rij["code"], rij["berichten"], rij["status"]) == ("TR302", ["wmo301"], "gebouwd")

    def test_a_process_rule_says_where_it_is_obeyed(self) -> None:
        assert "app/processen/berichten.py" in wmo("regels", "OP003").stdout

    def test_a_code_that_is_none_ends_with_2(self) -> None:
        uitvoer = wmo("regels", "TR999")
        assert (uitvoer.exit_code, uitvoer.stdout) == (2, "")
        assert "TR999" in uitvoer.stderr


class TestToken:
    def test_a_token_says_for_whom_it_works_in_which_role_and_until_when(self) -> None:
        uitvoer = wmo("token", "--rol", "toegang", "--gemeente", "0957", "--medewerker", "p1", "--uren", "2")
        inhoud = jwt.decode(uitvoer.stdout.strip(), options={"verify_signature": False})
        assert (inhoud["gemeente"], inhoud["rol"], inhoud["medewerker"]) == ("0957", "toegang", "p1")
        assert inhoud["exp"] - inhoud["iat"] == 2 * 60 * 60

    def test_a_name_that_holds_a_bsn_is_refused_and_not_repeated(self) -> None:
        uitvoer = wmo("token", "--rol", "toegang", "--gemeente", "0957", "--medewerker", "u731654286")
        assert (uitvoer.exit_code, uitvoer.stdout) == (2, "")
        assert "--medewerker" in uitvoer.stderr
        assert "731654286" not in uitvoer.stderr

    @pytest.mark.parametrize(
        "partij",
        [
            (),
            ("--gemeente", "0957", "--agb", "41410001"),
            ("--agb", "41410001"),
        ],
        ids=["nobody", "both sides", "a provider in a role of a municipality"],
    )
    def test_a_token_is_of_one_side_in_a_role_of_that_side(self, partij: tuple[str, ...]) -> None:
        uitvoer = wmo("token", "--rol", "toegang", *partij)
        assert (uitvoer.exit_code, uitvoer.stdout) == (2, "")
        assert "--agb met --rol aanbieder" in uitvoer.stderr


def test_migrating_makes_the_tables_and_can_be_done_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = f"sqlite:///{tmp_path / 'wmo.db'}"
    monkeypatch.setenv("WMO_DATABASE_URL", url)
    assert [wmo("migreer").exit_code for _ in range(2)] == [0, 0]
    motor = create_engine(url)
    assert "melding" in inspect(motor).get_table_names()
    motor.dispose()
