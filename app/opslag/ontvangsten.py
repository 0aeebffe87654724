"""The messages that came in. One is seen by its receiver, and by its sender."""

from collections.abc import Collection
from hashlib import sha256
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, select, text

from app.domain.berichtontvangst import Berichtontvangst, Ontvangststatus
from app.domain.fouten import GeenToegang
from app.domain.partijen import Partij
from app.domain.waarden import AgbCode, Bsn, Gemeentecode, voldoet_aan_elfproef
from app.opslag import opdrachten
from app.opslag import tabellen as t
from app.opslag.ketenhistorie import KENMERKLENGTE, clientsleutel, delen
from app.opslag.verwerking import Aanraking
from app.opslag.verzameling import MetId


class Ontvangsten(MetId[Berichtontvangst]):
    """Messages as they came in, and what became of each."""

    tabel = t.berichtontvangst
    soort = Berichtontvangst
    bestaat_al = "Dit bericht is al ontvangen."

    def afgeleid(self, waarde: Berichtontvangst) -> dict[str, Any]:
        """By what the same bytes are found, and what is about one client alone; neither ever changes."""
        if waarde.revisie:
            return {}
        bsns = waarde.bsns or ()
        persoon = self.persoon(waarde.eigenaar, *bsns) if len(bsns) == 1 else None
        return {"hash": self._hash(waarde.xml), "persoon": persoon}

    def eerder(self, ontvangst: Berichtontvangst) -> Berichtontvangst | None:
        """The same bytes, as they came in before."""
        return self._vind(
            eigenaar=ontvangst.eigenaar,
            code=ontvangst.code,
            afzender=ontvangst.afzender,
            identificatie=ontvangst.identificatie,
            hash=self._hash(ontvangst.xml),
        )

    def neem(self, ontvangst_id: UUID, *, wacht: bool) -> Berichtontvangst | None:
        """The message, which nobody else judges before the transaction ends.

        Who does not want to `wacht` gets None while another is at it.
        """
        vraag = opdrachten.lees_vergrendeld(t.berichtontvangst, self._sessie.tenant.partij, wacht=wacht)
        gevonden = self._vraag(vraag, id=ontvangst_id)
        return gevonden[0] if gevonden else None

    def wacht_er_een_voor(self, ontvangst: Berichtontvangst) -> bool:
        """Whether its sender sent this receiver one of the same kind before that waits to be judged."""
        waarden = {
            "eigenaar": ontvangst.eigenaar,
            "afzender": ontvangst.afzender,
            "code": ontvangst.code,
            "status": Ontvangststatus.ONTVANGEN.value,
            "tot": ontvangst.ontvangen_op,
        }
        return self._sessie.verbinding.execute(_WACHT_ERVOOR, waarden).first() is not None

    def verzonden(
        self, code: str, afzender: str, identificatie: str, *, aan: str
    ) -> tuple[Berichtontvangst, ...]:
        """What this party sent to another under this identification, oldest first."""
        return self._zoek(afzender=afzender, code=code, identificatie=identificatie, eigenaar=aan)

    def _voeg_toe(self, waarde: Berichtontvangst, afgeleid: dict[str, Any]) -> None:
        if self._sessie.tenant.code not in (waarde.eigenaar, waarde.afzender):
            raise GeenToegang("U legt alleen berichten vast die u ontvangt of verzendt.")
        rij = self._rij(waarde, afgeleid) | {"aangemaakt": self._sessie.verwerker.nu}
        self._schrijf(t.berichtontvangst.insert(), rij)

    def is_aangesloten(self, code: str) -> bool:
        """Whether this party works with this installation: a municipality with data, a provider it knows."""
        van_gemeente = Partij.van_code(code) is Partij.GEMEENTE
        kolom = t.aanbieder.c.gemeente if van_gemeente else t.aanbieder.c.agb
        return (
            self._sessie.verbinding.execute(select(kolom).where(kolom == code).limit(1)).first() is not None
        )

    def eigen_buiten_historie(
        self, gemeente: Gemeentecode, aanbieder: AgbCode, clienten: Collection[UUID]
    ) -> tuple[UUID, ...]:
        """The wmo301s that this municipality sent about these clients and that its history lacks."""
        bericht, gegeven = t.toewijzingsbericht.c, t.ketengegeven.c
        in_historie = select(gegeven.nummer).where(
            gegeven.eigenaar == gemeente, gegeven.herkomst == bericht.id
        )
        gevonden: list[UUID] = []
        for deel in delen(clienten):
            vraag = select(bericht.id).where(
                bericht.gemeente == gemeente,
                bericht.aanbieder == aanbieder,
                bericht.client_id.in_(deel),
                bericht.status.in_(("verzonden", "goedgekeurd")),
                ~in_historie.exists(),
            )
            gevonden += self._sessie.verbinding.execute(
                vraag.order_by(bericht.aangemaakt, bericht.id)
            ).scalars()
        return tuple(gevonden)

    def _hash(self, inhoud: bytes) -> str:
        return self._sessie.kluis.kenmerk("bericht", sha256(inhoud).hexdigest())

    def persoon(self, eigenaar: str, bsn: str) -> str:
        """The key under which the history of this owner keeps this client."""
        return clientsleutel(self._sessie, eigenaar, bsn)

    def volgnummer(self, eigenaar: str) -> int:
        """The next number for an answer of this party, from 1; others wait for it until the end."""
        nummer: int = self._sessie.verbinding.execute(_NUMMER, {"eigenaar": eigenaar}).scalar_one()
        return nummer

    def clienten(self, gemeente: str, bsns: Collection[str]) -> dict[str, UUID]:
        """By Bsn the clients that this municipality knows."""
        zoekwaarden = {
            self._sessie.kluis.zoekwaarde(gemeente, Bsn(bsn)): bsn
            for bsn in bsns
            if voldoet_aan_elfproef(bsn)
        }
        gevonden: dict[str, UUID] = {}
        for deel in delen(sorted(zoekwaarden)):
            vraag = select(t.client.c.bsn_zoekwaarde, t.client.c.id).where(
                t.client.c.gemeente == gemeente, t.client.c.bsn_zoekwaarde.in_(deel)
            )
            rijen = self._sessie.verbinding.execute(vraag)
            gevonden.update((zoekwaarden[zoekwaarde], id) for zoekwaarde, id in rijen)
        return gevonden

    def noteer(self, actie: str, ontvangst_id: UUID, gemeente: str, bsns: Collection[str]) -> None:
        """Leave in the access record that this was done with the data of these persons (W06).

        Whom the municipality does not know as a client stands in it under a pseudonym: a keyed hash.
        """
        bekend = self.clienten(gemeente, bsns)
        for bsn in sorted(bsns):
            client_id = bekend.get(bsn) or UUID(
                self._sessie.kluis.kenmerk("persoon", gemeente, bsn)[:KENMERKLENGTE]
            )
            self._sessie.spoor.noteer(
                Aanraking(actie, self.tabel.name, str(ontvangst_id), gemeente, client_id)
            )


_rij = t.berichtontvangst.c
_WACHT_ERVOOR = (
    select(_rij.id)
    .where(*(_rij[naam] == bindparam(naam) for naam in ("eigenaar", "afzender", "code", "status")))
    .where(_rij.aangemaakt < bindparam("tot"))
    .limit(1)
)
_NUMMER = text(
    "INSERT INTO keten (eigenaar, gemeente, aanbieder, laatste) VALUES (:eigenaar, '', '', 1) "
    "ON CONFLICT (eigenaar, gemeente, aanbieder) DO UPDATE SET laatste = keten.laatste + 1 RETURNING laatste"
)
"""The row without another party counts the answers of the owner."""
