import type { Offpeak } from "@/lib/worker/join";

export type Command = {
  /** As typed: `token create`. */
  verb: string;
  usage: string;
  /** Answers what stands on stdout, alone; null prints nothing. Notes go to stderr. */
  run(offpeak: Offpeak, args: string[]): Promise<string | null>;
};

/** A wrong command line: told with the usage, exit code 2. */
export class UsageError extends Error {}
