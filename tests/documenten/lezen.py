"""A PDF read back as a reader program sees it."""

from io import BytesIO

from pypdf import PdfReader


def lees(pdf: bytes) -> PdfReader:
    """The document, parsed strictly."""
    return PdfReader(BytesIO(pdf), strict=True)


def tekst(pdf: bytes) -> str:
    """All text in reading order, with every run of white space as one space and no places to break."""
    paginas = " ".join(pagina.extract_text() for pagina in lees(pdf).pages)
    return " ".join(paginas.replace("\u200b", "").split())
