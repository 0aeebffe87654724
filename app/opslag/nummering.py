"""Series of numbers."""

from typing import Literal

from sqlalchemy import text

from app.opslag.verzameling import Sessie

Reeks = Literal["toewijzing", "bericht", "besluit", "bezwaar"]


_BLOK = text(
    "INSERT INTO nummering (gemeente, reeks, laatste) VALUES (:gemeente, :reeks, :aantal) "
    "ON CONFLICT (gemeente, reeks) DO UPDATE SET laatste = nummering.laatste + excluded.laatste "
    "RETURNING laatste"
)


class Nummering:
    """Series of numbers per municipality; a number is never given out twice (TR056, TR332)."""

    def __init__(self, sessie: Sessie) -> None:
        """Work in this transaction."""
        self._sessie = sessie

    def volgende(self, reeks: Reeks) -> int:
        """The next number, from 1. Others wait for it until this transaction ends."""
        return self.blok(reeks, 1).start

    def blok(self, reeks: Reeks, aantal: int) -> range:
        """So many numbers in a row, for what is made together. Others wait for theirs likewise."""
        waarden = {"gemeente": self._sessie.gemeente(None), "reeks": reeks, "aantal": aantal}
        laatste: int = self._sessie.verbinding.execute(_BLOK, waarden).scalar_one()
        return range(laatste - aantal + 1, laatste + 1)
