"""For schemathesis: a check that no form is refused that the document allows, and how a ZIP is sent."""

from base64 import b64decode
from typing import Any

import schemathesis
from schemathesis import Case, CheckContext, Response, SerializationContext
from schemathesis.specs.openapi.checks import positive_data_acceptance

from app.api.kader.rest.probleem import uit_validatie


@schemathesis.serializer("application/zip")
def stuur_zip(ctx: SerializationContext, waarde: Any) -> bytes:
    """The example of the document, which is base64; of what schemathesis makes up the text itself."""
    try:
        return b64decode(waarde, validate=True)
    except (TypeError, ValueError):
        return str(waarde).encode(errors="replace")


@schemathesis.check
def accepts_every_form_that_the_document_allows(ctx: CheckContext, response: Response, case: Case) -> None:
    """The process may refuse what has the right form, with a 400 too where a day or a code cannot be."""
    if response.status_code != 400 or _om_de_vorm(response.json()):
        positive_data_acceptance(ctx, response, case)


ONZEGBAAR = (
    "De einddatum ligt voor de begindatum.",
    "Dit is geen geldig Bsn: verwacht zijn negen cijfers die voldoen aan de elfproef.",
    "Meer tijd dan er is",
    "Verwacht is een geheel getal",
    "Verwacht is een bedrag in centen",
)
"""How begins what the models refuse and a schema cannot say.

It has no sums, no word on two fields together, and none on 34.0, which may mean euros where cents are asked.
"""


def _om_de_vorm(probleem: dict[str, Any]) -> bool:
    """Whether the models or the readers refused this, so that it never came to the process."""
    velden = probleem.get("fouten", [])
    van_de_modellen = uit_validatie([{"loc": (), "type": "missing"}] * len(velden), None).melding
    van_de_lezers = ("De JSON", "De inhoud", "De header", "De vraag")
    if probleem["detail"] == van_de_modellen:
        return any(not fout["melding"].startswith(ONZEGBAAR) for fout in velden)
    return probleem["detail"].startswith(van_de_lezers)
