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
  const opened = await openAll(duck, files, (file) => {
    const before = known.get(file.id);
    if (file.id === changed.id) return { before, fresh: stands, mayBeGone: !stands };
    return { before, fresh: !before?.shape, mayBeGone: false };
  });
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
  // Without its files nobody knows which keys it shared: then everything is added up again.
  const gone = mine.parts.length === 0 && mine.days.size > 0;
  const shared = gone ? everyDay(imports) : await partitionsSharingKeys(duck, mine, imports);
  for (const { source, day } of shared)
    partitions.set(source, (partitions.get(source) ?? new Set()).add(day));
  return { imports, changed: mine, stands, partitions };
}

function everyDay(imports: OpenImport[]): { source: number; day: Day }[] {
  return imports.flatMap(({ file, days }) => [...days.keys()].map((day) => ({ source: file.sourceId, day })));
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

/** The representatives of what stands, in capture order. */
export function openStanding(
  duck: Duck,
  files: ImportFile[],
  known: Map<string, Known>,
): Promise<OpenImport[]> {
  return openAll(duck, files, (file) => {
    const before = known.get(file.id);
    return { before, fresh: !before?.shape, mayBeGone: false };
  });
}

type Knowledge = { before: Known | undefined; fresh: boolean; mayBeGone: boolean };

async function openAll(
  duck: Duck,
  files: ImportFile[],
  knowledge: (file: ImportFile) => Knowledge,
): Promise<OpenImport[]> {
  const opened: OpenImport[] = [];
  for (const [index, file] of files.entries()) {
    const { before, fresh, mayBeGone } = knowledge(file);
    const parts = await partsOf(duck, file.rows);
    const shape = before?.shape ?? NOTHING;
    const days = before?.days ?? new Map<Day, bigint>();
    const open: OpenImport = { file, rank: index + 1, parts, shape, days };
    if (!fresh && !mayBeGone && parts.length === 0 && days.size > 0)
      throw new Error(`the rows of import ${file.id} are gone`);
    opened.push(fresh ? { ...open, ...(await readShape(duck, { ...open, shape: NOTHING })) } : open);
  }
  return opened;
}
