"""A kept document: what a copy held, and when it was given to whom (H25, W07)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Protocol
from uuid import UUID, uuid4

from app.domain.waarden import Gemeentecode


@dataclass(frozen=True, slots=True)
class Document:
    """The exact bytes of a PDF that was given out."""

    id: UUID
    gemeente: Gemeentecode
    client_id: UUID
    soort: str
    """ondersteuningsplan, afschrift, besluit, omzetting, or one of the letters on a bezwaar."""
    verwijst_naar: UUID
    """The plan, besluit, bezwaar or clientomzetting that it shows."""
    versie: int | None
    """The plan version that it shows; None for a besluit."""
    verstrekt_op: datetime
    kanaal: str
    sha256: str
    """Of the bytes, as lower-case hex."""
    pdf: bytes


class Onderwerp(Protocol):
    """What a document shows: a plan, besluit, bezwaar or clientomzetting."""

    @property
    def id(self) -> UUID: ...
    @property
    def gemeente(self) -> Gemeentecode: ...
    @property
    def client_id(self) -> UUID: ...


def leg_document_vast(
    van: Onderwerp, soort: str, pdf: bytes, *, op: datetime, kanaal: str, versie: int | None = None
) -> Document:
    """What was given out of it at a moment, as these bytes."""
    return Document(
        id=uuid4(),
        gemeente=van.gemeente,
        client_id=van.client_id,
        soort=soort,
        verwijst_naar=van.id,
        versie=versie,
        verstrekt_op=op,
        kanaal=kanaal,
        sha256=sha256(pdf).hexdigest(),
        pdf=pdf,
    )


def laatste_pdf(documenten: Iterable[Document], soort: str) -> bytes | None:
    """The last of this kind that was given out, oldest first; None when there is none."""
    pdfs = [document.pdf for document in documenten if document.soort == soort]
    return pdfs[-1] if pdfs else None
