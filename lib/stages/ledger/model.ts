import type { SourceKind } from "@/lib/core/values";

/** One import as the ledger sees it: where its accepted rows lie and what decides between it and others. */
export type ImportFile = {
  id: string;
  sourceId: number;
  sourceKind: SourceKind;
  /** When the content was true; the later captured wins. */
  capturedAt: Date;
  receivedAt: Date;
  sha256: string;
  /** Glob of its Parquet parts. */
  rows: string;
};

/** Oldest captured first. The last words only make the order total. */
export function inCaptureOrder(imports: ImportFile[]): ImportFile[] {
  return [...imports].sort(
    (a, b) =>
      a.capturedAt.getTime() - b.capturedAt.getTime() ||
      compare(a.sha256, b.sha256) ||
      a.sourceId - b.sourceId ||
      byReceipt(a, b),
  );
}

/** Of imports with the same bytes from the same source the earliest received speaks for all; the others have no rows. */
export function representatives(standing: ImportFile[]): ImportFile[] {
  const first = new Map<string, ImportFile>();
  for (const file of [...standing].sort(byReceipt)) {
    const content = contentOf(file);
    if (!first.has(content)) first.set(content, file);
  }
  return inCaptureOrder([...first.values()]);
}

/** True when an identical import that stands was received earlier: then this one has no row of its own. */
export function isRepeat(file: ImportFile, standing: ImportFile[]): boolean {
  return standing.some(
    (other) => other.id !== file.id && contentOf(other) === contentOf(file) && byReceipt(other, file) < 0,
  );
}

/** Keys are compared across all gateways, since two of them may have seen one call, else within a source. */
export function keyScope(file: ImportFile): string {
  return file.sourceKind === "gateway" ? "gateway" : `source ${file.sourceId}`;
}

function contentOf(file: ImportFile): string {
  return `${file.sourceId} ${file.sha256}`;
}

function byReceipt(a: ImportFile, b: ImportFile): number {
  return a.receivedAt.getTime() - b.receivedAt.getTime() || compare(a.id, b.id);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** What happens to the ledger; `standing` may be asked for once no other rebuild of the organisation can run. */
export type LedgerChange<Client> = {
  changed: ImportFile;
  /** All imports of the organisation that stand after the change. */
  standing: ImportFile[] | ((client: Client) => Promise<ImportFile[]>);
  /** Runs in the same transaction, after the figures: sets the import's status, writes the audit. */
  finish(client: Client): Promise<void>;
  progress?(phase: string): void;
};
