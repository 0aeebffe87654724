"""Bodies of how a decision, also one on an objection, reached the client (W07)."""

from pydantic import Field

from app.api.kader.rest.modellen import Datum, Invoer, Keuze, Model, Moment, Tekst, Uitvoer, voorbeeld
from app.domain.besluit.besluit import Verzendweg


class _Bekendmaking(Model):
    """When and how the client received the decision."""

    op: Datum = Field(
        alias="datum",
        description="De dag van verzenden of uitreiken, of elektronisch de dag waarop de cliënt het kon "
        "lezen. De dag erna begint de termijn.",
        examples=["2026-03-17"],
    )
    weg: Keuze[Verzendweg] | None = Field(
        None,
        description="Per post, uitgereikt of elektronisch; de brief zegt het. Elektronisch kan als de cliënt "
        "daar om vroeg, en mag opnieuw als het niet aankwam (Awb 2:8 en 2:11).",
        examples=["post"],
    )


class _ElektronischeVerzending(Model):
    """That the client got it electronically."""

    toestemming_op: Datum = Field(
        alias="toestemmingsdatum",
        description="Wanneer de cliënt uitdrukkelijk zei langs deze weg bereikbaar te zijn (Awb 2:8).",
        examples=["2026-03-02"],
    )
    portaal: bool = Field(
        False, description="Of het in een portaal is geplaatst (Awb 2:10).", examples=[True]
    )
    kennisgeving_op: Datum | None = Field(
        None,
        alias="kennisgevingsdatum",
        description="Wanneer de cliënt hoorde dat het in het portaal staat: binnen 48 uur.",
        examples=["2026-03-17"],
    )
    bereikbaar_vanaf: Moment | None = Field(
        None,
        description="Het moment vanaf wanneer de cliënt het kon lezen; de datum is de dag daarvan.",
        examples=["2026-03-17T08:15:00Z"],
    )


class ElektronischeVerzendingIn(_ElektronischeVerzending, Invoer):
    """That the client got it electronically."""


class ElektronischeVerzendingUit(_ElektronischeVerzending, Uitvoer):
    """That the client got it electronically."""


class BekendmakingIn(_Bekendmaking, Invoer):
    """When and how the client received the decision."""

    model_config = voorbeeld({"datum": "2026-03-17", "weg": "post", "wijze": "per aangetekende post"})

    elektronisch: ElektronischeVerzendingIn | None = Field(
        None, description="Alleen bij verzending langs elektronische weg."
    )
    wijze: Tekst = Field(description="In woorden.", examples=["per aangetekende post"])


class BekendmakingUit(_Bekendmaking, Uitvoer):
    """When and how the client received the decision."""

    elektronisch: ElektronischeVerzendingUit | None = None
    wijze: str = Field(description="In woorden.", examples=["per aangetekende post"])
