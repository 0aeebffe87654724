"""A process that is killed (SIGKILL) leaves all of a change or nothing, and no change without its record.

Each moment is that of a real process on a real database, and the processes after it find their way. The same
request under the same key is then done once, whatever of it was done before.
"""

import json
import os
import re
import signal
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count, islice
from pathlib import Path
from time import monotonic, sleep
from typing import Any

import httpx2
import pytest
from sqlalchemy import func, inspect, select, update

from app.domain.waarden import voldoet_aan_elfproef
from app.istandaard import codec
from app.istandaard.berichten.wmo323 import Client
from app.opslag.motoren import maak_motor
from app.opslag.tabellen import berichtontvangst, keten, ketengegeven, metadata, verwerking, zegel
from app.processen.keten.beurtgang import VERLATEN
from tests.bedrijf.conftest import CLIENT, aantallen, lees
from tests.conftest import eigen_postgres, op_postgresql
from tests.istandaard.regels.bouw_declaratie import een_323, prestatie
from tests.istandaard.regels.bouw_levering import een_305, start
from tests.server import Proces, omgeving

pytestmark = [pytest.mark.beide, pytest.mark.alles]

NIETS = {"client": 0, "antwoord": 0, "verwerking": 0}
ALLES = {"client": 1, "antwoord": 1, "verwerking": 1}


class Moeder:
    """Starts processes of `wmo` that are killed at a moment."""

    def __init__(self) -> None:
        self._proces = Proces([sys.executable, "-m", "tests.bedrijf.sterven"], omgeving())

    def laat(self, instellingen: dict[str, str], moment: str, *argumenten: str) -> None:
        """Let a process begin that dies at this moment."""
        self._proces.zeg(json.dumps([moment, argumenten, instellingen]))

    def einde(self) -> int:
        """How the process ended, once it has: the exit status, or a signal as a negative number."""
        return int(self._proces.hoor())

    def serveer(self, instellingen: dict[str, str], moment: str) -> str:
        """Let a server begin; its address."""
        self.laat(instellingen, moment, "serve", "--port", "0")
        (adres,) = re.findall(r"http://\S+", self._proces.wacht_op("listening on ")["message"])
        self.pid = int(re.findall(r"\d+", self._proces.wacht_op("Started server process")["message"])[0])
        return str(adres)

    def stop(self) -> int:
        """Ask the server to stop; how it ended."""
        os.kill(self.pid, signal.SIGTERM)
        return self.einde()

    def sluit(self) -> None:
        self._proces.vraag_te_stoppen()
        self._proces.einde()


@pytest.fixture(scope="module")
def moeder() -> Iterator[Moeder]:
    moeder = Moeder()
    yield moeder
    moeder.sluit()


MOMENTEN = {
    "voor BEGIN": [NIETS],
    "na INSERT INTO antwoord": [NIETS],
    "na INSERT INTO client": [NIETS],
    "na UPDATE antwoord": [NIETS],
    "na INSERT INTO verwerking": [NIETS],
    "in COMMIT": [NIETS, ALLES],
    "na COMMIT": [ALLES],
    "in het antwoord": [ALLES],
}
"""When the server dies, and what may be left then."""


@dataclass
class Geval:
    """A request that somebody got no answer to, and did again when there was a server again."""

    verzoek: dict[str, Any]
    einde: int
    over: dict[str, int]
    antwoorden: list[httpx2.Response] = field(default_factory=list)


@pytest.fixture(scope="module")
def gevallen(
    gedeelde_url: str,
    moeder: Moeder,
    installatie: Callable[[str], dict[str, str]],
    bel: Callable[[str], httpx2.Client],
) -> dict[str, Geval]:
    """A server that dies for each moment, and then one that lives."""
    instellingen, gevallen, stand = installatie(gedeelde_url), {}, aantallen(gedeelde_url)
    for moment, bsn in zip(MOMENTEN, filter(voldoet_aan_elfproef, map(str, count(700000000))), strict=False):
        naam = {"achternaam": moment}  # nobody is registered who may be there already
        verzoek = {"json": CLIENT | {"bsn": bsn, "naam": naam}, "headers": {"Idempotency-Key": bsn}}
        with (
            bel(moeder.serveer(instellingen, moment)) as http,
            pytest.raises((httpx2.RemoteProtocolError, httpx2.ReadError)),
        ):
            http.post("/v1/clienten", **verzoek)
        einde, vorige, stand = moeder.einde(), stand, aantallen(gedeelde_url)
        gevallen[moment] = Geval(verzoek, einde, {naam: stand[naam] - vorige[naam] for naam in stand})
    with bel(moeder.serveer(instellingen, "nooit")) as http:
        for geval in gevallen.values():
            geval.antwoorden = [http.post("/v1/clienten", **geval.verzoek) for _ in range(2)]
    assert moeder.stop() == 0
    return gevallen


@pytest.mark.parametrize("moment", MOMENTEN)
def test_a_server_that_dies_leaves_all_of_a_request_or_nothing(
    gevallen: dict[str, Geval], moment: str
) -> None:
    assert gevallen[moment].einde in (-signal.SIGKILL, -signal.SIGXFSZ)
    assert gevallen[moment].over in MOMENTEN[moment]


@pytest.mark.parametrize("moment", MOMENTEN)
def test_the_same_request_under_the_same_key_is_then_done_once(
    gevallen: dict[str, Geval], gedeelde_url: str, moment: str
) -> None:
    eerste, tweede = gevallen[moment].antwoorden
    assert (eerste.status_code, tweede.status_code) == (201, 201)
    assert ("Idempotent-Replayed" in eerste.headers) == (gevallen[moment].over == ALLES)
    assert eerste.content == tweede.content
    assert aantallen(gedeelde_url)["client"] == aantallen(gedeelde_url)["antwoord"] == len(MOMENTEN)
    gemaakt = (verwerking.c.object_id == eerste.json()["id"], verwerking.c.actie == "maken")
    assert lees(gedeelde_url, select(func.count()).where(*gemaakt))[0] == 1


def test_a_sealer_that_dies_leaves_no_half_seal_and_the_next_one_goes_on(
    gevallen: dict[str, Geval],
    gedeelde_url: str,
    moeder: Moeder,
    installatie: Callable[[str], dict[str, str]],
) -> None:
    instellingen = installatie(gedeelde_url)
    moeder.laat(instellingen, "na INSERT INTO zegelregel", "zegel")
    assert moeder.einde() == -signal.SIGKILL
    assert lees(gedeelde_url, select(func.count()).select_from(zegel))[0] == 0
    for opdracht in ("zegel", "controleer-logboek"):
        moeder.laat(instellingen, "nooit", opdracht)
        assert moeder.einde() == 0
    assert lees(gedeelde_url, select(func.sum(zegel.c.aantal)))[0] == aantallen(gedeelde_url)["verwerking"]


@pytest.fixture
def lege_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A database without tables."""
    if op_postgresql(request):
        with eigen_postgres(request.getfixturevalue("postgres"), "template0") as url:
            yield url
    else:
        yield f"sqlite:///{tmp_path / 'wmo.db'}"


def test_a_migrator_that_dies_between_two_migrations_leaves_none_and_the_next_one_makes_all(
    lege_url: str, moeder: Moeder, installatie: Callable[[str], dict[str, str]]
) -> None:
    moeder.laat(installatie(lege_url), "na UPDATE alembic_version", "migreer")
    assert moeder.einde() == -signal.SIGKILL
    motor = maak_motor(lege_url)
    assert inspect(motor).get_table_names() == []
    moeder.laat(installatie(lege_url), "nooit", "migreer")
    assert moeder.einde() == 0
    assert set(inspect(motor).get_table_names()) >= set(metadata.tables)
    motor.dispose()


MOMENTEN_VAN_ONTVANGST = {
    "na INSERT INTO berichtontvangst": None,
    "na COMMIT": "ontvangen",
    "na INSERT INTO keten": "ontvangen",
    "na UPDATE berichtontvangst": "ontvangen",
}
"""When a server dies that takes in a message, and how the message stands then; None where it is not kept."""


@pytest.mark.parametrize("moment", MOMENTEN_VAN_ONTVANGST)
def test_a_message_that_was_kept_is_judged_when_the_server_starts_again(
    databank_url: str,
    moment: str,
    moeder: Moeder,
    installatie: Callable[[str], dict[str, str]],
    bel: Callable[[str], httpx2.Client],
) -> None:
    instellingen, status = installatie(databank_url), MOMENTEN_VAN_ONTVANGST[moment]
    verzoek = {"content": codec.schrijf(een_305(start())), "headers": {"Content-Type": "application/xml"}}
    with (
        bel(moeder.serveer(instellingen, moment)) as http,
        pytest.raises((httpx2.RemoteProtocolError, httpx2.ReadError)),
    ):
        http.post("/v1/berichten/ontvangsten", **verzoek)
    assert moeder.einde() == -signal.SIGKILL
    over = select(func.count(), func.max(berichtontvangst.c.status))
    assert tuple(lees(databank_url, over)) == (int(status is not None), status)
    if moment == "na COMMIT":
        moeder.serveer(instellingen, "na INSERT INTO keten")
        assert moeder.einde() == -signal.SIGKILL  # it judged what the one before it left
        assert tuple(lees(databank_url, over)) == (1, status)
    with bel(moeder.serveer(instellingen, "nooit")) as http:
        einde = monotonic() + 20
        while status and tuple(lees(databank_url, over))[1] == status and monotonic() < einde:
            sleep(0.05)
        assert tuple(lees(databank_url, over))[1] == (status and "afgekeurd")
        assert http.post("/v1/berichten/ontvangsten", **verzoek).json()["status"] == "afgekeurd"
    assert moeder.stop() == 0
    assert tuple(lees(databank_url, over)) == (1, "afgekeurd")


GROOT = een_323(
    clienten=tuple(
        Client(bsn=bsn, prestaties=tuple(prestatie(f"{bsn}-{n}", toewijzing=n) for n in range(60)))
        for bsn in islice(filter(voldoet_aan_elfproef, map(str, count(700000000))), 20)
    )
)
"""More lines than are judged at once, in three parts; nothing is allocated to any of these clients."""
MOMENTEN_VAN_DELEN = (
    "na UPDATE keten SET beurt",
    "na INSERT INTO ketensleutel",
    "na UPDATE berichtontvangst",
)
"""When a server dies that judges a large declaration: it takes the turn, adds the first lines, or ends."""


@pytest.mark.parametrize("moment", MOMENTEN_VAN_DELEN)
def test_a_large_declaration_is_judged_from_the_beginning_when_the_server_starts_again(
    databank_url: str,
    moment: str,
    moeder: Moeder,
    installatie: Callable[[str], dict[str, str]],
    bel: Callable[[str], httpx2.Client],
) -> None:
    instellingen = installatie(databank_url)
    verzoek = {"content": codec.schrijf(GROOT), "headers": {"Content-Type": "application/xml"}}
    with bel(moeder.serveer(instellingen, moment)) as http:
        assert http.post("/v1/berichten/ontvangsten", **verzoek).status_code == 202
    assert moeder.einde() == -signal.SIGKILL
    status = select(berichtontvangst.c.status)
    assert tuple(lees(databank_url, status)) == ("ontvangen",)
    laat_verstrijken(databank_url)
    moeder.serveer(instellingen, "nooit")
    einde = monotonic() + 40
    while tuple(lees(databank_url, status)) == ("ontvangen",) and monotonic() < einde:
        sleep(0.1)
    assert moeder.stop() == 0
    assert tuple(lees(databank_url, status)) == ("deels",)
    regels = select(func.count()).where(ketengegeven.c.soort == "Declaratieregel")
    assert tuple(lees(databank_url, regels)) == (1200,)
    assert tuple(lees(databank_url, select(func.count(keten.c.beurt)))) == (0,)


def laat_verstrijken(url: str) -> None:
    """Let it be so long since the last part of a declaration that another may take it over."""
    motor = maak_motor(url)
    with motor.begin() as verbinding:
        lang_geleden = datetime.now(UTC) - VERLATEN
        verbinding.execute(update(keten).where(keten.c.beurt.is_not(None)).values(beurt_op=lang_geleden))
    motor.dispose()
