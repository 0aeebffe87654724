"""Answers that are kept for a day, so that a request that is sent again gets the same one."""

from dataclasses import dataclass, replace
from datetime import timedelta

from sqlalchemy import bindparam, delete, select, text, update

from app.opslag.tabellen import Moment, antwoord
from app.opslag.verwerking import Aanraking
from app.opslag.verzameling import Sessie, adapter, lees

BEWAARTERMIJN = timedelta(hours=24)

_CLAIM = text(
    "INSERT INTO antwoord (kenmerk, aangemaakt) VALUES (:kenmerk, :aangemaakt) ON CONFLICT DO NOTHING"
).bindparams(bindparam("aangemaakt", type_=Moment))


@dataclass(frozen=True, slots=True)
class BewaardAntwoord:
    """What a request was answered with; `verzoek` is the fingerprint of that request."""

    verzoek: str
    status: int
    headers: dict[str, str]
    inhoud: bytes


@dataclass(frozen=True, slots=True)
class _Omslag:
    """All of an answer but its body, and the acts on personal data that led to it."""

    verzoek: str
    status: int
    headers: dict[str, str]
    handelingen: tuple[Aanraking, ...]


class Antwoorden:
    """Answers by the key that the calling system chose; the key itself is not stored, only its keyed hash."""

    def __init__(self, sessie: Sessie) -> None:
        """Work in this transaction."""
        self._sessie = sessie

    def vorig(self, sleutel: str) -> BewaardAntwoord | None:
        """The answer under this key; None when there is none yet, and then the key is taken.

        Who asks for a key that another transaction has taken waits for its end. Giving an answer again
        shows personal data again, so that is in the access record as reading (W06).
        """
        verbinding, nu = self._sessie.verbinding, self._sessie.verwerker.nu
        verlopen = select(antwoord.c.kenmerk).where(antwoord.c.aangemaakt <= nu - BEWAARTERMIJN)
        verbinding.execute(
            delete(antwoord).where(antwoord.c.kenmerk.in_(verlopen.with_for_update(skip_locked=True)))
        )
        kenmerk = self._kenmerk(sleutel)
        if verbinding.execute(_CLAIM, {"kenmerk": kenmerk, "aangemaakt": nu}).rowcount:
            return None
        versleuteld = verbinding.execute(
            select(antwoord.c.inhoud).where(antwoord.c.kenmerk == kenmerk)
        ).scalar_one()
        ruw, _, inhoud = self._sessie.kluis.ontsleutel(versleuteld, _plaats(kenmerk)).partition(b"\n")
        omslag = lees(_Omslag, ruw, _plaats(kenmerk))
        for aanraking in omslag.handelingen:
            self._sessie.spoor.noteer(replace(aanraking, actie="lezen"))
        return BewaardAntwoord(omslag.verzoek, omslag.status, omslag.headers, inhoud)

    def bewaar(self, sleutel: str, gegeven: BewaardAntwoord) -> None:
        """Keep the answer under the key that `vorig` took in this transaction."""
        omslag = _Omslag(gegeven.verzoek, gegeven.status, gegeven.headers, self._sessie.spoor.aanrakingen)
        kenmerk = self._kenmerk(sleutel)
        ruw = adapter(_Omslag).dump_json(omslag) + b"\n" + gegeven.inhoud
        self._sessie.verbinding.execute(
            update(antwoord)
            .where(antwoord.c.kenmerk == kenmerk)
            .values(inhoud=self._sessie.kluis.versleutel(ruw, _plaats(kenmerk)))
        )

    def _kenmerk(self, sleutel: str) -> str:
        beller = self._sessie.verwerker.beller
        return self._sessie.kluis.kenmerk(beller.partij, beller.code, beller.systeem, sleutel)


def _plaats(kenmerk: str) -> str:
    return f"antwoord.inhoud:{kenmerk}"
