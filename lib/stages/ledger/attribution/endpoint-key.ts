import { createHash } from "node:crypto";

/** Opaque, URL-safe and the same after every rebuild: derived from the folded name alone. */
export function endpointKey(folded: string): string {
  return createHash("sha256")
    .update(folded)
    .digest("base64url")
    .slice(0, 16)
    .replaceAll("-", "x")
    .replaceAll("_", "y");
}
