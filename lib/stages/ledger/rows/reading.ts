import type { Day } from "@/lib/core/period";
import type { ImportDay } from "../store/drill-down";
import type { OpenImport, Slice } from "./open";
import type { Partitions } from "./standing";

/** Only where some rows of a day stand and others do not must they be told apart. */
export function partlyStanding(imports: OpenImport[], days: ImportDay[]): Partitions {
  const sources = new Map(imports.map(({ file }) => [file.id, file.sourceId]));
  const partitions: Partitions = new Map();
  for (const { importId, day, rows, standing } of days) {
    const source = sources.get(importId);
    if (source === undefined || rows === standing) continue;
    partitions.set(source, (partitions.get(source) ?? new Set<Day>()).add(day));
  }
  return partitions;
}

/** The parts of the imports that lie on these days. */
export function slicesOn(imports: OpenImport[], days: ImportDay[]): Slice[] {
  return imports.flatMap((open) => {
    const mine = days.filter(({ importId }) => importId === open.file.id).map(({ day }) => day);
    if (mine.length === 0) return [];
    return [{ open, days: mine.length === open.days.size ? null : mine }];
  });
}
