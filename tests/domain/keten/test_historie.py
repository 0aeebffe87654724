"""What became of a line follows from what came after it."""

from app.domain.keten.dossier import Clientsleutel, Declaratiesleutel, Toewijzingsleutel
from app.domain.keten.historie import Declaratieregel, Weigering, geweigerd_na
from app.domain.waarden import AgbCode, Gemeentecode
from tests.domain.keten.bouw_declaratie import een_prestatie

GEMEENTE, CLIENT = Gemeentecode("0957"), Clientsleutel("c")
REGEL = Declaratieregel(
    Declaratiesleutel(GEMEENTE, AgbCode("42420001"), "D1"), CLIENT, een_prestatie("P1"), toegekend=True
)
WEIGERING = Weigering(Toewijzingsleutel(GEMEENTE, 1), CLIENT, een_prestatie("P1"), codes=("9321",))


def test_a_line_is_refused_by_what_comes_after_it() -> None:
    assert geweigerd_na([("D1", REGEL), ("R1", WEIGERING)]) == {("D1", een_prestatie("P1")): ("9321",)}


def test_a_refusal_before_it_was_of_another_with_its_reference() -> None:
    assert geweigerd_na([("R1", WEIGERING), ("D2", REGEL)]) == {}
