"""Where to report a vulnerability of this installation: /.well-known/security.txt (RFC 9116)."""

from datetime import timedelta

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse

PAD = "/.well-known/security.txt"
GELDIG = timedelta(days=180)
"""How far ahead the file says that it holds, counted from the day that it is read; a year at most."""

VAN_HET_PROJECT = "# This is the contact of the project; the operator of this installation has not named one."


def registreer(
    app: Starlette, adres: str, contact: str | None, beleid: str | None, *, van_project: str
) -> None:
    """Serve the file: `contact` and `beleid` are addresses of the operator, `adres` that of the server.

    `van_project` is the mail address that counts where the operator names none.
    """
    vast = [
        *([] if contact else [VAN_HET_PROJECT]),
        f"Contact: {contact or 'mailto:' + van_project}",
        *([f"Policy: {beleid}"] if beleid else []),
        "Preferred-Languages: nl, en",
        f"Canonical: {adres.rstrip('/')}{PAD}",
    ]

    async def geef(request: Request) -> PlainTextResponse:
        tot = (request.app.state.klok() + GELDIG).strftime("%Y-%m-%dT00:00:00Z")
        return PlainTextResponse("\n".join([*vast, f"Expires: {tot}", ""]))

    app.add_route(PAD, geef)
