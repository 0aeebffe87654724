// Opens the documentation as an integrator does, and tells what happened, as JSON.
// Arguments: the address of the page, an access token.
import { startBrowser, volg } from "./browser.mjs";

const [adres, token] = process.argv.slice(2);
const browser = await startBrowser();
const page = await browser.newPage();
const stand = await volg(page);

// In the page itself: a click by place misses what moves while a large document is drawn.
const klik = async (plek) => (await page.waitForSelector(plek)).evaluate((deel) => deel.click());

await page.goto(adres, { waitUntil: "networkidle0" });
await page.waitForSelector(".opblock-tag");
const onderwerpen = await page.$$eval(".opblock-tag", (koppen) =>
  koppen.map((kop) => [kop.dataset.tag, kop.querySelector("small")?.textContent ?? ""]),
);
await klik(".btn.authorize");
await (await page.waitForSelector(".modal-ux input")).focus();
await page.keyboard.sendCharacter(token);
await klik(".modal-ux .authorize");
await klik(".modal-ux .btn-done");
const bewerking = "#operations-Cliënten-leg_client_vast";
await klik('.opblock-tag[data-tag="Cliënten"]');
await klik(`${bewerking} .opblock-summary-control`);
// Without its example, which is put in later, the request is not sent.
await page.waitForFunction((plek) => document.querySelector(plek)?.value, {}, `${bewerking} textarea`);
await page.waitForNetworkIdle();
await klik(`${bewerking} .execute`);
const status = await page.waitForSelector(`${bewerking} .live-responses-table .response .response-col_status`);
const antwoord = await status.evaluate((cel) => cel.textContent);

await klik('.opblock-tag[data-tag="Cliënten"]');

// One subject at a time: of 150 headings and operations or more only those in view are in the page.
const bewerkingen = [];
for (const [onderwerp] of onderwerpen) {
  const kop = `.opblock-tag[data-tag="${onderwerp}"]`;
  await klik(`${kop}[data-is-open="false"]`);
  await page.waitForSelector(".opblock");
  bewerkingen.push(
    ...(await page.$$eval(".opblock", (delen) =>
      delen.map((deel) => deel.querySelector(".opblock-summary-description").textContent),
    )),
  );
  await klik(`${kop}[data-is-open="true"]`);
  await page.waitForSelector(".opblock", { hidden: true });
}
const gewoon = await stand();

await page.evaluate(async () => {
  const plaatje = document.createElement("img");
  const klaar = new Promise((gereed) => plaatje.addEventListener("error", gereed));
  plaatje.src = "https://elders.example/plaatje.png";
  document.body.append(plaatje);
  await Promise.allSettled([klaar, fetch("https://elders.example/gegevens")]);
});
const poging = await stand();
await browser.close();
console.log(JSON.stringify({ onderwerpen, bewerkingen, antwoord, gewoon, poging }));
