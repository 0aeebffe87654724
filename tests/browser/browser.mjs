// The browser of the tests, from npm: it reaches no host but this machine.
import { fileURLToPath } from "node:url";
import puppeteer from "puppeteer-core";

const uitgepakt = fileURLToPath(new URL("node_modules/.chromium/", import.meta.url));

export const startBrowser = () =>
  puppeteer.launch({
    executablePath: `${uitgepakt}chromium`,
    env: { ...process.env, LD_LIBRARY_PATH: `${uitgepakt}al2023/lib`, FONTCONFIG_FILE: `${uitgepakt}fonts.conf` },
    headless: "shell",
    args: [
      "--no-sandbox",
      "--no-zygote",
      "--disable-gpu",
      "--disable-component-update",
      "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
    ],
  });

// What this page asks for, says and breaks, from now on.
export const volg = async (page) => {
  const gevraagd = new Set();
  const meldingen = [];
  page.on("request", (verzoek) => gevraagd.add(new URL(verzoek.url()).host));
  page.on("console", (melding) => melding.type() === "log" || meldingen.push(melding.text()));
  page.on("pageerror", (fout) => meldingen.push(fout.message));
  await page.evaluateOnNewDocument(() => {
    globalThis.schendingen = [];
    addEventListener("securitypolicyviolation", (s) => schendingen.push(`${s.effectiveDirective} ${s.blockedURI}`));
  });
  return async () => ({
    gevraagd: [...gevraagd].filter(Boolean),
    meldingen: [...meldingen],
    schendingen: await page.evaluate(() => [...schendingen]),
  });
};
