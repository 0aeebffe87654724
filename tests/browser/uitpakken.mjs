// Unpacks the browser, its fonts and its libraries from the package that carries them.
import { mkdirSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import chromium, { inflate } from "@sparticuz/chromium";

const modules = fileURLToPath(new URL("node_modules/", import.meta.url));
process.env.TMPDIR = `${modules}.chromium`;
mkdirSync(process.env.TMPDIR);
await chromium.executablePath();
await inflate(`${modules}@sparticuz/chromium/bin/al2023.tar.br`);
writeFileSync(
  `${process.env.TMPDIR}/fonts.conf`,
  `<fontconfig><dir>${process.env.TMPDIR}/fonts</dir><cachedir>${process.env.TMPDIR}/cache</cachedir></fontconfig>`,
);
