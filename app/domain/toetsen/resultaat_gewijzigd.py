"""Results that were altered."""

from collections.abc import Iterator

from app.domain.plan.ondersteuningsplan import Invulling
from app.domain.plan.plan_van_aanpak import PlanVanAanpak
from app.domain.toetsen.toets import Vondst, toets


@toets("M13", "H15")
def resultaat_gewijzigd(invulling: Invulling, plan_van_aanpak: PlanVanAanpak) -> Iterator[Vondst]:
    """A result in the plan differs from the same one in the plan van aanpak."""
    bekend = {r.code: r for r in plan_van_aanpak.resultaten}
    for i, resultaat in enumerate(invulling.resultaten):
        afgesproken = bekend.get(resultaat.code)
        if afgesproken is None:
            continue
        for veld, waarde, verwacht in (
            ("omschrijving", resultaat.omschrijving.split(), afgesproken.omschrijving.split()),
            ("resultaatgebied", resultaat.resultaatgebied, afgesproken.resultaatgebied),
            ("verwachteIntensiteit", resultaat.verwachte_intensiteit, afgesproken.verwachte_intensiteit),
        ):
            if waarde != verwacht:
                yield Vondst(
                    f"resultaten[{i}].{veld}",
                    f"Resultaat {resultaat.code} wijkt af van het plan van aanpak; neem het zo over.",
                )
