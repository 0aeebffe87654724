"""What one request brings along: who calls, when, what is known of the region, and the open transaction."""

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from datetime import date, datetime
from functools import wraps
from pathlib import Path
from typing import Concatenate, ParamSpec, TypeVar, cast

from app.domain.fouten import GeenToegang, OngeldigeInvoer, Veldfout
from app.domain.partijen import Beller, Partij, Rol
from app.domain.profielen import Profielen
from app.domain.termijnen import Kalender, Kalenders
from app.domain.waarden import Gemeentecode, kalenderdag
from app.domain.werkstand import Rekenwijze
from app.opslag import Opslag

GEMEENTE = (Rol.TOEGANG, Rol.BESLUIT, Rol.ADMINISTRATIE)
"""Every role at a municipality; reading is for all of them."""

OPNIEUW = 3
"""How often a document that another step changed meanwhile is made again outside the transaction."""

D = TypeVar("D")
P = ParamSpec("P")
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Raadpleging:
    """One request that neither reads nor stores anything of a case, so that it needs no transaction."""

    beller: Beller
    nu: datetime
    profielen: Profielen
    kalenders: Kalenders
    schemas: Path
    """Where the schemas of the iWmo messages are."""

    @property
    def kalender(self) -> Kalender:
        """The calendar around this year."""
        return self.kalenders(self.nu.year)

    @property
    def vandaag(self) -> date:
        """The calendar day in the Netherlands on which the request is made."""
        return kalenderdag(self.nu)

    @property
    def rekenwijze(self) -> Rekenwijze:
        """With what the days of a case are reckoned."""
        return Rekenwijze(self.profielen, self.kalender)


class NogTeMaken(Exception):
    """A step cannot end before a document has been made; its transaction is undone, to be done again then."""


class Werkplaats:
    """Makes the documents of a step while no transaction is open: that takes longer than the step itself.

    A step asks for a document and is broken off. When it is taken again, from the start, it shows whether the
    document would still say the same; if not, it is made again. So nothing is kept between the two, and a
    process that dies there leaves nothing.
    """

    def __init__(self, beurt: Callable[[], AbstractContextManager[None]] = nullcontext) -> None:
        """Begin with nothing made; `beurt` waits for a turn to make one."""
        self._beurt = beurt
        self._gemaakt: list[tuple[Callable[..., bytes], object, bytes]] = []
        self._gevraagd: list[tuple[Callable[..., bytes], object]] = []

    def geef(self, maak: Callable[[D], bytes], inhoud: D) -> bytes:
        """What `maak` makes of this; NogTeMaken when it has not been made."""
        for waarmee, waarvan, gemaakt in self._gemaakt:
            if (waarmee, waarvan) == (maak, inhoud):
                return gemaakt
        if len(self._gemaakt) >= OPNIEUW:
            return maak(inhoud)
        self._gevraagd.append((maak, inhoud))
        raise NogTeMaken

    def tot_gemaakt(self, doe: Callable[[], R]) -> R:
        """Do this, and again each time that a document had to be made first."""
        while True:
            try:
                return doe()
            except NogTeMaken:
                self._werk_af()

    def _werk_af(self) -> None:
        while self._gevraagd:
            maak, inhoud = self._gevraagd.pop()
            with self._beurt():
                self._gemaakt.append((maak, inhoud, maak(inhoud)))


@dataclass(frozen=True, slots=True)
class Handeling(Raadpleging):
    """One request, handled in one transaction."""

    opslag: Opslag
    werkplaats: Werkplaats | None = None
    """Where its documents are made; without one, in the transaction itself."""

    @property
    def gemeente(self) -> Gemeentecode:
        """The municipality that calls: tenant of everything it makes.

        OngeldigeInvoer of one without a regioprofiel today: nothing begins there, as that says how it goes
        on. A message that comes in asks for none; it is always kept.
        """
        gemeente = Gemeentecode(self.beller.code)
        if self.beller.partij is Partij.GEMEENTE:  # who is not, hears which roles may take the step
            self.profielen.voor(gemeente, self.vandaag)
        return gemeente

    def maak(self, maak: Callable[[D], bytes], inhoud: D) -> bytes:
        """The document that `maak` makes of this; ask before you write, for NogTeMaken undoes that."""
        return maak(inhoud) if self.werkplaats is None else self.werkplaats.geef(maak, inhoud)

    def vereis_gebeurd(self, dagen: Mapping[str, date | None]) -> None:
        """Refuse, with the name of the field, what is recorded as done on a day that has yet to come."""
        fouten = [
            Veldfout(veld, "Deze dag ligt in de toekomst; leg vast wat al gebeurd is.")
            for veld, dag in dagen.items()
            if dag is not None and dag > self.vandaag
        ]
        if fouten:
            raise OngeldigeInvoer("Een datum kan niet kloppen.", *fouten)

    def vereis_rekenbaar(self, dagen: Mapping[str, date | None]) -> None:
        """Refuse, with the name of the field, a day too far from today to reckon a term with."""
        fouten = [
            Veldfout(veld, "Met een dag zo ver van vandaag is geen termijn te berekenen; klopt het jaar?")
            for veld, dag in dagen.items()
            if dag is not None and not self.kalender.kent(dag)
        ]
        if fouten:
            raise OngeldigeInvoer("Een datum kan niet kloppen.", *fouten)


def programma_namens(code: str) -> Beller:
    """The program as caller, in the name of this party: what nobody asked for just now."""
    partij = Partij.van_code(code)
    rol = Rol.ADMINISTRATIE if partij is Partij.GEMEENTE else Rol.AANBIEDER
    return Beller(partij, code, medewerker="wmo", rol=rol, systeem="wmo")


Stap = Callable[[], AbstractContextManager[Handeling]]
"""Opens one transaction of a request that takes more than one."""

H = TypeVar("H", bound=Raadpleging)
Stapfunctie = Callable[Concatenate[H, P], R]


def voor(*rollen: Rol) -> Callable[[Stapfunctie[H, P, R]], Stapfunctie[H, P, R]]:
    """Let only these roles take the step; any other caller gets GeenToegang (M06, M07, M15)."""

    def bewaak(stap: Stapfunctie[H, P, R]) -> Stapfunctie[H, P, R]:
        @wraps(stap)
        def bewaakt(handeling: H, *args: P.args, **kwargs: P.kwargs) -> R:
            if handeling.beller.rol not in rollen:
                toegestaan = ", ".join(rollen)
                raise GeenToegang(f"Deze stap is voor: {toegestaan}. U handelt als: {handeling.beller.rol}.")
            return stap(handeling, *args, **kwargs)

        return cast(Stapfunctie[H, P, R], bewaakt)

    return bewaak
