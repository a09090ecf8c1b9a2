import { existsSync } from "node:fs";
import { dollars } from "./dollars";
import { createLineWriter, readLines } from "./lines";
import type { Tokens } from "./tokens";

/** What became of one request, as the provider knows it: the judge of whoever claims to have kept count. */
export type LedgerLine = {
  custom_id: string;
  status: "pending" | "succeeded" | "failed" | "expired" | "cancelled" | "refused";
  billed: string;
  tokens: Tokens | null;
  request: string;
  /** Worked and billed, and left out of the result file by a switch. */
  missing?: true;
};

export type Ledger = { add(line: Omit<LedgerLine, "billed"> & { pico: bigint }): void; close(): bigint };

export function createLedger(path: string): Ledger {
  const writer = createLineWriter(path);
  let total = 0n;
  return {
    add({ pico, ...line }) {
      total += pico;
      writer.add(JSON.stringify({ ...line, billed: dollars(pico) }));
    },
    close() {
      writer.close();
      return total;
    },
  };
}

/** The lines of a ledger as JSON texts. */
export async function* readLedger(path: string): AsyncGenerator<string> {
  if (!existsSync(path)) return;
  for await (const line of readLines(path)) if (line.text !== "") yield line.text;
}
