import type { IncomingHttpHeaders } from "node:http";
import type { BedrockSettings } from "./settings";

// Signatures are read, never verified: they say who calls and which region is meant.

type Signature = { key: string; region: string };

function signatureOf(headers: IncomingHttpHeaders): Signature | null {
  const found = /Credential=([^/,\s]+)\/\d{8}\/([^/,\s]+)\/[^/,\s]+\/aws4_request/.exec(
    headers.authorization ?? "",
  );
  return found ? { key: found[1] ?? "", region: found[2] ?? "" } : null;
}

/** The access key's id, or the Bearer token. */
export function keyOf(headers: IncomingHttpHeaders): string | undefined {
  return signatureOf(headers)?.key ?? /^Bearer\s+(\S+)$/i.exec(headers.authorization ?? "")?.[1];
}

export function regionOf(headers: IncomingHttpHeaders, settings: BedrockSettings): string {
  return signatureOf(headers)?.region ?? settings.region;
}

/** The account of the key. */
export function scopeOf(headers: IncomingHttpHeaders, settings: BedrockSettings): string {
  return settings.scopes[keyOf(headers) ?? ""] ?? settings.accountId;
}
