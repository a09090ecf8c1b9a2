import { createHash, createSign, generateKeyPairSync, randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";

const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
type Grant = { email: string; nonce: string; challenge: string; client: string };

/** A small OpenID Connect issuer: it asks for an address and believes it, as a test wants. */
export async function startIssuer(issuer: string): Promise<{ stop(): Promise<void> }> {
  const grants = new Map<string, Grant>();
  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? "/", issuer);
    if (url.pathname === "/.well-known/openid-configuration") return json(response, discovery(issuer));
    if (url.pathname === "/keys")
      return json(response, {
        keys: [{ ...publicKey.export({ format: "jwk" }), kid: "1", alg: "RS256", use: "sig" }],
      });
    if (url.pathname === "/authorize") return authorize(url, response, grants);
    if (url.pathname === "/token")
      return token(issuer, new URLSearchParams(await bodyOf(request)), response, grants);
    response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(Number(new URL(issuer).port), "localhost", resolve));
  return {
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

const discovery = (issuer: string) => ({
  issuer,
  authorization_endpoint: `${issuer}/authorize`,
  token_endpoint: `${issuer}/token`,
  jwks_uri: `${issuer}/keys`,
  response_types_supported: ["code"],
  subject_types_supported: ["public"],
  id_token_signing_alg_values_supported: ["RS256"],
});

function authorize({ searchParams }: URL, response: ServerResponse, grants: Map<string, Grant>): void {
  const email = searchParams.get("as");
  if (!email) {
    const kept = [...searchParams].map(
      ([name, value]) => `<input type="hidden" name="${name}" value="${value}">`,
    );
    response.setHeader("content-type", "text/html");
    response.end(
      `<form>${kept.join("")}<label>Address <input name="as"></label><button>Allow</button></form>`,
    );
    return;
  }
  const code = randomUUID();
  const of = (name: string) => searchParams.get(name) ?? "";
  grants.set(code, { email, nonce: of("nonce"), challenge: of("code_challenge"), client: of("client_id") });
  const back = new URL(of("redirect_uri"));
  back.searchParams.set("code", code);
  back.searchParams.set("state", of("state"));
  response.writeHead(302, { location: back.href }).end();
}

function token(
  issuer: string,
  form: URLSearchParams,
  response: ServerResponse,
  grants: Map<string, Grant>,
): void {
  const grant = grants.get(form.get("code") ?? "");
  const challenge = createHash("sha256")
    .update(form.get("code_verifier") ?? "")
    .digest("base64url");
  if (!grant || grant.challenge !== challenge) {
    response.writeHead(400).end();
    return;
  }
  const now = Math.floor(Date.now() / 1000);
  const { email, nonce, client } = grant;
  const claims = { iss: issuer, aud: client, sub: `sub-${email}`, iat: now, exp: now + 300, nonce, email };
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const signed = `${part({ alg: "RS256", kid: "1", typ: "JWT" })}.${part(claims)}`;
  const signature = createSign("RSA-SHA256").update(signed).sign(privateKey, "base64url");
  json(response, { access_token: randomUUID(), token_type: "Bearer", id_token: `${signed}.${signature}` });
}

function json(response: ServerResponse, value: unknown): void {
  response.setHeader("content-type", "application/json");
  response.end(JSON.stringify(value));
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let text = "";
  for await (const part of request) text += part;
  return text;
}
