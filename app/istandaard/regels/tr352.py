"""TR352: a change starts from what is allocated."""

from __future__ import annotations

from collections.abc import Iterator

from app.istandaard.berichten.wmo317 import Verzoek
from app.istandaard.regels.regel import Fout, fout, regel


@regel(
    "TR352",
    retourcode="0001",
    melding="Een verzoek om wijziging noemt ten minste één bestaande toewijzing.",
    doe="Noem wat de cliënt al heeft. Heeft de cliënt niets, vraag dan met een wmo315 een toewijzing.",
)
def tr352(verzoek: Verzoek) -> Iterator[Fout]:
    """At least one OngewijzigdProduct or TeWijzigenProduct is present (OP306).

    The sources do not agree on when an allocation is current: valid on its Ingangsdatum or later here, on
    today or later in TR349. TR349 to TR351 test that, for all of them alike; here only presence counts.
    """
    if not verzoek.ongewijzigde_producten and not verzoek.te_wijzigen_producten:
        yield fout(
            verzoek,
            "OngewijzigdeProducten",
            gevonden="geen ongewijzigd en geen te wijzigen product",
            verwacht="elke actuele toewijzing van de cliënt",
        )
