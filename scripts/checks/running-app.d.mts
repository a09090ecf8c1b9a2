import type { ChildProcess } from "node:child_process";

export class RunningApp {
  constructor(options: { dataDir: string; port: number; env?: Record<string, string> });
  readonly dataDir: string;
  readonly port: number;
  /** Of the program that starts and stops all others; undefined before `launch`. */
  readonly process: ChildProcess | undefined;
  readonly ended: Promise<number | string | null> | undefined;
  readonly words: string;
  launch(command?: string[]): this;
  ready(patienceMs?: number): Promise<this>;
  health(): Promise<{ status: string }>;
  healthy(patienceMs?: number): Promise<void>;
  /** Web server, then worker. */
  programs(): [string, string];
  postgres(): string | null;
  offpeak(...args: string[]): string;
  refusal(patienceMs?: number): Promise<{ code: number | string | null; words: string }>;
}

export function pidOf(identity: string): number;
export function gone(identities: string[], patienceMs?: number): Promise<void>;
export function until(
  claim: () => boolean | Promise<boolean>,
  patienceMs: number,
  explain?: () => string,
): Promise<void>;
