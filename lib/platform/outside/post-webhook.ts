import { lookup as resolve } from "node:dns";
import http from "node:http";
import https from "node:https";
import { isIP, type LookupFunction } from "node:net";
import { refused } from "@/lib/core/errors";
import { isPrivateAddress } from "./private-address";

export type Webhook = { url: string; body: unknown; allowPrivate: boolean };
const TIMEOUT_MS = 10_000;
const NOT_PUBLIC = "This address leads into a private network. An admin can allow that in the settings.";

/** `lookup` is the system's own; a test plays a name server with it. */
export type PostOptions = { lookup?: typeof resolve };

/**
 * Posts JSON. A private address is refused where the connection is made, on the very address that was resolved: a name
 * that changes its mind between check and use gains nothing. Redirects are not followed.
 */
export function postWebhook(hook: Webhook, { lookup = resolve }: PostOptions = {}): Promise<void> {
  const url = new URL(hook.url);
  if (url.protocol !== "https:" && url.protocol !== "http:") throw refused("Use an address with https.");
  if (url.protocol === "http:" && !hook.allowPrivate) throw refused("Use an address with https.");
  const host = url.hostname.replace(/^\[|\]$/g, "");
  // A literal address is never looked up.
  if (!hook.allowPrivate && isIP(host) && isPrivateAddress(host)) throw refused(NOT_PUBLIC);
  const body = JSON.stringify(hook.body);
  return new Promise((done, fail) => {
    const { request } = url.protocol === "https:" ? https : http;
    const call = request(url, {
      method: "POST",
      headers: { "content-type": "application/json", "content-length": Buffer.byteLength(body) },
      lookup: hook.allowPrivate ? (lookup as LookupFunction) : publicOnly(lookup),
      signal: AbortSignal.timeout(TIMEOUT_MS),
      agent: false,
    });
    call.on("response", (response) => {
      response.resume();
      const status = response.statusCode ?? 0;
      if (status >= 200 && status < 300) done();
      else fail(new Error(`the receiver answered ${status}`));
    });
    call.on("error", fail);
    call.end(body);
  });
}

function publicOnly(lookup: typeof resolve): LookupFunction {
  return (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (error, addresses) => {
      if (error) return callback(error, "", 0);
      const [first] = addresses;
      if (!first || addresses.some(({ address }) => isPrivateAddress(address)))
        return callback(refused(NOT_PUBLIC), "", 0);
      if (options.all) return callback(null, addresses);
      return callback(null, first.address, first.family);
    });
  };
}
