const HIDDEN = "••••••••";
/** What stays hidden of a key that is shown in part. */
const LEAST_HIDDEN = 12;
const TAIL = 4;
/** What vendors write in front of every key of a kind: `sk-admin-`, `sk-ant-api03-`, `whsec_`. */
const PREFIX = /^[a-z]{2,6}[-_](?:[a-z]{2,6}\d{0,2}[-_]){0,2}/i;

/** `sk-admin-…c91f`: enough to recognise, not enough to use. What is too short for that is hidden whole. */
export function maskOf(secret: string): string {
  const text = secret.trim();
  // A file of several lines, or one long word of JSON.
  if (/[\s{]/.test(text)) return HIDDEN;
  const prefix = PREFIX.exec(text)?.[0] ?? "";
  const tail = text.slice(-TAIL);
  if (text.length - prefix.length - TAIL >= LEAST_HIDDEN) return `${prefix}…${tail}`;
  return prefix === "" || text.length - TAIL < 2 * LEAST_HIDDEN ? HIDDEN : `…${tail}`;
}
