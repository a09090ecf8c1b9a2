import { lookup as ask } from "node:dns/promises";
import { isIP } from "node:net";
import { isPrivateAddress } from "./private-address";

const PATIENCE_MS = 3_000;
/** Names that lead to this machine or its network wherever they are asked. */
const LOCAL_NAMES = /(^|\.)(localhost|local|internal|lan|home\.arpa|localdomain)$/;
const NOT_PUBLIC = "This address leads into a private network. Use a public one.";

/** The system's own; a test plays a name server with it. */
type Lookup = (host: string, options: { all: true }) => Promise<{ address: string }[]>;

/** `local`: this machine, private networks and plain http are fine, as in the sandbox. */
export type AddressRule = { local: boolean };

/** What is wrong with an address that keys are sent to; null: nothing that can be seen without asking a name server. */
export function addressProblem(text: string, rule: AddressRule): string | null {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (!url || !/^https?:$/.test(url.protocol) || url.hostname === "")
    return "Use an address such as https://api.example.com.";
  if (url.username !== "" || url.password !== "") return "Leave user name and password out of the address.";
  if (url.search !== "" || url.hash !== "") return "Leave out what stands behind ? or #.";
  if (rule.local) return null;
  if (url.protocol === "http:") return "Use an address with https.";
  return isLocal(hostOf(url)) ? NOT_PUBLIC : null;
}

/**
 * The same, and what its name resolves to. A name that cannot be resolved now passes: its vendor may be away. Whoever
 * holds the name may let it lead elsewhere later, so this is asked again with every opening.
 */
export async function reachProblem(
  text: string,
  rule: AddressRule,
  lookup: Lookup = ask,
): Promise<string | null> {
  const problem = addressProblem(text, rule);
  if (problem || rule.local) return problem;
  const found = await resolve(hostOf(new URL(text)), lookup);
  return found.some(isPrivateAddress) ? NOT_PUBLIC : null;
}

/** Only this machine itself. */
export function isLoopback(text: string): boolean {
  if (!URL.canParse(text)) return false;
  return /^(localhost|127(\.\d+){3}|::1)$/.test(hostOf(new URL(text)));
}

function isLocal(host: string): boolean {
  if (isIP(host)) return isPrivateAddress(host);
  return !host.includes(".") || LOCAL_NAMES.test(host);
}

function hostOf({ hostname }: URL): string {
  return hostname.replace(/^\[|\]$/g, "").replace(/\.$/, "");
}

async function resolve(host: string, lookup: Lookup): Promise<string[]> {
  if (isIP(host)) return [host];
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<never[]>((done) => {
    timer = setTimeout(done, PATIENCE_MS, []);
  });
  const asked = lookup(host, { all: true }).then(
    (found) => found.map(({ address }) => address),
    () => [],
  );
  return Promise.race([asked, tooLate]).finally(() => clearTimeout(timer));
}
