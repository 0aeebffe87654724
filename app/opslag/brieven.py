"""What letters are made with, and the letters that were made."""

from datetime import date
from uuid import UUID

from sqlalchemy import select

from app.domain.briefgegevens import Briefgegevens
from app.domain.document import Document
from app.opslag import tabellen as t
from app.opslag.verzameling import Register


class AlleBriefgegevens(Register[Briefgegevens]):
    """What letters say of the municipality."""

    tabel = t.briefgegevens
    soort = Briefgegevens

    def haal(self, id: UUID) -> Briefgegevens:
        """The one with this id."""
        return self._haal(id=id)

    def voor(self, dag: date) -> Briefgegevens | None:
        """What letters of this day say, if anything was recorded for it."""
        c = self.tabel.c
        vraag = select(self.tabel).where(c.vanaf <= dag)
        gevonden = self._lees(vraag.order_by(c.vanaf.desc(), c.aangemaakt.desc(), c.id.desc()).limit(1))
        return gevonden[0] if gevonden else None


class Documenten(Register[Document]):
    """PDFs that were given out, kept as they were."""

    tabel = t.document
    soort = Document

    def haal(self, id: UUID) -> Document:
        """The document with this id."""
        return self._haal(id=id)

    def van(self, verwijst_naar: UUID) -> tuple[Document, ...]:
        """All documents that show one plan, besluit or bezwaar, oldest first."""
        return self._zoek(verwijst_naar=verwijst_naar)

    def van_client(self, client_id: UUID) -> tuple[Document, ...]:
        """All documents about one client, oldest first."""
        return self._zoek(client_id=client_id)
