import { hexOf } from "@/lib/sandbox/platform/chance";
import type { FaultName, Faults, Occasion } from "@/lib/sandbox/platform/faults";
import { createLineWriter } from "./lines";

/** Which switches are on for one result file. */
export type Spoiling = (name: FaultName) => boolean;

const resultFaults = [
  "bom",
  "blank-line",
  "line-separator",
  "empty-body",
  "status-zero",
  "missing-line",
  "unknown-id",
  "duplicate-id",
] as const;

export function spoilingOf(faults: Faults, occasion: Occasion): Spoiling {
  const armed = new Set<FaultName>(resultFaults.filter((name) => faults.isArmed(name)));
  return (name) => armed.has(name) && faults.fire(name, occasion) !== undefined;
}

export type ResultLine = Record<string, unknown>;

export type ResultFile = {
  /** False when a switch made the line go missing: worked and billed, and not in the file. */
  add(line: ResultLine): boolean;
  readonly lines: number;
  close(): number;
};

/** `idKey` names what the lines carry their id under. */
export function createResultFile(path: string, spoils: Spoiling, idKey = "custom_id"): ResultFile {
  const writer = createLineWriter(path, spoils("bom") ? "\uFEFF" : "");
  let lines = 0;
  const write = (line: ResultLine) => {
    writer.add(JSON.stringify(line));
    lines += 1;
  };
  return {
    add(line) {
      if (spoils("missing-line")) return false;
      write(line);
      if (spoils("duplicate-id"))
        write({ ...line, ...(typeof line.id === "string" && { id: `${line.id}2` }) });
      if (spoils("unknown-id")) write({ ...line, [idKey]: `unknown_${hexOf(String(line[idKey]), 8)}` });
      if (spoils("blank-line")) writer.add("");
      return true;
    },
    get lines() {
      return lines;
    },
    close: () => writer.close(),
  };
}
