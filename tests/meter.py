"""Counts what a database does, which tells more than time: the same work gives the same number."""

from typing import Any

from sqlalchemy import Connection, event

from app.opslag import Databank

PER_TIK = 20
"""SQLite tells after so many instructions that it is at work."""


class Meter:
    """Instructions that SQLite ran, or rows that PostgreSQL read, on connections that open from now on."""

    def __init__(self, databank: Databank) -> None:
        self._aantal = 0
        for motor in databank.motoren:
            if motor.dialect.name == "sqlite":
                event.listen(motor, "connect", self._volg_instructies)
            else:
                event.listen(motor, "commit", self._tel_rijen)

    def neem(self) -> int:
        aantal, self._aantal = self._aantal, 0
        return aantal

    def _volg_instructies(self, verbinding: Any, _: object) -> None:
        def tik() -> None:
            self._aantal += PER_TIK

        verbinding.set_progress_handler(tik, PER_TIK)

    def _tel_rijen(self, verbinding: Connection) -> None:
        vraag = "SELECT sum(seq_tup_read) + sum(idx_tup_fetch) FROM pg_stat_xact_user_tables"
        self._aantal += int(verbinding.exec_driver_sql(vraag).scalar() or 0)
        verbinding.exec_driver_sql(
            "SELECT pg_stat_force_next_flush()"
        )  # the next transaction starts at nothing
