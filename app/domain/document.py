"""A kept document: what a copy held, and when it was given to whom (H25, W07)."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from app.domain.waarden import Gemeentecode


@dataclass(frozen=True, slots=True)
class Document:
    """The exact bytes of a PDF that was given out."""

    id: UUID
    gemeente: Gemeentecode
    client_id: UUID
    soort: str
    """ondersteuningsplan, afschrift, besluit, or one of the letters on a bezwaar."""
    verwijst_naar: UUID
    """The plan, besluit or bezwaar that it shows."""
    versie: int | None
    """The plan version that it shows; None for a besluit."""
    verstrekt_op: datetime
    kanaal: str
    sha256: str
    """Of the bytes, as lower-case hex."""
    pdf: bytes
