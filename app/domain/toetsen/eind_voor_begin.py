"""Order of start and end."""

from collections.abc import Iterator

from app.domain.plan.ondersteuningsplan import Invulling
from app.domain.toetsen.inhoud import alle_inzet
from app.domain.toetsen.toets import Vondst, toets
from app.domain.woorden import datum


@toets("M14", "H21")
def eind_voor_begin(invulling: Invulling) -> Iterator[Vondst]:
    """An inzet ends before it starts."""
    for pad, inzet in alle_inzet(invulling):
        if inzet.begin is not None and inzet.eind is not None and inzet.eind < inzet.begin:
            yield Vondst(
                f"{pad}.einddatum",
                f"De einddatum {datum(inzet.eind)} ligt vóór de startdatum {datum(inzet.begin)}.",
            )
