"""Which days count as working days under the Algemene termijnenwet (Atw)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from app.domain.fouten import OngeldigeInvoer
from app.domain.waarden import DAG

ZATERDAG = 5


@dataclass(frozen=True, slots=True)
class Kalender:
    """The recognised public holidays (Atw art. 3), and with them the working days.

    The caller supplies, for whole years: New Year's Day, Good Friday, Easter Monday, King's Day,
    5 May (every year, not only when it is a day off by custom), Ascension Day, Whit Monday, both
    Christmas days, and the days put on a par by royal decree (art. 3 lid 3). A year without its
    New Year's Day is taken as not supplied: asking about it is refused, never answered as if it had
    no holidays.
    """

    feestdagen: frozenset[date]
    besloten_jaren: frozenset[int] | None = None
    """The years of which the decrees of art. 3 lid 3 are known (W12); None where the caller knows all."""

    def is_voorlopig(self, dag: date) -> bool:
        """Whether a decree that is not known yet may still move a term that ends on this day (W12)."""
        return self.besloten_jaren is not None and dag.year not in self.besloten_jaren

    def kent(self, dag: date) -> bool:
        """Whether the holidays of its year are known, and of the years beside it, where its terms may end."""
        jaren = {feestdag.year for feestdag in self.feestdagen}
        return {dag.year - 1, dag.year, dag.year + 1} <= jaren

    def is_werkdag(self, dag: date) -> bool:
        """Whether the day is no Saturday, Sunday or recognised holiday."""
        if dag.replace(month=1, day=1) not in self.feestdagen:
            raise OngeldigeInvoer(
                f"Van het jaar {dag.year} zijn geen feestdagen bekend; een termijn is dan niet te berekenen."
            )
        return dag.weekday() < ZATERDAG and dag not in self.feestdagen

    def werkdag_vanaf(self, dag: date) -> date:
        """The day itself when it is a working day, else the first one after it."""
        while not self.is_werkdag(dag):
            dag += DAG
        return dag

    def werkdag_na(self, dag: date, aantal: int) -> date:
        """The `aantal`-th working day after the day; the day itself does not count."""
        for _ in range(aantal):
            dag = self.werkdag_vanaf(dag + DAG)
        return dag


Kalenders = Callable[[int], Kalender]
"""The calendar around each year: that of a case of long ago is another than that of today."""
