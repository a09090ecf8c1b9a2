export type Seen = { id: string; name: string; word: string };

const QUIET_MS = 30_000;
const NAMED = 3;

/** `docs/contract-extract: completed`, for each whose state is another one. */
export function changesOf(before: readonly Seen[], after: readonly Seen[]): string[] {
  const words = new Map(before.map(({ id, word }) => [id, word]));
  return after
    .filter(({ id, word }) => words.has(id) && words.get(id) !== word)
    .map(({ name, word }) => `${name}: ${word.toLowerCase()}`);
}

/** One sentence of what waits to be said; null: nothing, or it is too soon. */
export function takeNews(waiting: readonly string[], saidAt: number, now: number): string | null {
  if (waiting.length === 0 || now - saidAt < QUIET_MS) return null;
  const more = waiting.length - NAMED;
  const named = waiting.slice(0, NAMED).join(", ");
  return more > 0 ? `${named} and ${more} more changes` : named;
}
