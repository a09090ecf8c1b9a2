import { z } from "zod";
import type { Mapping } from "@/lib/core/format";
import { Paging } from "@/lib/core/paging";
import type { Day } from "@/lib/core/period";
import { type CostKind, costKindOf, type ImportStatus } from "@/lib/core/values";
import type { ProblemGroup } from "./problems";
import type { Failure } from "./refusals";

export const IMPORT_KINDS = ["usage", "invoice"] as const;
export type ImportKind = (typeof IMPORT_KINDS)[number];

/** What an unknown file looks like, for choosing its columns. */
export type Preview = { columns: string[]; rows: (string | null)[][]; suggestion: Mapping };

export type Import = {
  id: string;
  kind: ImportKind;
  format: string;
  sourceId: number | null;
  sourceName: string | null;
  filename: string;
  sha256: string | null;
  status: ImportStatus;
  capturedAt: Date;
  receivedAt: Date;
  finishedAt: Date | null;
  /** Set when it is to be taken back; the status follows when the figures have. */
  takenBackAt: Date | null;
  bytesRead: bigint;
  bytesTotal: bigint;
  rowsRead: bigint;
  rowsAccepted: bigint;
  rowsRejected: bigint;
  rowsSkipped: bigint;
  periodFrom: Day | null;
  periodTo: Day | null;
  mapping: Mapping | null;
  preview: Preview | null;
  problemGroups: ProblemGroup[];
  failure: Failure | null;
};

/** What of an import stands in the ledger. */
export type Standing = {
  rows: bigint;
  requests: bigint | null;
  freshInput: bigint | null;
  cachedInput: bigint | null;
  cacheWrite: bigint | null;
  output: bigint | null;
  costReported: bigint | null;
  costList: bigint | null;
  unpricedRows: bigint;
  unpricedModels: string[];
};

export const ImportId = z.object({ importId: z.string().min(1) });
export type ImportId = z.infer<typeof ImportId>;

export const ListImports = Paging;
export type ListImports = z.infer<typeof ListImports>;

export const MapImport = z.object({
  columns: z.record(z.string(), z.string()).default({}),
  defaults: z.record(z.string(), z.string()).default({}),
});
export type MapImport = z.infer<typeof MapImport>;

export type Cost = { cost: bigint | null; costKind: CostKind };

export function costOf(standing: Standing): Cost {
  const { costReported, costList } = standing;
  const known = costReported !== null || costList !== null;
  return {
    cost: known ? (costReported ?? 0n) + (costList ?? 0n) : null,
    costKind: costKindOf(costReported, costList),
  };
}

/** Accepted rows that do not stand: another import, or another row of this one, tells of the same call. */
export function duplicatesOf(one: Import, standing: Standing): bigint {
  return one.status === "done" ? one.rowsAccepted - standing.rows : 0n;
}

/** Something is still happening to it: a page that shows it asks again. */
export function isMoving({ status, takenBackAt }: Pick<Import, "status" | "takenBackAt">): boolean {
  return status === "queued" || status === "running" || (status === "done" && takenBackAt !== null);
}

/** The last word of a path, whatever system it came from; never used as a path. */
export function baseName(filename: string): string {
  const last = filename.split(/[\\/]/).at(-1) ?? "";
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters have no place in a name that is shown
  const clean = last.replace(/[\u0000-\u001f\u007f]/g, "").trim();
  return clean === "" || clean === "." || clean === ".." ? "upload" : clean.slice(0, 200);
}
