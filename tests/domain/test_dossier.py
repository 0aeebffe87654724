from app.domain.dossier import Clientsleutel, Dossier, OpenVerzoek, Verzoeksoort
from app.domain.waarden import AgbCode, Gemeentecode


def test_the_open_requests_of_a_client_are_found_by_the_key_of_the_client():
    verzoek = OpenVerzoek(
        soort=Verzoeksoort.TOEWIJZING,
        gemeente=Gemeentecode("0957"),
        aanbieder=AgbCode("42420001"),
        client=Clientsleutel("sleutel van 999900006"),
        referentie="A1",
    )
    dossier = Dossier(
        clientsleutel=lambda bsn: Clientsleutel(f"sleutel van {bsn}"), open_verzoeken=(verzoek,)
    )
    assert dossier.verzoeken_van("0957", "42420001", "999900006") == {"A1": Verzoeksoort.TOEWIJZING}
    assert dossier.verzoeken_van("0957", "42420001", "999911120") == {}
