// Reads an OpenAPI document and writes a collection for Postman, the same for the same document.
import { readFileSync } from "node:fs";
import converter from "openapi-to-postmanv2";

const document = JSON.parse(readFileSync(0, "utf8"));

// The converter looks for an example beside a schema, not inside it; answers would make it thirty times as large.
const voorbeeld = ({ $ref, examples }) => (examples ?? document.components.schemas[$ref.split("/").pop()].examples)[0];
for (const bewerking of Object.values(document.paths).flatMap(Object.values)) {
  bewerking.responses = { 200: { description: "" } };
  const inhoud = Object.values(bewerking.requestBody?.content ?? {});
  for (const deel of [...inhoud, ...(bewerking.parameters ?? [])]) deel.example = voorbeeld(deel.schema);
}

const opties = { folderStrategy: "Tags", parametersResolution: "Example", enableOptionalParameters: false };
const { result, output, reason } = await new Promise((klaar, mislukt) =>
  converter.convertV2({ type: "json", data: document }, opties, (fout, uitkomst) =>
    fout ? mislukt(fout) : klaar(uitkomst),
  ),
);
if (!result) throw new Error(reason);

const { info, item, variable } = output[0].data;
// Without ids, which differ each time. The token stands once, for the whole collection.
const opgeschoond = ({ name, description, request, item }) => {
  if (item) return { name, description, item: item.map(opgeschoond) };
  const { auth, ...verzoek } = request;
  // No text can stand for a ZIP: the one who sends it picks a file.
  if (verzoek.header?.some(({ value }) => value === "application/zip"))
    verzoek.body = { mode: "file", file: { src: "keten.zip" } };
  return { name, request: auth?.type === "bearer" ? verzoek : { ...verzoek, auth: { type: "noauth" } } };
};
const verzameling = {
  info: { name: info.name, description: info.description, schema: info.schema },
  auth: { type: "bearer", bearer: [{ key: "token", value: "{{token}}", type: "string" }] },
  variable: [...variable, { key: "token", value: "", type: "string" }],
  item: item.map(opgeschoond),
};
// What the converter adds to a text of ours: English words, and an element around a message.
const zonder = (naam, waarde) => {
  if (naam === "content")
    return waarde.replace("(Required) ", "").replace(/\(This can only be one of ([^)]*)\)/, "Een van: $1.");
  return naam === "raw" && typeof waarde === "string" ? waarde.replace(/^<element>(.*)<\/element>$/s, "$1") : waarde;
};
console.log(JSON.stringify(verzameling, zonder, 2));
