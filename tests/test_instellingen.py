"""What an installation may leave to chance, and what not."""

import errno
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ec import SECP521R1, generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from pydantic import SecretStr, ValidationError

from app.api.kader.lokale_uitgever import maak_bestand
from app.domain.fouten import WmoFout
from app.inrichting import open_databank
from app.instellingen import Instellingen
from app.istandaard.xml import SCHEMAS
from app.main import maak_app
from app.opslag import maak_sleutels
from app.uitgever import lokale_uitgever

POSTGRES = "postgresql://localhost/wmo"
SLEUTELS = maak_sleutels()


def zet(monkeypatch: pytest.MonkeyPatch, **waarden: str) -> None:
    for naam, waarde in waarden.items():
        monkeypatch.setenv(f"WMO_{naam}", waarde)


def test_one_machine_needs_no_settings(tmp_path: Path) -> None:
    instellingen = Instellingen(data=tmp_path / "data")
    assert instellingen.ingebed
    databank = open_databank(instellingen)
    assert databank.is_bij()
    databank.sluit()


def test_the_keys_made_for_one_machine_are_kept_for_their_owner_only(tmp_path: Path) -> None:
    bestand = tmp_path / "sleutels.json"
    inhoud = []
    for _ in range(2):
        open_databank(Instellingen(data=tmp_path)).sluit()
        inhoud.append(bestand.read_text())
    assert inhoud[0] == inhoud[1]
    assert bestand.stat().st_mode & 0o777 == 0o600


def test_a_shared_database_needs_keys_and_issuers(monkeypatch: pytest.MonkeyPatch) -> None:
    zet(monkeypatch, DATABASE_URL=POSTGRES)
    with pytest.raises(ValidationError, match=r"WMO_VERSLEUTELSLEUTELS.*WMO_UITGEVERS"):
        Instellingen()


def test_a_shared_database_with_both_is_accepted(monkeypatch: pytest.MonkeyPatch) -> None:
    zet(
        monkeypatch,
        DATABASE_URL=POSTGRES,
        VERSLEUTELSLEUTELS=f"{SLEUTELS.versleuteling[0]}, {maak_sleutels().versleuteling[0]}",
        ZOEKSLEUTEL=SLEUTELS.zoeken,
        UITGEVERS='{"https://login.example.nl": "https://login.example.nl/jwks"}',
    )
    instellingen = Instellingen()
    assert not instellingen.ingebed
    assert instellingen.versleutelsleutels[0].get_secret_value() == SLEUTELS.versleuteling[0]
    assert len(instellingen.versleutelsleutels) == 2


def test_one_kind_of_key_without_the_other_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    zet(monkeypatch, ZOEKSLEUTEL=SLEUTELS.zoeken)
    with pytest.raises(ValidationError, match="horen bij elkaar"):
        Instellingen()


def test_secrets_do_not_show(monkeypatch: pytest.MonkeyPatch) -> None:
    zet(monkeypatch, VERSLEUTELSLEUTELS=SLEUTELS.versleuteling[0], ZOEKSLEUTEL=SLEUTELS.zoeken)
    assert SLEUTELS.zoeken not in repr(Instellingen())


@pytest.mark.parametrize("naam", ["sleutels.json", "lokale-uitgever.pem"])
@pytest.mark.parametrize("soort", ["pipe", "device", "deep"])
def test_what_is_no_file_with_keys_is_refused_at_once(tmp_path: Path, naam: str, soort: str) -> None:
    bestand = tmp_path / naam
    match soort:
        case "pipe":
            os.mkfifo(bestand)
        case "device":
            bestand.symlink_to("/dev/zero")
        case _:
            bestand.write_text("[" * 60_000)
    instellingen = Instellingen(data=tmp_path)
    maak = open_databank if naam == "sleutels.json" else lokale_uitgever
    with pytest.raises(WmoFout, match=f"{naam} is beschadigd"):
        maak(instellingen)


@pytest.mark.parametrize("naam", ["sleutels.json", "lokale-uitgever.pem"])
@pytest.mark.parametrize("wat", ["exists", "read_bytes"])
def test_a_file_with_keys_that_is_out_of_reach_is_not_called_damaged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, naam: str, wat: str
) -> None:
    instellingen = Instellingen(data=tmp_path)
    maak = open_databank if naam == "sleutels.json" else lokale_uitgever
    maak(instellingen)
    echt: Any = getattr(Path, wat)

    def weiger(pad: Path) -> Any:
        if pad.name == naam:
            raise PermissionError(errno.EACCES, "Permission denied")
        return echt(pad)

    monkeypatch.setattr(Path, wat, weiger)
    with pytest.raises(WmoFout, match=f"{naam} is niet te .*: dit programma mag er niet bij"):
        maak(instellingen)


def test_a_key_on_another_curve_signs_no_tokens(tmp_path: Path) -> None:
    sleutel = generate_private_key(SECP521R1())
    pem = sleutel.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    (tmp_path / "lokale-uitgever.pem").write_bytes(pem)
    with pytest.raises(WmoFout, match="is beschadigd"):
        lokale_uitgever(Instellingen(data=tmp_path))


def test_tokens_have_to_be_made_out_to_somebody(monkeypatch: pytest.MonkeyPatch) -> None:
    zet(monkeypatch, PUBLIEK="")
    with pytest.raises(ValidationError, match="een publiek dat iets zegt"):
        Instellingen()


@pytest.mark.parametrize("maak", [open_databank, lokale_uitgever])
def test_a_file_with_keys_that_cannot_be_written_is_not_half_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, maak: Callable[[Instellingen], object]
) -> None:
    def vol(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", vol)
    with pytest.raises(WmoFout, match="is niet te maken"):
        maak(Instellingen(data=tmp_path))
    assert not [b for b in tmp_path.iterdir() if b.name.startswith(("sleutels", "lokale"))]
    monkeypatch.undo()
    maak(Instellingen(data=tmp_path))


def test_of_two_that_start_at_once_both_take_the_key_of_the_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bestand, link = tmp_path / "sleutel", os.link

    def na_de_ander(van: str, naar: Path) -> None:
        naar.write_bytes(b"van de ander")
        link(van, naar)

    monkeypatch.setattr(os, "link", na_de_ander)
    assert not maak_bestand(bestand, b"de mijne")
    assert bestand.read_bytes() == b"van de ander"
    assert list(tmp_path.iterdir()) == [bestand]


@pytest.mark.parametrize("kapot", [None, "wmo325.xsd"])
def test_a_folder_without_usable_schemas_is_refused_at_the_start(tmp_path: Path, kapot: str | None) -> None:
    eigen = tmp_path / "schemas"
    shutil.copytree(SCHEMAS, eigen)
    instellingen = Instellingen(data=tmp_path, schemas=eigen)
    if kapot is None:
        maak_app(instellingen).state.databank.sluit()
        return
    (eigen / kapot).write_text("<schema/>")
    with pytest.raises(WmoFout, match=f"^WMO_SCHEMAS: .*{kapot}: dit schema is niet te lezen"):
        maak_app(instellingen)


@pytest.mark.parametrize("publiek", [" ", "a\nb", "\u202eurn:wmo", "-"])
def test_an_audience_is_text_that_a_token_can_name(monkeypatch: pytest.MonkeyPatch, publiek: str) -> None:
    zet(monkeypatch, PUBLIEK=publiek)
    with pytest.raises(ValidationError, match="een publiek dat iets zegt"):
        Instellingen()


@pytest.mark.parametrize("naam", ["wat?mode=memory&uri=true", "100%41", "a%00b", "a#b é"])
def test_the_data_folder_is_taken_as_it_is_called(tmp_path: Path, naam: str) -> None:
    open_databank(Instellingen(data=tmp_path / naam)).sluit()
    assert (tmp_path / naam / "wmo.sqlite").is_file()


@pytest.mark.parametrize(
    "adres",
    [
        "sqlite:///",
        "sqlite:///:memory:",
        "sqlite:///%00",
        "sqlite:///a?b",
        "sqlite:///file:x?mode=memory&uri=true",
        "sqlite:///" + "x" * 5000,
    ],
)
@pytest.mark.parametrize("maak", [True, False])
def test_an_address_of_no_file_is_refused_in_a_sentence(tmp_path: Path, adres: str, maak: bool) -> None:
    instellingen = Instellingen(data=tmp_path, database_url=SecretStr(adres))
    with pytest.raises(WmoFout, match=r"WMO_DATABASE_URL is geen adres|database is niet te vinden"):
        open_databank(instellingen, maak=maak)


def hoort_niet(tmp_path: Path, soort: str) -> Path:
    """A path at which there is no file to read."""
    pad = tmp_path / "pad"
    match soort:
        case "folder":
            pad.mkdir()
        case "pipe":
            os.mkfifo(pad)
        case "device":
            pad.symlink_to("/dev/zero")
        case "too large":
            pad.write_bytes(b" " * 2_000_000)
        case "no text":
            pad.write_bytes(b"\xff")
        case "long name":
            pad = Path("x" * 5000)
        case "odd name":
            pad = Path("/\udcff")
    return pad


SOORTEN = ("absent", "folder", "pipe", "device", "too large", "no text", "long name", "odd name")


@pytest.mark.parametrize("soort", SOORTEN)
def test_a_house_style_that_cannot_be_read_is_refused_in_a_sentence(tmp_path: Path, soort: str) -> None:
    with pytest.raises(WmoFout, match="WMO_HUISSTIJL"):
        maak_app(Instellingen(data=tmp_path / "data", huisstijl=hoort_niet(tmp_path, soort)))


@pytest.mark.parametrize("naam", ["profielen", "gelijkgestelde_dagen", "schemas"])
@pytest.mark.parametrize("soort", [soort for soort in SOORTEN if soort != "folder"])
def test_what_cannot_be_read_is_refused_in_a_sentence(tmp_path: Path, naam: str, soort: str) -> None:
    with pytest.raises(WmoFout, match=r"klopt niet|WMO_SCHEMAS"):
        maak_app(Instellingen(data=tmp_path / "data", **{naam: hoort_niet(tmp_path, soort)}))  # type: ignore[arg-type]
