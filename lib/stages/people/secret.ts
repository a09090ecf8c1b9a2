import { createHash, randomBytes } from "node:crypto";

/** 256 bits of chance, so that a plain hash is enough to keep it. */
export function newSecret(prefix: string): string {
  return `${prefix}${randomBytes(32).toString("base64url")}`;
}

export function hashOf(secret: string): string {
  return createHash("sha256").update(secret).digest("hex");
}
