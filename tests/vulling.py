"""Fills a database with cases like those that are in another one, many at a time, as if they came before.

The copies are rows, written past the program: each has ids, numbers and encrypted content of its own, and its
clients a Bsn of their own.
"""

import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hashlib import sha256
from itertools import count
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Table, insert, select

from app.domain.waarden import Bsn, voldoet_aan_elfproef
from app.opslag import Databank
from app.opslag import tabellen as t
from app.opslag.sleutels import Kluis
from app.opslag.verzameling import object_id

BLIJFT = frozenset(
    {
        "aanbieder",
        "product",
        "contract",
        "omzetting",
        "clientomzetting",
        "nummering",
        "keten",
        "antwoord",
        "sleutelmerk",
        "verenigbaar",
    }
)
"""Tables that do not grow with the clients, or hold something else than cases."""
LOGBOEK = frozenset({"betrokkene", "zegel", "zegelregel", "vernietiging", "vernietigde_zaak"})
AF = {
    "ondersteuningsplan": "vastgesteld",
    "besluit": "bekendgemaakt",
    "bezwaar": "bekendgemaakt",
    "toewijzingsbericht": "goedgekeurd",
    "berichtontvangst": "goedgekeurd",
    "verzoek": "afgehandeld",
}
"""How the copies stand: done, so that what is under way is rare, and the newest of all."""
ANTWOORD_OP = date(2020, 1, 31)
"""When the declarations of the copies were answered: what is paid out in a period costs what is in it."""
PER_KEER = 50
_UUID = re.compile(rb"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


@dataclass(frozen=True)
class Mal:
    """The rows to copy, in the order in which they can be added, with what is encrypted in the clear."""

    rijen: dict[Table, list[dict[str, Any]]]

    @property
    def clienten(self) -> int:
        """How many clients one copy has."""
        return len(self.rijen[t.client])


def lees_mal(databank: Databank, verwerkingen: int = 20) -> Mal:
    """All cases in this database, with at most so many access records of each client."""
    rijen = {}
    with databank.onderhoud() as (verbinding, kluis):
        for tabel in t.metadata.sorted_tables:
            if tabel.name not in BLIJFT | LOGBOEK:
                gelezen = [rij._asdict() for rij in verbinding.execute(select(tabel))]
                rijen[tabel] = [_ontsleuteld(kluis, tabel, rij) for rij in gelezen]
    per_client: dict[UUID, list[dict[str, Any]]] = defaultdict(list)
    for rij in rijen[t.verwerking]:
        del rij["id"]
        per_client[rij["client_id"]].append(rij)
    rijen[t.verwerking] = [rij for eigen in per_client.values() for rij in eigen[:verwerkingen]]
    return Mal(rijen)


def vul(databank: Databank, mal: Mal, keer: int, tot: datetime, af: Mapping[str, str] = AF) -> None:
    """Add so many copies, made one after the other before this moment, and let PostgreSQL count the rows."""
    nummers = {naam: count(500_000_000).__next__ for naam in ("toewijzing", "bericht", "gegeven")}
    bsns = filter(voldoet_aan_elfproef, (f"{nummer:09}" for nummer in count(500_000_000)))
    for eerste in range(0, keer, PER_KEER):
        kopieen = [
            _Kopie(tot - timedelta(minutes=keer - nr), nummers, bsns, af)
            for nr in range(eerste, min(eerste + PER_KEER, keer))
        ]
        with databank.onderhoud() as (verbinding, kluis):
            for tabel, rijen in mal.rijen.items():
                nieuw = [kopie.rij(kluis, tabel, rij) for kopie in kopieen for rij in rijen]
                if nieuw:
                    verbinding.execute(insert(tabel), nieuw)
    with databank.onderhoud() as (verbinding, _):
        if verbinding.dialect.name == "postgresql":
            verbinding.exec_driver_sql("ANALYZE")


class _Kopie:
    """One copy of all rows."""

    def __init__(
        self,
        aangemaakt: datetime,
        nummers: dict[str, Callable[[], int]],
        bsns: Iterator[str],
        af: Mapping[str, str],
    ) -> None:
        self.aangemaakt = aangemaakt
        self.af = af
        self.bsns = bsns
        self.ids: defaultdict[UUID, UUID] = defaultdict(uuid4)
        self.toewijzingen: defaultdict[tuple[str, int], int] = defaultdict(nummers["toewijzing"])
        self.gegevens: defaultdict[tuple[Any, ...], int] = defaultdict(nummers["gegeven"])
        self.bericht = nummers["bericht"]

    def rij(self, kluis: Kluis, tabel: Table, bron: dict[str, Any]) -> dict[str, Any]:
        rij = {naam: self.ids[w] if isinstance(w, UUID) else w for naam, w in bron.items()}
        for naam in ("aangemaakt", "gewijzigd", "moment"):
            if naam in rij:
                rij[naam] = self.aangemaakt
        if "status" in rij:
            rij["status"] = self.af.get(tabel.name, rij["status"])
        if tabel in (t.toewijzing, t.berichtversie, t.draagregel):
            rij["nummer"] = self.toewijzingen[rij["gemeente"], rij["nummer"]]
        if tabel is t.client:
            inhoud = json.loads(rij["inhoud"])
            rij["naam_zoekwaarde"] = kluis.kenmerk("iemand anders", str(rij["id"]))
            if inhoud["bsn"] is None:
                rij["bsn_zoekwaarde"] = kluis.kenmerk("zonder Bsn", str(rij["id"]))
            else:
                bsn = Bsn(next(self.bsns))
                rij["bsn_zoekwaarde"] = kluis.zoekwaarde(rij["gemeente"], bsn)
                rij["inhoud"] = json.dumps(inhoud | {"bsn": {"cijfers": bsn.cijfers}}).encode()
        if tabel is t.werkstand:
            rij["open"] = False
        if tabel is t.besluit:
            rij |= {"kenmerk": f"{rij['kenmerk']}-{rij['id']}", "toe_te_wijzen": False}
        if tabel is t.bezwaar:
            rij |= {"kenmerk": f"{rij['kenmerk']}-{rij['id']}", "wacht": False}
        if tabel is t.toewijzingsbericht:
            rij["identificatie"] = f"{self.bericht():012d}"
            inhoud = json.loads(rij["inhoud"])
            inhoud["versies"] = [[self.toewijzingen[rij["gemeente"], n], v] for n, v in inhoud["versies"]]
            rij["inhoud"] = json.dumps(inhoud).encode()
        if tabel is t.verzoek:
            rij |= {"wacht_in": None, "uiterlijk": None}
        if tabel is t.declaratie:
            rij["identificatie"] = f"{self.bericht():012d}"
            rij["antwoord_op"] = ANTWOORD_OP
        if tabel is t.berichttaak:
            rij |= {"dag": self.aangemaakt.date(), "afgehandeld": True}
            if rij["nummer"] is not None:
                rij["nummer"] = self.toewijzingen[rij["gemeente"], rij["nummer"]]
        if tabel is t.berichtontvangst:
            rij["hash"] = sha256(rij["id"].bytes).hexdigest()
            rij["identificatie"] = rij["identificatie"] and f"{self.bericht():012d}"
        if tabel in (t.ketengegeven, t.ketensleutel):
            plek = (rij["eigenaar"], rij["gemeente"], rij["aanbieder"], rij["nummer"])
            rij["nummer"] = self.gegevens[plek]
        for naam in ("persoon", "sleutel"):
            if rij.get(naam):
                rij[naam] = sha256(f"{self.aangemaakt}{rij[naam]}".encode()).hexdigest()[:32]
        if tabel is t.document:
            rij["pdf"] = b"%PDF"
        for naam in _versleuteld(tabel, rij):
            klaar = _UUID.sub(lambda m: str(self.ids[UUID(m[0].decode())]).encode(), rij[naam])
            rij[naam] = kluis.versleutel(klaar, f"{tabel.name}.{naam}:{object_id(tabel, rij)}")
        return rij


def _ontsleuteld(kluis: Kluis, tabel: Table, rij: dict[str, Any]) -> dict[str, Any]:
    plaats = object_id(tabel, rij)
    return rij | {
        naam: kluis.ontsleutel(rij[naam], f"{tabel.name}.{naam}:{plaats}")
        for naam in _versleuteld(tabel, rij)
    }


def _versleuteld(tabel: Table, rij: dict[str, Any]) -> Iterator[str]:
    """The columns that are, where they are filled."""
    return (k.name for k in tabel.columns if k.info == t.VERSLEUTELD and rij[k.name] is not None)
