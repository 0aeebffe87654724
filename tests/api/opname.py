"""A recording: the whole process over HTTP, with every operation, and what was sent each time.

Each step keeps who took it, what went over the line, and the database just before, so that a test can
take the same step again in another way: as somebody else, or with one field changed.
"""

import json
import re
import shutil
from calendar import monthrange
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any
from uuid import UUID

from fastapi.testclient import TestClient
from httpx2 import Response
from psycopg import sql
from sqlalchemy import URL, Dialect, event, make_url

from app.api.kader.lokale_uitgever import LokaleUitgever
from app.api.routers import ROUTERS
from app.api.scopes import SCOPES
from app.domain.partijen import Rol
from app.domain.werkstand import ONBEKEND, Rekenwijze
from app.istandaard import codec
from app.opslag import Databank, Opslag, Sleutels, Verwerker
from tests.api import spoed
from tests.api.verhaal import AGB, Aanbieder, Gemeente, Json, plan_pad, tot_vastgesteld
from tests.bellen import bel_aan
from tests.bouw import verwerker
from tests.conftest import beheer, zonder_schijf
from tests.istandaard.regels.bouw import omvang, product
from tests.istandaard.regels.bouw_declaratie import een_323, prestatie
from tests.istandaard.regels.bouw_verzoek import (
    aangevraagd_product,
    een_315,
)
from tests.istandaard.test_zip import zip_van

ROERMOND, HEUSDEN, ELDERS = "0957", "0797", "1641"
"""Two municipalities of the story, and one that has no part in it."""
ANDER_AGB, VREEMD_AGB = "41410002", "41410003"
"""Another provider of the story, and one that no municipality knows."""

_MALLEN = [
    (methode, re.compile(re.sub(r"\{[^}]+\}", "[^/]+", route.path)), route.name)
    for router in ROUTERS
    for route in router.routes
    for methode in route.methods
]
OPERATIES = sorted(naam for _, _, naam in _MALLEN)
"""The operationId of every operation there is."""


@dataclass(frozen=True)
class Wie:
    """A worker of one organisation; nobody at all without a role."""

    code: str = ""
    rol: Rol | None = None
    medewerker: str = "medewerker-1"

    @property
    def is_aanbieder(self) -> bool:
        return self.rol is Rol.AANBIEDER


@dataclass(frozen=True)
class Stap:
    """One request that succeeded, with the database as it was before."""

    operatie: str
    wie: Wie
    methode: str
    pad: str
    inhoud: bytes
    koppen: dict[str, str]
    nu: datetime
    databank: str
    status: int
    antwoord: bytes

    @property
    def json(self) -> Any:
        """The body that was sent."""
        return json.loads(self.inhoud)


class Terugdraaiend(Databank):
    """A database in which nothing stays: what would have been committed is counted and undone."""

    voltooid = 0
    """Transactions until now."""

    @contextmanager
    def transactie(
        self, verwerker: Verwerker, rekenwijze: Rekenwijze = ONBEKEND, *, alleen_lezen: bool = False
    ) -> Iterator[Opslag]:
        try:
            with super().transactie(verwerker, rekenwijze, alleen_lezen=alleen_lezen) as opslag:
                yield opslag
                raise _Terug
        except _Terug:
            self.voltooid += 1


class _Terug(Exception):
    pass


@dataclass
class Opname:
    """The running app, and what was recorded with it."""

    lopend: TestClient
    uitgever: LokaleUitgever
    sleutels: Sleutels
    url: str
    kopieer: Callable[[str], str]
    klok: Any
    vervorm: Callable[[str, Any], Any] = lambda operatie, inhoud: inhoud
    """Changes a body before it is sent."""
    stappen: dict[str, Stap] = field(default_factory=dict)
    """The first time that each operation was done; by a provider rather than by a municipality."""
    _stand: str = ""

    def __post_init__(self) -> None:
        self._tokens: dict[Wie, str] = {}
        self._databanken: dict[type[Databank], Databank] = {}
        self._waar = make_url("sqlite://")
        self._http = bel_aan(self.lopend, meld=False)

    def als(self, wie: Wie) -> "Opnemer":
        return Opnemer(self, wie)

    def gemeente(self, code: str, rol: Rol = Rol.TOEGANG) -> "Opnemer":
        return self.als(Wie(code, rol))

    def aanbieder(self, agb: str) -> "Opnemer":
        return self.als(Wie(agb, Rol.AANBIEDER))

    def token(self, wie: Wie) -> str:
        if wie not in self._tokens:
            organisatie = {"agb" if wie.is_aanbieder else "gemeente": wie.code}
            assert wie.rol is not None
            self._tokens[wie] = self.uitgever.maak_token(
                publiek=self.lopend.app.state.publiek,
                rol=wie.rol,
                medewerker=wie.medewerker,
                scopes=SCOPES,
                **organisatie,
            )
        return self._tokens[wie]

    @contextmanager
    def op(self, url: str, soort: type[Databank] = Databank) -> Iterator[Databank]:
        """Work on this database for a while; a kind of Databank compiles its statements once for all."""
        if soort not in self._databanken:
            self._databanken[soort] = zonder_schijf(soort(url, self.sleutels))
            for motor in self._databanken[soort].motoren:
                event.listen(motor, "do_connect", self._leid_om)
        staat = self.lopend.app.state
        vorige, daar = staat.databank, self._waar
        staat.databank, self._waar = self._databanken[soort], make_url(url)
        yield staat.databank
        staat.databank.sluit()
        staat.databank, self._waar = vorige, daar

    def _leid_om(self, dialect: Dialect, _: object, args: list[Any], parameters: dict[str, Any]) -> None:
        """Connect to the database that is worked on."""
        args[:], anders = dialect.create_connect_args(self._waar)
        parameters |= anders

    def stuur(
        self,
        wie: Wie,
        methode: str,
        pad: str,
        inhoud: bytes = b"",
        koppen: Mapping[str, str] | None = None,
        nu: datetime | None = None,
    ) -> Response:
        """Send this, as this worker, at this time."""
        koppen = dict(koppen or {})
        if wie.rol is not None:
            koppen["Authorization"] = f"Bearer {self.token(wie)}"
        if nu is not None:
            self.klok.nu = nu
        self.lopend.app.state.klok = self.klok
        return self._http.request(methode, pad, content=inhoud, headers=koppen)

    def neem_op(self, wie: Wie, methode: str, pad: str, inhoud: Any, koppen: dict[str, str]) -> Response:
        """Send this, and keep it when it succeeds."""
        pad = f"/v1{pad}"
        operatie = next(
            naam for m, mal, naam in _MALLEN if m == methode and mal.fullmatch(pad.partition("?")[0])
        )
        ruw = b""
        if isinstance(inhoud, bytes):
            soort = "zip" if inhoud.startswith(b"PK") else "xml"
            ruw, koppen = inhoud, koppen | {"Content-Type": f"application/{soort}"}
        elif inhoud is not None:
            ruw = json.dumps(self.vervorm(operatie, inhoud)).encode()
            koppen = koppen | {"Content-Type": "application/json"}
        eerder = self.stappen.get(operatie)
        nieuw = eerder is None or (wie.is_aanbieder and not eerder.wie.is_aanbieder)
        if nieuw and not self._stand:
            self.lopend.app.state.databank.sluit()
            self._stand = self.kopieer(self.url)
        stand, nu = self._stand, self.klok.nu
        antwoord = self.stuur(wie, methode, pad, ruw, koppen)
        if nieuw and antwoord.is_success:
            status, inhoud = antwoord.status_code, antwoord.content
            self.stappen[operatie] = Stap(operatie, wie, methode, pad, ruw, koppen, nu, stand, status, inhoud)
        if methode != "GET":
            self._stand = ""
        return antwoord


@dataclass(frozen=True)
class Opnemer:
    """What the sides of the story call with, in place of a client."""

    opname: Opname
    wie: Wie

    def request(self, methode: str, pad: str, *, json: Any = None, headers: dict[str, str] = {}) -> Response:  # noqa: B006
        return self.opname.neem_op(self.wie, methode, pad.removeprefix("/v1"), json, dict(headers))


def kopieer_sqlite(folder: Path) -> Callable[[str], str]:
    """Copy a database file of which every connection is closed."""
    nummer = count()

    def kopieer(url: str) -> str:
        naar = folder / f"stand-{next(nummer)}.db"
        return f"sqlite:///{shutil.copy(url.removeprefix('sqlite:///'), naar)}"

    return kopieer


def kopieer_postgres(server: URL) -> Callable[[str], str]:
    """Copy a database to which nobody is connected."""

    def kopieer(url: str) -> str:
        bron = make_url(url).database
        naar = f"{bron}_{next(_nummer)}"
        maak = sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY FILE_COPY")
        beheer(server, maak.format(sql.Identifier(naar), sql.Identifier(bron or "")))
        return server.set(database=naar).render_as_string(hide_password=False)

    return kopieer


_nummer = count()


@dataclass(frozen=True)
class Zaken:
    """What the story leaves behind that tests look at."""

    concept: Json
    geweigerd: Json
    ingetrokken: Json
    vastgesteld: Json


def neem_alles_op(opname: Opname) -> Zaken:
    """Every operation at least once, in both regions."""
    roermond = Gemeente(opname.gemeente, opname.klok, ROERMOND)
    heusden = Gemeente(opname.gemeente, opname.klok, HEUSDEN)
    linde, brug = (
        Aanbieder(opname.aanbieder, opname.klok),
        Aanbieder(opname.aanbieder, opname.klok, ANDER_AGB),
    )
    _koop_in(roermond, linde)
    for gemeente in (roermond, heusden):
        gemeente.contracteer(ANDER_AGB)
    heusden.contracteer()
    _naslaan(roermond)
    client, melding = _meld(roermond)
    zaak = _onderzoek(roermond, melding)
    plan = _plan(roermond, linde, zaak)
    concept, geweigerd, ingetrokken = _andere_plannen(roermond, brug, zaak)
    aanvraag = _vraag_aan(roermond, zaak)
    _besluit(roermond, linde, zaak, aanvraag)
    _zet_om(roermond, opname.klok)
    _zie_af(roermond)
    _vernietig(roermond, client)
    _heusden(heusden, linde)
    collega = Gemeente(lambda code, rol: opname.als(Wie(code, rol, "medewerker-2")), opname.klok, ROERMOND)
    _eindig(opname, roermond, _bezwaar(roermond, collega, linde))
    _feiten(opname, roermond, client)
    _maand(linde, roermond.code, client)
    for lijst in ("meldingen", "onderzoeken", "plannen-van-aanpak", "ondersteuningsplannen", "aanvragen"):
        roermond.lees(f"/{lijst}")
    roermond.lees("/werkvoorraad")
    roermond.stap(plan_pad(plan), "/beeindigingen", {"reden": "Het doel is bereikt."})
    return Zaken(concept, geweigerd, ingetrokken, plan)


def _koop_in(gemeente: Gemeente, aanbieder: Aanbieder) -> None:
    gemeente.contracteer(intensiteiten=("licht", "midden"))
    gemeente.lees(f"/briefgegevens/{gemeente.lees('/briefgegevens')[0]['id']}")
    nieuw = {"naam": "De Linde", "zorgmail": "linde@zorgmail.example.nl"}
    gemeente.stap(f"/aanbieders/{AGB}", "", nieuw, methode="PUT", rol=Rol.ADMINISTRATIE)
    for lijst in ("/aanbieders", "/producten", "/contracten"):
        aanbieder.lees(lijst)
    aanbieder.lees(f"/contracten/{aanbieder.lees('/contracten')[0]['id']}")
    aanbieder.lees(f"/aanbieders/{AGB}?gemeente={gemeente.code}")
    aanbieder.lees(f"/producten/01/01H01?gemeente={gemeente.code}")
    (contract,) = [c for c in gemeente.lees("/contracten") if c["code"] == "01H02"]
    contract_pad, product_pad = f"/contracten/{contract['id']}", "/producten/01/01H02"
    tarief = {"vanaf": "2027-01-01", "tarief": 4000, "reden": "Indexering."}
    gemeente.stap(contract_pad, "/tarieven", tarief, rol=Rol.ADMINISTRATIE)
    naam = {"omschrijving": "Hulp thuis", "eenheden": ["04"], "vanaf": "2027-01-01", "reden": "Andere naam."}
    gemeente.stap(product_pad, "", naam, methode="PUT", rol=Rol.ADMINISTRATIE)
    einde = {"einddatum": "2031-12-31", "reden": "Het contract loopt af."}
    for pad in (contract_pad, product_pad):
        gemeente.stap(pad, "/beeindigingen", einde, rol=Rol.ADMINISTRATIE)


def _zet_om(gemeente: Gemeente, klok: Any) -> None:
    administratie = Rol.ADMINISTRATIE
    product = {"categorie": "01", "code": "01H09", "omschrijving": "Hulp thuis", "eenheden": ["04"]}
    gemeente.doe("POST", "/producten", product, rol=administratie)
    contract = {"aanbieder": AGB, "categorie": "01", "code": "01H09", "eenheid": "04", "tarief": 3400}
    vanaf = {"periode": {"begindatum": "2026-01-01"}}
    gemeente.doe("POST", "/contracten", contract | vanaf, rol=administratie)
    besluit = gemeente.maak_bekend(gemeente.neem_besluit(spoed.ontwerp(gemeente)))
    klok.verzet(minutes=1)  # it changes what was announced before it
    omzetting = {
        "soort": "contractwijziging",
        "per": "2027-01-01",
        "van": {"categorie": "01", "productcode": "01H01"},
        "naar": {"categorie": "01", "productcode": "01H09"},
        "toelichting": "Nieuwe productcodes.",
    }
    vast = gemeente.doe("POST", "/omzettingen", omzetting, rol=administratie)
    pad = f"/omzettingen/{vast['id']}"
    gemeente.lees(f"{pad}/proefrun", rol=administratie)
    gemeente.doe("POST", f"{pad}/uitvoeringen", {"clientId": besluit["clientId"]}, rol=administratie)
    (uitvoering,) = gemeente.lees(f"{pad}/uitvoeringen")
    gemeente.probeer("GET", f"{pad}/uitvoeringen/{uitvoering['id']}/brief")
    gemeente.lees("/omzettingen")
    gemeente.stap(pad, "/intrekkingen", {"reden": "De rest volgt later."}, rol=administratie)


def _naslaan(gemeente: Gemeente) -> None:
    for lijst, sleutel in (("regels", "code"), ("codelijsten", "id"), ("problemen", "soort")):
        gemeente.lees(f"/{lijst}/{gemeente.lees(f'/{lijst}')[0][sleutel]}")
    profiel = gemeente.profiel
    gemeente.lees(f"/regioprofielen/{profiel['code']}/{profiel['versie']}")


def _meld(gemeente: Gemeente) -> tuple[Json, Json]:
    client = gemeente.leg_client_vast(
        relaties=[
            {
                "nummer": "1",
                "soort": "16",
                "volgorde": 1,
                "geslacht": "1",
                "naam": {"achternaam": "Jansen"},
                "contact": {
                    "soort": "03",
                    "postcode": "6041EM",
                    "huisnummer": 12,
                    "landcode": "NL",
                    "telefoonnummers": ["0475123456"],
                },
                "geboortedatum": {"datum": "1980-01-01", "gebruik": "2"},
            }
        ]
    )
    pad = f"/clienten/{client['id']}"
    invoer = {naam: waarde for naam, waarde in client.items() if naam != "id"}
    gemeente.stap(pad, "", invoer, methode="PUT")
    gemeente.lees("/clienten")
    gemeente.doe("POST", "/clienten/zoekopdrachten", {"bsn": client["bsn"]})
    persoon = {"achternaam": "Jansen", "geboortedatum": client["geboortedatum"]["datum"]}
    gemeente.doe("POST", "/clienten/naamzoekopdrachten", persoon)
    melding = gemeente.neem_melding_aan(client)
    gemeente.bevestig_melding(melding)
    gemeente.stap(f"/meldingen/{melding['id']}", "/persoonlijke-plannen", {"datum": gemeente.over()})
    gemeente.stap(f"/meldingen/{melding['id']}", "/toedelingen", {"behandelaar": "medewerker-2"})
    reden = {"reden": "Er loopt hoger beroep.", "einddatum": gemeente.over(days=6000)}
    redenen = f"/meldingen/{melding['id']}/bewaarredenen"
    gemaakt = gemeente.doe("POST", redenen, reden)
    einde = {"vanaf": gemeente.over(days=5900), "reden": "Het hoger beroep is ingetrokken."}
    gemeente.doe("POST", f"{redenen}/{gemaakt['id']}/beeindigingen", einde)
    gemeente.lees(redenen)
    return client, melding


def _onderzoek(gemeente: Gemeente, melding: Json) -> Json:
    onderzoek = gemeente.start_onderzoek(melding)
    punten = gemeente.verantwoording()["punten"]
    later = [punt for punt in punten if punt["onderwerp"] == "eigen_kracht"]
    eerst = [punt for punt in punten if punt not in later]
    gemeente.werk_onderzoek_bij(onderzoek, verantwoording={"punten": eerst})
    gemeente.rond_onderzoek_af(onderzoek)
    pad = f"/onderzoeken/{onderzoek['id']}"
    assert gemeente.lees(f"{pad}/bevindingen")
    rest = {
        "punten": later,
        "pgbBesprokenDatum": gemeente.over(),
        "mantelzorgerGewezenDatum": gemeente.over(),
        "persoonlijkPlanBetrokken": "Samen doorgenomen.",
    }
    gemeente.stap(pad, "/aanvullingen", rest)
    plan_van_aanpak = gemeente.maak_plan_van_aanpak(onderzoek)
    zaak = gemeente.herzie_plan_van_aanpak(plan_van_aanpak)
    notitie = gemeente.rapporteer(melding["id"], soort="gespreksverslag")
    gemeente.lees(f"/rapportages/{notitie['id']}")
    gemeente.lees("/rapportages")
    return zaak


def _plan(gemeente: Gemeente, aanbieder: Aanbieder, zaak: Json) -> Json:
    plan = gemeente.stel_plan_op(zaak)
    pad = plan_pad(plan)
    gemeente.stap(pad, "", {"casus": "Na een heupoperatie lukt zwaar werk niet."}, methode="PUT")
    gemeente.vraag_uit(plan)
    aanbieder.bevestig_ontvangst(plan)
    aanbieder.lees("/werkvoorraad/plannen")
    termijn = {"verwachteDatum": gemeente.over(days=20), "reden": "De cliënt ligt in het ziekenhuis."}
    aanbieder.stap(pad, "/termijnmeldingen", termijn)
    aanvullend = {
        "product": {"categorie": "01", "code": "01H01"},
        "aantal": 2,
        "eenheid": "84",
        "frequentie": "2",
        "begindatum": gemeente.over(days=30),
        "einddatum": gemeente.over(days=394),
        "toelichting": "Heen en terug.",
    }
    aanbieder.verbeter_plan(plan, aanvullend=[aanvullend])
    gemeente.leg_terug(plan)
    aanbieder.verbeter_plan(plan)
    aanbieder.lees(f"{pad}/bevindingen")
    aanbieder.lees("/ondersteuningsplannen")
    beoordeling = gemeente.beoordeel(plan)
    for lijst in ("versies", "beoordelingen", "gedeelde-onderdelen"):
        aanbieder.lees(f"{pad}/{lijst}")
    aanbieder.lees(f"{pad}/versies/1")
    aanbieder.lees(f"{pad}/beoordelingen/{beoordeling['id']}")
    aanbieder.onderteken(plan, "aanbieder")
    alternatief = {
        "versie": 2,
        "reden": "De cliënt kan niet schrijven.",
        "andereWijze": "Besproken met de mentor.",
        "datum": gemeente.over(),
    }
    aanbieder.stap(pad, "/ondertekeningsalternatieven", alternatief)
    afschrift = aanbieder.geef_afschrift(plan)
    aanbieder.lees(f"{pad}/afschriften")
    aanbieder.lees(f"{pad}/afschriften/{afschrift['id']}")
    for document in (f"{pad}/afschriften/{afschrift['id']}/document", f"{pad}/document"):
        assert aanbieder.probeer("GET", document).is_success
    aanbieder.stel_vast(plan)
    return plan


def _andere_plannen(gemeente: Gemeente, aanbieder: Aanbieder, zaak: Json) -> tuple[Json, Json, Json]:
    geweigerd = gemeente.vraag_plan(zaak, aanbieder.agb)
    aanbieder.bevestig_ontvangst(geweigerd)
    aanbieder.weiger(geweigerd)
    ingetrokken = gemeente.vraag_plan(zaak, aanbieder.agb)
    aanbieder.bevestig_ontvangst(ingetrokken)
    gemeente.trek_in(ingetrokken)
    return gemeente.stel_plan_op(zaak, aanbieder.agb), geweigerd, ingetrokken


def _vraag_aan(gemeente: Gemeente, zaak: Json) -> Json:
    gemeente.onderteken_plan_van_aanpak(zaak)
    aanvraag = gemeente.neem_aanvraag_in(zaak, elektronisch=True)
    pad = f"/aanvragen/{aanvraag['id']}"
    gemeente.stap(pad, "/ontvangstbevestigingen", {"datum": gemeente.over()})
    gemeente.stap(
        pad,
        "/opschortingen",
        {
            "begindatum": gemeente.over(),
            "hersteltermijnEinddatum": gemeente.over(days=7),
            "reden": "Een gegeven ontbreekt.",
        },
    )
    gemeente.stap(pad, "/hervattingen", {"datum": gemeente.over()})
    verlenging = {"datum": gemeente.over(), "nieuweDatum": gemeente.over(days=28), "reden": "Advies volgt."}
    gemeente.stap(pad, "/verlengingen", verlenging)
    gemeente.stap(pad, "/ingebrekestellingen", {"datum": gemeente.over()})
    return aanvraag


def _besluit(gemeente: Gemeente, aanbieder: Aanbieder, zaak: Json, aanvraag: Json) -> None:
    als_besluit: dict[str, Any] = {"rol": Rol.BESLUIT}
    voorstel = gemeente.doe("POST", "/besluiten/voorstellen", {"planVanAanpakId": zaak["id"]})
    tijd = {"concreteTijd": {"aantal": 2, "eenheid": "uren"}}
    regels = [{n: w for n, w in regel.items() if n != "nummer"} | tijd for regel in voorstel["regels"]]
    ontwerp = {
        "soort": "regulier",
        "meldingId": zaak["meldingId"],
        "aanvraagId": aanvraag["id"],
        "planVanAanpakId": zaak["id"],
        "motivering": "Met hulp lukt de rest.",
    }
    volledig = ontwerp | {
        "regels": regels,
        "planversies": voorstel["planversies"],
        "afzieningen": voorstel["afzieningen"],
        "afgewezenDelen": [{"resultaten": ["R1"], "wat": "De ramen", "reden": "Dat lukt u zelf."}],
        "evaluatiedatum": gemeente.over(days=200),
    }
    ander = gemeente.doe("POST", "/besluiten", volledig, **als_besluit)
    gemeente.stap(f"/besluiten/{ander['id']}", "/intrekkingen", {"reden": "Rekenfout."}, **als_besluit)
    besluit = gemeente.doe("POST", "/besluiten", ontwerp, **als_besluit)
    pad = f"/besluiten/{besluit['id']}"
    gemeente.stap(pad, "", volledig, methode="PUT", **als_besluit)
    gemeente.lees("/besluiten")
    gemeente.lees(f"{pad}/verschillen")
    gemeente.lees(f"{pad}/gevolgen")
    gemeente.stap(pad, "/vaststellingen", **als_besluit)
    gemeente.stap(pad, "/bekendmakingen", {"datum": gemeente.over(), "wijze": "per post"}, **als_besluit)
    assert gemeente.probeer("GET", f"{pad}/document").is_success
    gevraagd = _vraag_toewijzing(gemeente, aanbieder, besluit)
    toekenning = {"besluitId": besluit["id"], "verzoekIds": [gevraagd]}
    uit = gemeente.doe("POST", "/toewijzingen", toekenning, **als_besluit)
    _bericht(gemeente, aanbieder, uit)
    evaluatie = {
        "datum": gemeente.over(),
        "wijze": "Gesprek thuis, met de dochter",
        "uitkomst": "voortzetten",
        "toelichting": "De hulp helpt, en blijft nodig.",
        "volgendeDatum": gemeente.over(days=300),
    }
    gemeente.stap(pad, "/evaluaties", evaluatie)


def _vraag_toewijzing(gemeente: Gemeente, aanbieder: Aanbieder, besluit: Json) -> str:
    """The provider asks for what was decided; gives the id of its request."""
    regel = gemeente.lees(f"/besluiten/{besluit['id']}")["regels"][0]
    product_van, aantal = product(regel["categorie"], regel["productcode"]), regel["omvang"]
    gevraagd = aangevraagd_product(
        product=product_van,
        toewijzing_ingangsdatum=regel["periode"]["begindatum"],
        toewijzing_einddatum=regel["periode"]["einddatum"],
        omvang=omvang(*(aantal[naam] for naam in ("volume", "eenheid", "frequentie"))),
    )
    bsn = gemeente.lees(f"/clienten/{besluit['clientId']}")["bsn"]
    aanvraag = een_315(gevraagd, bsn=bsn, gemeente=gemeente.code, dagtekening=aanbieder.over())
    _stuur(aanbieder, aanvraag)
    (verzoek,) = aanbieder.lees("/verzoeken?open=true&soort=toewijzing")
    id: str = verzoek["id"]
    return id


def _stuur(aanbieder: Aanbieder, verzoek: Any) -> None:
    """The provider hands in a request, which is approved."""
    bericht = replace(verzoek, header=replace(verzoek.header, afzender=aanbieder.agb))
    ontvangst = aanbieder.doe("POST", "/berichten/ontvangsten", codec.schrijf(bericht))
    assert ontvangst["status"] == "goedgekeurd", ontvangst["bevindingen"]


def _bericht(gemeente: Gemeente, aanbieder: Aanbieder, uit: Json) -> None:
    in_dienst: dict[str, Any] = {"rol": Rol.ADMINISTRATIE}
    (bericht,), (toewijzing,) = uit["berichten"], uit["toewijzingen"]
    for status in ("verzonden", "afgekeurd"):
        gemeente.stap(f"/berichten/{bericht['id']}", "/statussen", {"status": status}, **in_dienst)
    opnieuw = {"clientId": toewijzing["clientId"], "aanbieder": toewijzing["aanbieder"]}
    bericht = gemeente.doe("POST", "/berichten", opnieuw, **in_dienst)
    for status in ("verzonden", "goedgekeurd"):
        gemeente.stap(f"/berichten/{bericht['id']}", "/statussen", {"status": status}, **in_dienst)
    xml = aanbieder.probeer("GET", f"/berichten/{bericht['id']}/xml").content
    aanbieder.doe("POST", "/validaties", xml)
    aanbieder.doe("POST", "/ketens", zip_van(("1.xml", xml)))
    ontvangst = aanbieder.doe("POST", "/berichten/ontvangsten", xml)
    aanbieder.lees("/berichten/ontvangsten")
    onleesbaar = f"/berichten/ontvangsten/{aanbieder.doe('POST', '/berichten/ontvangsten', b'<leeg')['id']}"
    aanbieder.lees("/werkvoorraad/berichten")
    for deel in ("", "/xml", "/antwoord"):
        aanbieder.probeer("GET", f"/berichten/ontvangsten/{ontvangst['id']}{deel}")
    aanbieder.stap(onleesbaar, "/afhandelingen", {"gedaan": "De afzender stuurt het opnieuw."})
    for lijst in ("/berichten", "/toewijzingen"):
        aanbieder.lees(lijst)
    aanbieder.lees(f"/toewijzingen/{toewijzing['nummer']}?gemeente={gemeente.code}")
    aanbieder.lees(f"/toewijzingen/{toewijzing['nummer']}/verloop?gemeente={gemeente.code}")
    aanbieder.lees(f"/berichten/{bericht['id']}")
    _levering(aanbieder, gemeente.code, toewijzing["nummer"])
    _verzoek(gemeente, aanbieder, toewijzing)


def _levering(aanbieder: Aanbieder, gemeente: str, nummer: int) -> None:
    """The provider begins, and tells it; somebody noted before that it would be told."""
    pad = f"/leveringen/{gemeente}/{nummer}"
    aanbieder.stap(pad, "", {"leverperiodes": [{"begindatum": aanbieder.over()}]}, methode="PUT")
    te_melden = aanbieder.lees("/werkvoorraad/berichten?soort=start_te_melden")
    gedaan = {"gedaan": "De start gaat vandaag nog uit."}
    aanbieder.doe("POST", f"/werkvoorraad/berichten/{te_melden[0]['id']}/afhandelingen", gedaan)
    aanbieder.lees(f"/leveringen/{gemeente}?teMelden=true")
    gemeld = aanbieder.doe("POST", f"/leveringen/{gemeente}/meldingen")
    assert [bericht["status"] for bericht in gemeld["berichten"]] == ["goedgekeurd"]


def _verzoek(gemeente: Gemeente, aanbieder: Aanbieder, toewijzing: Json) -> None:
    """The provider asks for the same again later, and is told that it is looked into."""
    client = gemeente.lees(f"/clienten/{toewijzing['clientId']}")
    gevraagd = {
        "soort": "nieuw",
        "categorie": toewijzing["categorie"],
        "productcode": toewijzing["productcode"],
        "begindatum": aanbieder.over(days=30),
        "einddatum": aanbieder.over(days=200),
        "omvang": toewijzing["actueel"]["omvang"],
    }
    persoon = {naam: client[naam] for naam in ("bsn", "geboortedatum", "geslacht")}
    inhoud = {
        "gemeente": gemeente.code,
        "soort": "toewijzing",
        "client": persoon | {"achternaam": client["naam"]["achternaam"]},
        "producten": [gevraagd],
    }
    (verzoek,) = aanbieder.doe("POST", "/verzoeken", inhoud)["verzoeken"]
    aanbieder.lees("/verzoeken?open=true")
    pad = f"/verzoeken/{verzoek['id']}"
    aanbieder.lees(pad)
    gemeente.stap(pad, "/antwoorden", {"antwoord": "in_onderzoek"})


def _maand(aanbieder: Aanbieder, gemeente: str, client: Json) -> None:
    """The provider keeps what it delivered last month, declares it, and shows all that it keeps."""
    nummer = aanbieder.lees(f"/toewijzingen?clientId={client['id']}")[0]["nummer"]
    maand = (aanbieder.vandaag.replace(day=1) - timedelta(days=1)).isoformat()
    maanden = f"/leveringen/{gemeente}/{nummer}/maanden"
    dagen = [{"datum": maand, "aantal": 60}]
    aanbieder.stap(f"{maanden}/{maand[:7]}", "", {"dagen": dagen}, methode="PUT")
    aanbieder.lees(maanden)
    ronde = aanbieder.doe("POST", f"/leveringen/{gemeente}/declaraties/{maand[:7]}")
    assert ronde["bericht"]["status"] == "goedgekeurd", ronde
    for pad in ("/exporten", "/exporten/document"):
        assert aanbieder.probeer("POST", pad, {"bsn": client["bsn"]}).is_success
    persoon = {"gemeente": gemeente, "bsn": client["bsn"]}
    assert aanbieder.probeer("POST", "/exporten/verwerkingen", persoon).is_success
    reden = persoon | {"reden": "Er loopt een klacht.", "einddatum": aanbieder.over(days=6000)}
    gemaakt = aanbieder.doe("POST", "/bewaarredenen", reden)
    einde = {"vanaf": aanbieder.over(days=5900), "reden": "De klacht is ingetrokken."}
    aanbieder.doe("POST", f"/bewaarredenen/{gemaakt['id']}/beeindigingen", einde)
    aanbieder.lees("/bewaarredenen")
    gevraagd = persoon | {"ontvangstdatum": aanbieder.over()}
    verzoek = aanbieder.doe("POST", "/vernietigingsverzoeken", gevraagd)
    aanbieder.lees("/vernietigingsverzoeken")
    beslissing = {"besluit": "weigeren", "motivering": "Er loopt nog hulp.", "weigergrond": "wet"}
    aanbieder.stap(f"/vernietigingsverzoeken/{verzoek['id']}", "/beslissingen", beslissing)


def _feiten(opname: Opname, gemeente: Gemeente, client: Json) -> None:
    """Months later: the client moves away, on another day, comes back, did not move, and moves after all."""
    opname.klok.nu += timedelta(days=90)
    _declareer(opname, gemeente, client)
    pad = f"/clienten/{client['id']}"
    afspraken = {
        "afspraken": [
            {
                "aanbieder": AGB,
                "datum": gemeente.over(),
                "met": "Teamleider",
                "inhoud": "De aanbieder stemt in.",
            }
        ]
    }
    verhuizing = {
        "soort": "verhuizing",
        "datum": gemeente.over(days=-10),
        "producten": [{"categorie": "01", "code": "01H01"}],
    }
    feit = f"{pad}/feiten/{gemeente.doe('POST', f'{pad}/feiten', verhuizing | afspraken)['feit']['id']}"
    reden = {"reden": "Volgens de BRP."}
    gemeente.stap(feit, "/verplaatsingen", {"datum": gemeente.over(days=-20)} | reden | afspraken)
    gemeente.stap(feit, "/terugkeren", {"datum": gemeente.over(days=30)} | reden)
    gemeente.stap(feit, "/vervallenverklaringen", reden)
    nieuw = gemeente.doe("POST", f"{pad}/feiten", verhuizing)["feit"]
    assert nieuw["wachtBij"] == [AGB]
    gemeente.stap(f"{pad}/feiten/{nieuw['id']}", "/uitvoeringen", afspraken, rol=Rol.ADMINISTRATIE)
    gemeente.lees(f"{pad}/feiten")
    _raak_los(opname, client)
    assert gemeente.lees(f"{pad}/stand")["ongelijkheden"]
    gemeente.doe("POST", f"{pad}/correcties", afspraken, rol=Rol.ADMINISTRATIE)


def _declareer(opname: Opname, gemeente: Gemeente, client: Json) -> None:
    """The provider declares more than its allocation holds in its first month, which is refused."""
    (toewijzing,) = gemeente.lees(f"/toewijzingen?clientId={client['id']}")
    begin = date.fromisoformat(toewijzing["begindatum"])
    eind = begin.replace(day=monthrange(begin.year, begin.month)[1])
    wat = {"toewijzing": toewijzing["nummer"], "categorie": "01", "code": "01H01", "eenheid": "01"}
    regel = prestatie("P1", **wat, volume=99_999, tarief=50, periode=(f"{begin}", f"{eind}"))
    vandaag = f"{opname.klok.nu.date()}"
    gemaakt = een_323(
        regel,
        gemeente=gemeente.code,
        periode=(f"{begin.replace(day=1)}", f"{eind}"),
        dagtekening=vandaag,
        bericht_dagtekening=vandaag,
    )
    clienten = (replace(gemaakt.declaratie.clienten[0], bsn=client["bsn"]),)
    aanbieder = Aanbieder(opname.aanbieder, opname.klok)
    kop = replace(gemaakt.header, afzender=AGB)
    declaratie = replace(gemaakt.declaratie, clienten=clienten)
    xml = codec.schrijf(replace(gemaakt, header=kop, declaratie=declaratie))
    ontvangen = aanbieder.doe("POST", "/berichten/ontvangsten", xml)
    assert ontvangen["status"] == "deels", ontvangen
    aanbieder.lees("/declaraties")
    jaar = opname.klok.nu.year
    assert aanbieder.lees(f"/uitbetalingen?jaar={jaar}")
    assert aanbieder.probeer("GET", f"/uitbetalingen/csv?jaar={jaar}").is_success
    for deel in ("", "/regels"):
        assert aanbieder.lees(f"/declaraties/{ontvangen['id']}{deel}")
    pad, van = f"/toewijzingen/{toewijzing['nummer']}", f"?gemeente={gemeente.code}"
    assert aanbieder.lees(f"{pad}/prestaties{van}")
    aanbieder.lees(f"{pad}/levermeldingen{van}")


def _raak_los(opname: Opname, client: Json) -> None:
    """Store an allocation that no decision grants, as data of an earlier version of the program may hold."""
    databank: Databank = opname.lopend.app.state.databank
    with databank.transactie(verwerker(ROERMOND, nu=opname.klok.nu)) as opslag:
        for toewijzing in opslag.toewijzingen.van_client(UUID(client["id"])):
            nu = toewijzing.actueel
            langer = replace(nu, periode=replace(nu.periode, eind=opname.klok.nu.date() + timedelta(days=60)))
            versies = tuple(langer if versie is nu else versie for versie in toewijzing.versies)
            opslag.toewijzingen.bewaar(replace(toewijzing, versies=versies))
    opname._stand = ""


def _bezwaar(gemeente: Gemeente, collega: Gemeente, aanbieder: Aanbieder) -> Json:
    """Who acts for the client objects to what a colleague decided, and is upheld; a second is withdrawn."""
    zaak = gemeente.open_zaak()
    tot_vastgesteld(gemeente, aanbieder, zaak)
    besluit = collega.beslis(zaak)
    in_dienst: dict[str, Any] = {"rol": Rol.ADMINISTRATIE}
    vandaag = {"datum": gemeente.over()}
    bezwaar = {"besluitId": besluit["id"], "ontvangstdatum": gemeente.over(), "indiener": "client"}
    raadsman = {"naam": "A. Raadsman", "adres": ["Kerkplein 3", "6041 AA Roermond"]}
    namens = {"indiener": "vertegenwoordiger", "vertegenwoordiger": raadsman}
    pad = f"/bezwaren/{gemeente.doe('POST', '/bezwaren', bezwaar | namens)['bezwaar']['id']}"
    gemeente.lees("/bezwaren")
    vraag = {
        "begindatum": gemeente.over(),
        "reden": "De gronden ontbreken.",
        "hersteltermijnEinddatum": gemeente.over(days=14),
    }
    gemeente.stap(pad, "/opschortingen", vraag, **in_dienst)
    gemeente.stap(pad, "/ontvangstbevestigingen", vandaag, **in_dienst)
    gemeente.stap(pad, "/aanvullingen", vandaag | {"gronden": "Twee uur is te weinig."}, **in_dienst)
    gemeente.stap(pad, "/hoorzittingen", vandaag | {"verslag": "De cliënt vertelde."}, **in_dienst)
    uitstel = {"grond": "verdaging", "nieuweDatum": gemeente.over(weeks=14)}
    gemeente.stap(pad, "/uitstellen", vandaag | uitstel, **in_dienst)
    gemeente.stap(pad, "/ingebrekestellingen", vandaag, **in_dienst)
    beslissing = {"uitkomst": "gegrond", "motivering": "Bij nader inzien is meer tijd nodig."}
    gemeente.stap(pad, "/beslissingen", beslissing, rol=Rol.BESLUIT)
    gemeente.stap(pad, "/bekendmakingen", vandaag | {"wijze": "per post"}, **in_dienst)
    for brief in ("ontvangstbevestiging", "beslissing"):
        assert gemeente.probeer("GET", f"{pad}/{brief}").is_success
    gemeente.stap(pad, "/beroepen", vandaag | {"soort": "beroep"}, **in_dienst)
    herstel = gemeente.ontwerp(zaak, soort="herstel", aanvraagId=besluit["aanvraagId"])
    herstel |= {"wijzigt": besluit["id"], "ingangsdatum": gemeente.over(days=30)}
    opvolger = gemeente.neem_besluit(gemeente.doe("POST", "/besluiten", herstel))
    gemeente.stap(pad, "/opvolgingen", {"besluitId": opvolger["id"]}, rol=Rol.BESLUIT)
    tweede = gemeente.doe("POST", "/bezwaren", bezwaar | {"gronden": "Nog iets."})
    gemeente.stap(f"/bezwaren/{tweede['bezwaar']['id']}", "/intrekkingen", vandaag | {"reden": "Opgelost."})
    return bezwaar


def _eindig(opname: Opname, gemeente: Gemeente, bezwaar: Json) -> None:
    """Three days that were recorded wrongly are put right, and the client withdraws all."""
    zaak = gemeente.open_zaak()
    opname.klok.nu += timedelta(days=2)
    aanvraag = f"/aanvragen/{gemeente.neem_aanvraag_in(zaak)['id']}"
    melding = f"/meldingen/{zaak['meldingId']}"
    reden = {"reden": "Er stond een andere dag op het stempel."}
    gemeente.stap(aanvraag, "/correcties", {"ontvangstdatum": gemeente.over(days=-1)} | reden)
    gemeente.stap(melding, "/correcties", {"ontvangstdatum": gemeente.over(days=-3)} | reden)
    bezwaar |= {"ontvangstdatum": gemeente.over()}
    nog_een = f"/bezwaren/{gemeente.doe('POST', '/bezwaren', bezwaar)['bezwaar']['id']}"
    gisteren = {"ontvangstdatum": gemeente.over(days=-1)} | reden
    gemeente.stap(nog_een, "/correcties", gisteren, rol=Rol.ADMINISTRATIE)
    intrekking = {"datum": gemeente.over(), "reden": "De dochter helpt."}
    gemeente.stap(nog_een, "/intrekkingen", intrekking)
    gemeente.stap(aanvraag, "/intrekkingen", intrekking)
    gemeente.stap(melding, "/intrekkingen", intrekking)


def _zie_af(gemeente: Gemeente) -> None:
    afziening = gemeente.zie_af(gemeente.open_zaak())
    gemeente.lees(f"/afzieningen/{afziening['id']}")
    gemeente.lees("/afzieningen")


def _vernietig(gemeente: Gemeente, client: Json) -> None:
    pad = f"/clienten/{client['id']}"
    gemeente.lees(f"{pad}/verwerkingen")
    gemeente.lees(f"{pad}/delingen")
    gemeente.lees(f"{pad}/export", rol=Rol.ADMINISTRATIE)
    assert gemeente.probeer("GET", f"{pad}/export/document", rol=Rol.ADMINISTRATIE).is_success
    verzoeken = f"{pad}/vernietigingsverzoeken"
    verzoek = gemeente.doe("POST", verzoeken, {"ontvangstdatum": gemeente.over()})
    beslissing = {
        "besluit": "weigeren",
        "motivering": "Er loopt nog hulp.",
        "weigergrond": "belang_van_ander",
    }
    gemeente.stap(f"{verzoeken}/{verzoek['id']}", "/beslissingen", beslissing, rol=Rol.BESLUIT)
    gemeente.lees(verzoeken)
    gemeente.lees("/vernietigingen")


def _heusden(gemeente: Gemeente, aanbieder: Aanbieder) -> None:
    """The other region, to the message: there the provider begins."""
    zaak = gemeente.open_zaak()
    tot_vastgesteld(gemeente, aanbieder, zaak)
    gemeente.onderteken_plan_van_aanpak(zaak)
    aanvraag = gemeente.neem_aanvraag_in(zaak, planVanAanpakId=zaak["id"])
    ontwerp = {
        "soort": "regulier",
        "meldingId": zaak["meldingId"],
        "aanvraagId": aanvraag["id"],
        "planVanAanpakId": zaak["id"],
        "motivering": "Met hulp lukt de rest.",
    }
    besluit = gemeente.doe("POST", "/besluiten", ontwerp, rol=Rol.BESLUIT)
    pad = f"/besluiten/{besluit['id']}"
    gemeente.stap(pad, "/vaststellingen", rol=Rol.BESLUIT)
    gemeente.stap(pad, "/bekendmakingen", {"datum": gemeente.over(), "wijze": "per post"}, rol=Rol.BESLUIT)
    gemeente.doe("POST", "/toewijzingen", {"besluitId": besluit["id"]}, rol=Rol.BESLUIT)
