"""Validaties: any message of iWmo 3.2 in, what is wrong with it out; nothing is kept."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Body
from pydantic import Field, computed_field

from app.api.kader.beurt import CONTROLE
from app.api.kader.rest.handeling import DeRaadpleging
from app.api.kader.rest.modellen import Uitvoer
from app.api.kader.rest.router import Router
from app.istandaard.controle import Controle
from app.istandaard.regels.register import wat_te_doen
from app.istandaard.uitgave import namespace_van
from app.processen import naslaan

router = Router(
    "/validaties",
    tag="Validaties",
    scope="validaties",
    uitleg="Controleer een bericht van iWmo 3.2. Het bericht wordt niet bewaard.",
)

VOORBEELD = f"""\
<?xml version="1.0" encoding="UTF-8"?>
<wmo319:Bericht xmlns:wmo319="{namespace_van("wmo319")}"
    xmlns:iwmo="{namespace_van("basisschema")}">
  <wmo319:Header>
    <wmo319:BerichtCode>482</wmo319:BerichtCode>
    <wmo319:BerichtVersie>3</wmo319:BerichtVersie>
    <wmo319:BerichtSubversie>2</wmo319:BerichtSubversie>
    <wmo319:Afzender>0957</wmo319:Afzender>
    <wmo319:Ontvanger>42420001</wmo319:Ontvanger>
    <wmo319:BerichtIdentificatie>
      <iwmo:Identificatie>319-0001</iwmo:Identificatie>
      <iwmo:Dagtekening>2026-03-05</iwmo:Dagtekening>
    </wmo319:BerichtIdentificatie>
    <wmo319:XsdVersie>
      <iwmo:BasisschemaXsdVersie>1.0.0</iwmo:BasisschemaXsdVersie>
      <iwmo:BerichtXsdVersie>1.0.0</iwmo:BerichtXsdVersie>
    </wmo319:XsdVersie>
  </wmo319:Header>
  <wmo319:Antwoord>
    <wmo319:ReferentieAanbieder>AANVRAAG-17</wmo319:ReferentieAanbieder>
    <wmo319:VerzoekAntwoord>2</wmo319:VerzoekAntwoord>
  </wmo319:Antwoord>
</wmo319:Bericht>
"""


class BevindingUit(Uitvoer):
    """One thing wrong."""

    regel: str = Field(
        description="Code van de regel; XSD bij een fout tegen het schema.", examples=["CD076"]
    )
    retourcode: str | None = Field(None, description="Code voor het retourbericht.", examples=["0001"])
    klasse: str | None = Field(None, description="De berichtklasse.", examples=["ToegewezenProduct"])
    pad: str | None = Field(
        None,
        examples=["/Bericht/Client/ToegewezenProducten/ToegewezenProduct[1]/Einddatum"],
    )
    regelnummer: int | None = Field(None, description="Regel in het bestand, vanaf 1.", examples=[57])
    melding: str = Field(
        examples=["Bij een omvang per week (frequentie 2) hoort een einddatum. Gevonden: geen einddatum."]
    )

    eerst: str | None = Field(None, exclude=True)

    @computed_field(  # type: ignore[prop-decorator]
        description="Wat de afzender doet, en waaraan eerst als de bevinding een gevolg kan zijn.",
        examples=["Vul een einddatum in, of kies een andere frequentie."],
    )
    @property
    def doe(self) -> str:
        return wat_te_doen(self.regel, self.eerst)


WAAROM_NIET = Field(
    description="Van elk van die regels wat ervoor ontbrak.",
    examples=[{"TR381": "Hiervoor nodig: de afgesproken lijst van producten."}],
)


class ControleUit(Uitvoer):
    """What a check of one message found."""

    berichtsoort: str = Field(examples=["wmo301"])
    geldig: bool = Field(description="Of er niets is gevonden.", examples=[False])
    niet_gecontroleerd: list[str] = Field(
        description="Regels die met alleen dit bericht niet te controleren zijn.",
        examples=[["TR056", "TR332"]],
    )
    waarom_niet: dict[str, str] = WAAROM_NIET
    bevindingen: list[BevindingUit] = Field(
        description="De eerste duizend; zijn er meer, dan zegt een laatste bevinding hoeveel."
    )
    opmerking: str | None = Field(
        None,
        description="Wat een foutbericht (Fo01) van het knooppunt meldt, of dat een antwoord afkeurt.",
        examples=["Het knooppunt heeft de zending niet bezorgd. Reden: IB003 (Bericht groter dan 25 MB)."],
    )


class ValidatieUit(Uitvoer):
    """The outcome as `wmo valideer --json` gives it, with what to do; what is null there is left out here."""

    berichten: list[ControleUit]


@dataclass(frozen=True, slots=True)
class Validatie:
    """What was found in each message; over HTTP that is one."""

    berichten: tuple[Controle, ...]


@router.post("", response_model=ValidatieUit, summary="Controleer een bericht van iWmo 3.2")
def valideer_bericht(
    bericht: Annotated[bytes, Body(media_type="application/xml", examples=[VOORBEELD])],
    raadpleging: DeRaadpleging,
) -> Validatie:
    """Check a message against its schema and the rules."""
    with CONTROLE.beurt(raadpleging.beller.code, len(bericht)):
        return Validatie((naslaan.valideer(raadpleging, bericht),))
