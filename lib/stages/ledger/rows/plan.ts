import { addDays, type Day } from "@/lib/core/period";
import type { Duck } from "@/lib/platform/duckdb";
import { type ImportFile, inCaptureOrder, isRepeat, representatives } from "../model";
import { type OpenImport, partsOf, type Shape } from "./open";
import { readShape } from "./shape";
import { type Partitions, partitionsSharingKeys } from "./standing";

/** What the ledger wrote down of an import when it was last rebuilt with it. */
export type Known = { shape: Shape | null; days: Map<Day, bigint>; standing: bigint };

export type Plan = {
  /** The representatives of what stands, oldest captured first. */
  imports: OpenImport[];
  /** The changed import; not among `imports` when it was taken back or repeats another. */
  changed: OpenImport;
  stands: boolean;
  partitions: Partitions;
};

const NOTHING: Shape = { keyed: 0n, keyless: 0n, aggregated: 0n, droppedTags: [], groupings: [] };

/** Opens what stands and finds the partitions that the change touches. */
export async function planRebuild(
  duck: Duck,
  change: { changed: ImportFile; standing: ImportFile[]; known: Map<string, Known> },
): Promise<Plan> {
  const { changed, standing, known } = change;
  const stands = standing.some((file) => file.id === changed.id);
  const chosen = representatives(standing);
  const files = inCaptureOrder(chosen.some((file) => file.id === changed.id) ? chosen : [...chosen, changed]);
  const opened: OpenImport[] = [];
  for (const [index, file] of files.entries()) {
    const before = known.get(file.id);
    const fresh = file.id === changed.id ? stands : !before?.shape;
    opened.push(await open(duck, { file, rank: index + 1, before, fresh }));
  }
  const mine = opened.find((open) => open.file.id === changed.id);
  if (!mine) throw new Error("the changed import was not opened");
  const imports = opened.filter((open) => chosen.some((file) => file.id === open.file.id));
  const before = known.get(changed.id);
  const days = new Set([...(before?.days.keys() ?? []), ...mine.days.keys()]);
  const partitions: Partitions = new Map();
  // A repeat of what stands already has no row of its own, neither to bring nor to take away.
  if (isRepeat(changed, standing) && (before?.standing ?? 0n) === 0n)
    return { imports, changed: mine, stands, partitions };
  if (days.size > 0) partitions.set(changed.sourceId, days);
  for (const { source, day } of await partitionsSharingKeys(duck, mine, imports))
    partitions.set(source, (partitions.get(source) ?? new Set()).add(day));
  return { imports, changed: mine, stands, partitions };
}

/** Every partition in which something stands: for reading a period, not for a change. */
export function partitionsOf(imports: OpenImport[], period: { from: Day; to: Day }): Partitions {
  const partitions: Partitions = new Map();
  const end = addDays(period.to, 1);
  for (const open of imports)
    for (const day of open.days.keys())
      if (day >= period.from && day < end)
        partitions.set(open.file.sourceId, (partitions.get(open.file.sourceId) ?? new Set()).add(day));
  return partitions;
}

type Opening = { file: ImportFile; rank: number; before: Known | undefined; fresh: boolean };

export async function open(duck: Duck, { file, rank, before, fresh }: Opening): Promise<OpenImport> {
  const parts = await partsOf(duck, file.rows);
  const shape = before?.shape ?? NOTHING;
  const days = before?.days ?? new Map<Day, bigint>();
  const unread: OpenImport = { file, rank, parts, shape, days };
  if (fresh) return { ...unread, ...(await readShape(duck, { ...unread, shape: NOTHING })) };
  if (parts.length === 0 && days.size > 0) throw new Error(`the rows of import ${file.id} are gone`);
  return unread;
}
