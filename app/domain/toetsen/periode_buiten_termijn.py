"""The term to be indicated."""

from collections.abc import Iterator

from app.domain.plan.ondersteuningsplan import Invulling
from app.domain.plan.plan_van_aanpak import PlanVanAanpak
from app.domain.toetsen.inhoud import alle_inzet
from app.domain.toetsen.toets import Vondst, toets
from app.domain.woorden import datum


@toets("M14")
def periode_buiten_termijn(invulling: Invulling, plan_van_aanpak: PlanVanAanpak) -> Iterator[Vondst]:
    """An inzet starts or ends outside the term to be indicated."""
    termijn = plan_van_aanpak.termijn
    loopt = f"van {datum(termijn.begin)}" + (f" tot en met {datum(termijn.eind)}" if termijn.eind else "")
    for pad, inzet in alle_inzet(invulling):
        for veld, dag in (("begindatum", inzet.begin), ("einddatum", inzet.eind)):
            if dag is not None and not termijn.bevat(dag):
                yield Vondst(
                    f"{pad}.{veld}",
                    f"{datum(dag)} valt buiten de te indiceren termijn; die loopt {loopt}.",
                )
