import { AppError } from "@/lib/core/errors";
import type { RemoteBatch } from "@/lib/core/provider";
import type { OpenedConnection } from "@/lib/stages/connections/open-connection";

export type Proof = { ours: RemoteBatch | null; strangers: ReadonlySet<string> };

/** So many result lines of a candidate are read before it counts as telling nothing. */
const LINES = 20;

/** The results of a batch that has ended prove whose it is: every id that we send begins with the part's nonce. */
export async function proveCandidates(
  { provider, definition }: Pick<OpenedConnection, "provider" | "definition">,
  nonce: string,
  candidates: readonly RemoteBatch[],
  signal: AbortSignal,
): Promise<Proof> {
  const strangers = new Set<string>();
  for (const candidate of candidates) {
    if (candidate.state !== "over" || !candidate.hasResults) continue;
    const told = await firstId({ provider, definition }, candidate.id, signal);
    if (told?.startsWith(`${nonce}_`)) return { ours: candidate, strangers };
    if (told !== null) strangers.add(candidate.id);
  }
  return { ours: null, strangers };
}

async function firstId(
  { provider, definition }: Pick<OpenedConnection, "provider" | "definition">,
  remoteId: string,
  signal: AbortSignal,
): Promise<string | null> {
  const enough = new AbortController();
  try {
    let read = 0;
    for await (const line of provider.results(remoteId, AbortSignal.any([signal, enough.signal]))) {
      const { id } = definition.dialect.readResult(line);
      if (id !== null) return id;
      read += 1;
      if (read >= LINES) break;
    }
    return null;
  } catch (error) {
    if (error instanceof AppError) return null; // it is asked again at the next look
    throw error;
  } finally {
    enough.abort();
  }
}
