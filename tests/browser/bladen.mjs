// Opens every page in every state as people do, and tells what was seen, as JSON.
// Arguments: the address, a JSON file with the states, and for screenshots alone a folder.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { startBrowser, volg } from "./browser.mjs";

const [adres, bestand, plaatjes] = process.argv.slice(2);
const { toestanden, ketenbestanden } = JSON.parse(readFileSync(bestand));
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const BREEDTES = [320, 768, 1280, 2560];
// Other colours only change what can be read.
const KLEUREN = { resultTypes: ["violations"], runOnly: { type: "rule", values: ["color-contrast", "link-in-text-block"] } };
const WEERGAVEN = {
  licht: [],
  donker: [{ name: "prefers-color-scheme", value: "dark" }],
  contrast: [{ name: "prefers-contrast", value: "more" }],
};
const SYSTEEMKLEUREN = ["light", "dark"].map((value) => [
  { name: "forced-colors", value: "active" },
  { name: "prefers-color-scheme", value },
]);

const browser = await startBrowser();

// Opens a state: a page, and what is sent with its form, if anything is.
const open = async (page, { pad, bestanden, tekst }) => {
  await page.goto(adres + pad, { waitUntil: "networkidle0" });
  if (!bestanden && tekst === undefined) return;
  if (bestanden) await (await page.waitForSelector("main input[type=file]")).uploadFile(...bestanden);
  if (tekst) await page.$eval("#tekst", (vak, inhoud) => (vak.value = inhoud), tekst);
  const klaar = page.waitForResponse((antwoord) => antwoord.request().method() === "POST");
  await page.$eval("main form[method=post] button[type=submit]", (knop) => knop.click());
  await klaar;
  await page.waitForNetworkIdle();
  await page.waitForFunction(() => !document.querySelector(".htmx-request, .htmx-swapping, .htmx-settling"));
};

// What cannot be read in the colours of the system, which axe does not measure: text and bars on what lies below.
const onleesbaar = () => {
  const delen = (kleur) => kleur.match(/[\d.]+/g).map(Number);
  const licht = (kleur) => {
    const [r, g, b] = delen(kleur).map((deel) => (deel /= 255) <= 0.04045 ? deel / 12.92 : ((deel + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const vlak = (deel) => {
    const { backgroundColor: kleur } = getComputedStyle(deel);
    return (delen(kleur)[3] ?? 1) === 1 || !deel.parentElement ? kleur : vlak(deel.parentElement);
  };
  const verschil = (deel, kleur) => {
    const [hoog, laag] = [licht(kleur), licht(vlak(deel))].sort((a, b) => b - a);
    return (hoog + 0.05) / (laag + 0.05);
  };
  const zichtbaar = [...document.body.querySelectorAll("*")].filter((deel) => deel.checkVisibility());
  const tekst = zichtbaar.filter((deel) => [...deel.childNodes].some((kind) => kind.nodeType === 3 && kind.data.trim()));
  const balken = zichtbaar.filter(({ tagName }) => tagName === "rect");
  return [
    ...tekst.filter((deel) => verschil(deel, getComputedStyle(deel).color) < 4.5),
    ...balken.filter((balk) => {
      const { fill, stroke } = getComputedStyle(balk);
      return verschil(balk.closest("svg"), fill === "none" ? stroke : fill) < 3;
    }),
  ].map((deel) => deel.outerHTML.slice(0, 120));
};

const bekijk = async (toestand) => {
  const page = await browser.newPage();
  const stand = await volg(page);
  await open(page, toestand);
  const gezien = await page.evaluate(() => ({
    titel: document.title,
    focus: document.activeElement.id,
    koppen: [...document.querySelectorAll("h1,h2,h3,h4,h5,h6")].map((kop) => [+kop.tagName[1], kop.textContent]),
    gebieden: [...document.querySelectorAll("body > header, body > main, body > footer, nav")].map((d) => d.tagName),
    dubbel: [...document.querySelectorAll("[id]")].map((d) => d.id).filter((id, n, alle) => alle.indexOf(id) !== n),
  }));
  const { gevraagd, meldingen, schendingen } = await stand();
  const overloop = [];
  for (const breed of BREEDTES) {
    await page.setViewport({ width: breed, height: 800 });
    const echt = await page.evaluate(() => document.documentElement.scrollWidth);
    if (echt > breed) overloop.push([breed, echt]);
  }
  await page.setViewport({ width: 1280, height: 900 });
  const bezwaren = [];
  const scherm = await page.createCDPSession(); // puppeteer itself knows no forced colours
  const toonIn = (features) => scherm.send("Emulation.setEmulatedMedia", { features });
  for (const [weergave, kenmerken] of Object.entries(WEERGAVEN)) {
    await toonIn(kenmerken);
    await page.evaluate(axe);
    const regels = weergave === "licht" ? { resultTypes: ["violations"] } : KLEUREN;
    const { violations } = await page.evaluate((keuze) => globalThis.axe.run(keuze), regels);
    bezwaren.push(...violations.map((v) => `${weergave} ${v.id}: ${v.nodes.map((k) => k.html).slice(0, 2).join(" ")}`));
    if (plaatjes && toestand.plaatjes.includes(weergave)) {
      await page.screenshot({ path: `${plaatjes}/${toestand.naam}-${weergave}.png`, clip: { x: 0, y: 0, width: 1280, height: 900 } });
    }
  }
  for (const kenmerken of SYSTEEMKLEUREN) {
    await toonIn(kenmerken);
    bezwaren.push(...(await page.evaluate(onleesbaar)).map((deel) => `systeemkleuren ${deel}`));
  }
  await toonIn([]);
  await page.emulateMediaType("print");
  const gedrukt = await page.evaluate(() => ({
    menu: getComputedStyle(document.querySelector("body > header")).display,
    inhoud: document.querySelector("main").innerText.length,
  }));
  await page.close();
  return { ...gezien, meldingen, schendingen, gevraagd, overloop, bezwaren, gedrukt };
};

// The same without a script: the form is sent by the browser itself.
const zonderScript = async (toestand) => {
  const page = await browser.newPage();
  await page.setJavaScriptEnabled(false);
  await page.goto(adres + toestand.pad);
  if (toestand.bestanden) {
    await (await page.$("main input[type=file]")).uploadFile(...toestand.bestanden);
    await Promise.all([page.waitForNavigation(), page.click("main form[method=post] button[type=submit]")]);
  }
  const kop = await page.$eval("h1", (h1) => h1.textContent);
  await page.close();
  return kop;
};

// With the keyboard alone: over the skip link into the form, paste, send, and on at what was found.
const metToetsen = async (tekst) => {
  const page = await browser.newPage();
  await page.goto(adres, { waitUntil: "networkidle0" });
  await page.keyboard.press("Tab");
  const eerste = await page.evaluate(() => document.activeElement.className);
  await page.keyboard.press("Enter");
  const inhoud = await page.evaluate(() => document.activeElement.id);
  const langs = [];
  for (let stap = 0; stap < 10 && langs.at(-1) !== "tekst"; stap++) {
    await page.keyboard.press("Tab");
    langs.push(await page.evaluate(() => document.activeElement.id || document.activeElement.type));
  }
  await page.keyboard.sendCharacter(tekst);
  await page.keyboard.press("Tab");
  const klaar = page.waitForResponse((antwoord) => antwoord.request().method() === "POST");
  await page.keyboard.press("Enter");
  await klaar;
  await page.waitForFunction(() => document.activeElement.id === "inhoud" && document.querySelector(".fout"));
  const omlijnd = [];
  for (let stap = 0; stap < 4; stap++) {
    await page.keyboard.press("Tab");
    omlijnd.push(await page.evaluate(() => getComputedStyle(document.activeElement).outlineStyle !== "none"));
  }
  const titel = await page.title();
  await page.close();
  return { eerste, inhoud, langs, titel, omlijnd };
};

// A file that is dropped on the field, and files that are put in another order by their buttons.
const metSlepen = async () => {
  const page = await browser.newPage();
  await page.goto(adres, { waitUntil: "networkidle0" });
  const gevallen = await page.evaluate(() => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File(["<a/>"], "gesleept.xml"));
    document.querySelector("[data-neerzetten] p").dispatchEvent(new DragEvent("drop", { bubbles: true, dataTransfer }));
    return [...document.querySelector("#bestand").files].map((bestand) => bestand.name);
  });
  await page.goto(`${adres}/keten`, { waitUntil: "networkidle0" });
  await (await page.$("#bestanden")).uploadFile(...ketenbestanden.toReversed());
  const lijst = () => page.$$eval("#volgorde li", (leden) => leden.map((lid) => lid.firstChild.data));
  const eerst = await lijst();
  await page.click("#volgorde li:nth-child(2) button:first-of-type");
  const daarna = await lijst();
  const gemeld = await page.$eval("#volgorde [role=status]", (deel) => deel.textContent);
  await Promise.all([
    page.waitForResponse((antwoord) => antwoord.request().method() === "POST"),
    page.click("main form button[type=submit]"),
  ]);
  await page.waitForSelector(".schakel");
  const gespeeld = await page.$$eval(".schakel > h3", (koppen) => koppen.map((kop) => kop.textContent));
  await page.close();
  return { gevallen, eerst, daarna, gemeld, gespeeld };
};

// Rules are found while somebody types, and the address can be shared.
const alTypend = async () => {
  const page = await browser.newPage();
  await page.goto(`${adres}/regels`, { waitUntil: "networkidle0" });
  await page.type("#zoek", "TR019");
  await page.waitForFunction(() => document.querySelectorAll("#gevonden tbody tr").length === 1);
  const waar = new URL(page.url());
  await page.close();
  return waar.pathname + waar.search;
};

const uit = { toestanden: {}, zonderScript: {} };
for (const toestand of toestanden) {
  if (plaatjes && !toestand.plaatjes) continue;
  uit.toestanden[toestand.naam] = await bekijk(toestand);
  if (!plaatjes && toestand.tekst === undefined) uit.zonderScript[toestand.naam] = await zonderScript(toestand);
}
if (!plaatjes) {
  uit.metToetsen = await metToetsen(toestanden.find(({ tekst }) => tekst).tekst);
  uit.metSlepen = await metSlepen();
  uit.alTypend = await alTypend();
}
await browser.close();
console.log(JSON.stringify(uit));
