"""Credits of which the lines are refused count no more, however many there are."""

from app.domain.keten.dossier import Clientsleutel, Declaratiesleutel, Partijen
from app.domain.keten.geheugen import Geheugen
from app.domain.keten.historie import Declaratieregel, Mutaties, Weigering
from app.domain.waarden import AgbCode, Gemeentecode
from app.istandaard.vervallen_credits import laat_credits_vervallen_bij
from tests.domain.keten.bouw_declaratie import credit_van, een_prestatie

TUSSEN = Partijen("0957", "42420001")
VAN = Declaratiesleutel(Gemeentecode(TUSSEN.gemeente), AgbCode(TUSSEN.aanbieder), "D2")


class Geteld(Geheugen):
    """A history that tells what was added to it at a time."""

    def __init__(self) -> None:
        super().__init__()
        self.erbij: list[Mutaties] = []

    def leg_vast(self, herkomst: object, mutaties: Mutaties) -> None:
        self.erbij.append(mutaties)
        super().leg_vast(herkomst, mutaties)


def test_all_that_lapse_by_one_answer_are_added_at_once() -> None:
    bij, credits = Geteld(), [credit_van(een_prestatie(f"P{n}"), f"C{n}") for n in range(3)]
    regels = [Declaratieregel(VAN, Clientsleutel("c"), credit, toegekend=True) for credit in credits]
    bij.leg_vast("D2", tuple(regels))
    gegeven = laat_credits_vervallen_bij(bij, TUSSEN, "D2", {credit.referentie: "R1" for credit in credits})
    assert gegeven == {credit.referentie: credit.bedrag for credit in credits}
    _, weg = bij.erbij
    assert [type(weigering) for weigering in weg] == [Weigering] * 3
