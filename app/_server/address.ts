/**
 * Whom a failed entry is counted against. Next writes the socket's address here when no proxy did; the last entry is
 * the one that the proxy nearest to us saw itself, the earlier ones are whatever the client claims.
 */
export function addressOf(headers: Headers): string {
  return headers.get("x-forwarded-for")?.split(",").at(-1)?.trim() || "unknown";
}
