/** Whether a job in one place may use a bucket or a data set in another. */
export function canReach(job: string, store: string): boolean {
  const [from, to] = [job.toLowerCase(), store.toLowerCase()];
  if (from === "global" || from === to) return true;
  if (to === "us") return from.startsWith("us");
  return to === "eu" && (from.startsWith("europe") || from === "eu");
}

/** Google answers with the number of a project, whatever it was called by. */
export function projectNumber(project: string): string {
  if (/^\d+$/.test(project)) return project;
  let number = 7n;
  for (const byte of Buffer.from(project)) number = (number * 257n + BigInt(byte)) % 899_999_999_999n;
  return String(100_000_000_000n + number);
}

/** Opaque tokens for the next page: what comes first there. */
export const tokenFor = (next: string) => Buffer.from(next).toString("base64url");
export const readToken = (token: string | null) =>
  token === null ? null : Buffer.from(token, "base64url").toString("utf8");
