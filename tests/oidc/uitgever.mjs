// An OpenID provider on loopback, for the tests: prints its issuer, then obeys one command a line on stdin.
//   rotate     sign with a new key, keep publishing the old ones
//   withdraw   publish the newest key only
//   clock N    let its clock run N seconds ahead
//   fetched    print how often the keys were fetched
// Every command is answered with one line.

import { generateKeyPairSync, randomUUID } from "node:crypto";
import { createServer } from "node:http";
import { createInterface } from "node:readline";

import Provider from "oidc-provider";

console.info = console.error; // stdout is for the answers

const AUDIENCE = "urn:wmo:proef";
const SECRET = "geheim-van-het-systeem-dat-lang-genoeg-is";
const MUNICIPALITY = { gemeente: "0957", medewerker: "j.jansen", rol: "toegang" };
const SYSTEMS = {
  zaaksysteem: { claims: MUNICIPALITY },
  epd: { claims: { agb: "12345678", medewerker: "p.pieters", rol: "aanbieder" } },
  "rol-past-niet": { claims: { ...MUNICIPALITY, rol: "aanbieder" } },
  PS256: { claims: MUNICIPALITY, alg: "PS256" },
  ES256: { claims: MUNICIPALITY, alg: "ES256" },
  RS512: { claims: MUNICIPALITY, alg: "RS512" },
  EdDSA: { claims: MUNICIPALITY, alg: "EdDSA" },
  HS256: { claims: MUNICIPALITY, alg: "HS256" },
  opaque: { claims: MUNICIPALITY, format: "opaque" },
};

const systemClock = Date.now;
let ahead = 0;
Date.now = () => systemClock() + ahead * 1000;

function newKey(type, alg, options) {
  const { privateKey } = generateKeyPairSync(type, options);
  return { ...privateKey.export({ format: "jwk" }), kid: randomUUID(), use: "sig", ...(alg && { alg }) };
}

const others = [
  newKey("rsa", "PS256", { modulusLength: 2048 }),
  newKey("rsa", "RS512", { modulusLength: 2048 }),
  newKey("ec", "ES256", { namedCurve: "P-256" }),
  newKey("ed25519", "EdDSA"),
];
let keys = [newKey("rsa", "RS256", { modulusLength: 2048 })];
let fetched = 0;

function resourceServer(_, resource, client) {
  const { alg = "RS256", format = "jwt" } = SYSTEMS[client.clientId];
  return {
    audience: resource,
    scope: "toewijzingen:lezen toewijzingen:schrijven",
    accessTokenFormat: format,
    accessTokenTTL: 300,
    jwt: { sign: alg.startsWith("HS") ? { alg, key: Buffer.from(SECRET), kid: "hs" } : { alg } },
  };
}

function provider() {
  return new Provider(issuer, {
    jwks: { keys: [...keys, ...others] },
    clients: Object.keys(SYSTEMS).map((client_id) => ({
      client_id,
      client_secret: SECRET,
      grant_types: ["client_credentials"],
      redirect_uris: [],
      response_types: [],
    })),
    features: {
      clientCredentials: { enabled: true },
      devInteractions: { enabled: false },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => AUDIENCE,
        getResourceServerInfo: resourceServer,
      },
    },
    extraTokenClaims: (_, token) => SYSTEMS[token.clientId].claims,
  }).callback();
}

const server = createServer((request, response) => {
  fetched += request.url === "/jwks";
  handle(request, response);
});
await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
const issuer = `http://127.0.0.1:${server.address().port}`;
let handle = provider();
console.log(issuer);

const commands = {
  rotate() {
    keys = [newKey("rsa", "RS256", { modulusLength: 2048 }), ...keys];
    handle = provider();
  },
  withdraw() {
    keys = keys.slice(0, 1);
    handle = provider();
  },
  clock(seconds) {
    ahead = Number(seconds);
  },
  fetched: () => fetched,
};

for await (const line of createInterface({ input: process.stdin })) {
  const [name, ...rest] = line.split(" ");
  console.log(commands[name](...rest) ?? "ok");
}
server.close();
server.closeAllConnections();
