export type Database = {
  url: string;
  /** A server was already running there. */
  reused: boolean;
  /** The server of DATABASE_URL, not ours to start or stop. */
  external: boolean;
  pid?: number;
  folder?: string;
  /** Lets go of the server; the last process to do so stops it. */
  stop(): Promise<void>;
};

/** A database that answers: the one of DATABASE_URL (unless `own`), else our own server in the data folder. */
export function ensureDatabase(options: {
  dataDir: string;
  test?: boolean;
  own?: boolean;
}): Promise<Database>;

/** A server of its own in a temporary folder, gone with everything in it after `stop()`. */
export function throwAwayDatabase(options?: { test?: boolean }): Promise<Database & { dataDir: string }>;
