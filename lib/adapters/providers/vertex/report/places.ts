/** Whether a job in one location may use what lies in another. A multi-region holds the regions within it. */
export function canReach(job: string, store: string): boolean {
  const [from, to] = [job.toLowerCase(), store.toLowerCase()];
  if (from === "global" || from === to) return true;
  if (to === "us") return from.startsWith("us-");
  if (to === "eu") return from.startsWith("europe-");
  return to === "asia" && from.startsWith("asia-");
}

export const farWords = (what: string, store: string, job: string): string =>
  `${what} is in ${store.toLowerCase()}, and the jobs run in ${job}. Use one in ${job}, or change the location.`;
