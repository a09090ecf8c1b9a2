/** How bytes reach the server. Both answer how many it has; null: it knows of no such upload (any more). */
export type Transport = {
  received(id: string): Promise<number | null>;
  append(id: string, from: number, piece: Blob, onSent: (bytes: number) => void): Promise<number>;
};

/** The server said no: trying again changes nothing. Everything else is a broken line, and is tried again. */
export class UploadRefused extends Error {}

export type Hooks = {
  onProgress(bytes: number): void;
  /** The line is broken; what the server has stays there. */
  onBroken(): void;
  /** Resolves when it is worth trying again. */
  wait(failures: number): Promise<void>;
};

type Sending = { size: number; slice(from: number, to: number): Blob };
type Way = { id: string; at: number; hooks: Hooks; signal: AbortSignal };

/** Pieces are small enough that little is sent twice, and large enough that a request each costs nothing. */
export const PIECE_BYTES = 8 * 1024 * 1024;

/** Sends a file from where the server has it, piece by piece, and goes on after every break. */
export async function sendFile(file: Sending, transport: Transport, way: Way): Promise<void> {
  const { id, hooks, signal } = way;
  let at = way.at;
  hooks.onProgress(at);
  for (let failures = 0; at < file.size; ) {
    signal.throwIfAborted();
    const from = at;
    const piece = file.slice(from, from + PIECE_BYTES);
    try {
      at = await transport.append(id, from, piece, (bytes) => hooks.onProgress(from + bytes));
      failures = 0;
    } catch (error) {
      signal.throwIfAborted();
      if (error instanceof UploadRefused) throw error;
      failures += 1;
      at = await standing(transport, way, {
        failures,
        isLast: from + PIECE_BYTES >= file.size,
        size: file.size,
      });
    }
    hooks.onProgress(at);
  }
}

/** Nobody but the server knows how much of a piece arrived before the line broke. */
async function standing(
  transport: Transport,
  { id, hooks, signal }: Way,
  { failures, isLast, size }: { failures: number; isLast: boolean; size: number },
): Promise<number> {
  for (let tries = failures; ; tries++) {
    hooks.onBroken();
    await hooks.wait(tries);
    signal.throwIfAborted();
    const received = await transport.received(id).catch((error: unknown) => {
      if (error instanceof UploadRefused) throw error;
      return "broken" as const;
    });
    if (received === "broken") continue;
    if (received !== null) return received;
    // With its last byte an upload becomes a batch, and is no upload any more.
    if (isLast) return size;
    throw new UploadRefused("What was sent is no longer on the server. Choose the file again.");
  }
}
