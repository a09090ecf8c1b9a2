import { createHash } from "node:crypto";
import { GoogleAuth, JWT } from "google-auth-library";
import { AppError } from "@/lib/core/errors";
import { failureOf } from "@/lib/platform/http/failure";
import { isLoopback, readServiceAccount, type ServiceAccount } from "./settings";

/** Gives the token of a call. It fetches and renews by itself where there is something to renew. */
export type TokenSource = () => Promise<string>;

const SCOPE = "https://www.googleapis.com/auth/cloud-platform";
/** Of the accounts in use: a token holds for an hour, and a connection is opened for every call. */
const sources = new Map<string, TokenSource>();
const MOST_SOURCES = 100;

type Credentials = { serviceAccount?: string | undefined; accessToken?: string | undefined };

/** `address`: where the token will go. What is of this machine gets no token that would be good elsewhere. */
export function tokenSource({ serviceAccount, accessToken }: Credentials, address: string): TokenSource {
  if (accessToken) return async () => accessToken;
  const isLocal = isLoopback(address);
  const id = createHash("sha256")
    .update(JSON.stringify([serviceAccount, isLocal]))
    .digest("hex");
  const known = sources.get(id);
  if (known) return known;
  const source = serviceAccount ? accountSource(serviceAccount, isLocal) : ambientSource(isLocal);
  if (sources.size >= MOST_SOURCES) sources.clear();
  sources.set(id, source);
  return source;
}

function accountSource(text: string, isLocal: boolean): TokenSource {
  const account = readServiceAccount(text);
  if (typeof account === "string") return async () => Promise.reject(unusable());
  if (account.token_uri && isLoopback(account.token_uri) && !isLocal)
    return async () => Promise.reject(unusable());
  const client = new JWT({ email: account.client_email, key: account.private_key, scopes: [SCOPE] });
  return isLocal ? () => selfSigned(client, account) : () => fetched(() => client.getAccessToken());
}

const unusable = () =>
  new AppError(
    "provider_refused",
    "The service account of this connection cannot be used. Replace it in Settings.",
  );

/** For the simulators: signed here, so that Google is not asked and the key stays where it is. */
async function selfSigned(client: JWT, { client_email }: ServiceAccount): Promise<string> {
  client.useJWTAccessWithScope = true;
  client.defaultScopes = [SCOPE];
  const headers = await client.getRequestHeaders(`https://loopback/${encodeURIComponent(client_email)}`);
  return (headers.get("authorization") ?? "").replace(/^Bearer /, "");
}

/** The identity of this machine, as its environment or its metadata server states it. The simulators get a word instead. */
function ambientSource(isLocal: boolean): TokenSource {
  if (isLocal) return async () => "ambient";
  const auth = new GoogleAuth({ scopes: [SCOPE] });
  return () => fetched(async () => (await auth.getClient()).getAccessToken());
}

async function fetched(call: () => Promise<{ token?: string | null }>): Promise<string> {
  let token: string | null | undefined;
  try {
    ({ token } = await call());
  } catch (thrown) {
    throw tokenError(thrown);
  }
  if (token) return token;
  throw new AppError("provider_refused", "Google gave no token for this account. Replace it in Settings.");
}

/** Its words are ours alone: what the library throws may hold the assertion that was sent. */
function tokenError(thrown: unknown): AppError {
  const failure = failureOf(thrown);
  if (failure.kind === "status" && failure.status < 500 && failure.status !== 429)
    return new AppError(
      "provider_refused",
      "Google does not accept this service account: its key may be deleted, or the account disabled. Replace it in Settings.",
    );
  const isMissing = thrown instanceof Error && /Could not load the default credentials/i.test(thrown.message);
  if (isMissing)
    return new AppError(
      "provider_refused",
      "This machine has no Google identity of its own. Give the connection a service account.",
    );
  return new AppError("provider_busy", "Google's address for tokens cannot be reached now.");
}
