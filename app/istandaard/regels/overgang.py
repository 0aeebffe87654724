"""The border that several rules draw: what they ask does not hold for what ended in 2020 or before."""

from app.istandaard.waarden import Datum

LAATSTE_DAG_2020 = Datum("2020-12-31")


def loopt_na_2020(einddatum: Datum | None) -> bool:
    """Whether a period that ends on this day, or never, reaches beyond 2020."""
    return einddatum is None or einddatum > LAATSTE_DAG_2020
