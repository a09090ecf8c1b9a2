/** How bytes reach the server. `append` answers how many it has afterwards. */
export type Transport = {
  begin(file: { name: string; size: number }): Promise<{ id: string }>;
  received(id: string): Promise<number>;
  append(id: string, from: number, piece: Blob, onSent: (bytes: number) => void): Promise<number>;
};

/** The server said no: trying again changes nothing. Everything else is a broken line, and is tried again. */
export class UploadRefused extends Error {}

export type Hooks = {
  onBegun(id: string): void;
  onProgress(bytes: number): void;
  /** The line is broken; what the server has stays there. */
  onBroken(): void;
  /** Resolves when it is worth trying again. */
  wait(failures: number): Promise<void>;
};

type Sending = { name: string; size: number; slice(from: number, to: number): Blob };

/** Pieces are small enough that little is sent twice, and large enough that a request each costs nothing. */
export const PIECE_BYTES = 8 * 1024 * 1024;

/** Sends a file piece by piece and goes on after every break, also one that began in another page. */
export async function sendFile(
  file: Sending,
  transport: Transport,
  { resume, hooks, signal }: { resume: string | null; hooks: Hooks; signal: AbortSignal },
): Promise<string> {
  const insist = <T>(work: () => Promise<T>) => untilDone(work, hooks, signal);
  const id = resume ?? (await insist(() => transport.begin(file))).id;
  hooks.onBegun(id);
  let at = resume === null ? 0 : await insist(() => transport.received(id));
  hooks.onProgress(at);
  while (at < file.size) {
    const from = at;
    const piece = file.slice(from, from + PIECE_BYTES);
    try {
      at = await transport.append(id, from, piece, (bytes) => hooks.onProgress(from + bytes));
    } catch (error) {
      signal.throwIfAborted();
      if (error instanceof UploadRefused) throw error;
      hooks.onBroken();
      await hooks.wait(1);
      // Nobody knows how much of the piece arrived but the server.
      at = await insist(() => transport.received(id));
    }
    hooks.onProgress(at);
  }
  return id;
}

async function untilDone<T>(work: () => Promise<T>, hooks: Hooks, signal: AbortSignal): Promise<T> {
  for (let failures = 1; ; failures++) {
    signal.throwIfAborted();
    try {
      return await work();
    } catch (error) {
      if (error instanceof UploadRefused || signal.aborted) throw error;
      hooks.onBroken();
      await hooks.wait(failures);
    }
  }
}
