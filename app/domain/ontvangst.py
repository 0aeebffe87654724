"""What reaches the municipality on a day: it can be withdrawn, and a wrong day of it corrected (W10)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from app.domain.fouten import Veldfout, VerkeerdeStatus, VoorwaardeNietVervuld
from app.domain.woorden import datum


@dataclass(frozen=True, slots=True)
class Intrekking:
    """The client takes back what was asked: nothing is decided on it any more."""

    op: date
    """The day on which the client did so; from then on no term runs."""
    reden: str
    door: str
    vastgelegd_op: datetime


@dataclass(frozen=True, slots=True)
class Datumcorrectie:
    """The day of receipt was recorded wrongly; what it said stays readable."""

    was: date
    wordt: date
    reden: str
    door: str
    vastgelegd_op: datetime


def vereis_intrekbaar(
    wat: str, ontvangen_op: date, eerder: Intrekking | None, intrekking: Intrekking
) -> None:
    """Refuse a second withdrawal, and one before there was anything to withdraw."""
    if eerder is not None:
        raise VerkeerdeStatus(f"{wat} is al ingetrokken, op {datum(eerder.op)}.")
    if intrekking.op < ontvangen_op:
        raise VoorwaardeNietVervuld(
            "De intrekking klopt niet.",
            Veldfout("datum", f"{wat} is van {datum(ontvangen_op)}; de intrekking is van later.", "W10"),
        )


def vereis_correctie(correctie: Datumcorrectie, gevolgd: Mapping[str, date | None]) -> None:
    """Refuse what corrects nothing, and a day after what followed on the receipt (`gevolgd`, in Dutch)."""
    fouten = [
        Veldfout("ontvangstdatum", f"{wat} is van {datum(dag)}; de ontvangst kan niet van later zijn.", "W10")
        for wat, dag in gevolgd.items()
        if dag is not None and dag < correctie.wordt
    ]
    if correctie.wordt == correctie.was:
        fouten.append(Veldfout("ontvangstdatum", "Dit is de dag die er al staat.", "W10"))
    if fouten:
        raise VoorwaardeNietVervuld("De ontvangstdatum kan zo niet worden gecorrigeerd.", *fouten)
