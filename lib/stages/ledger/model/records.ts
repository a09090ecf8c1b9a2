import { z } from "zod";
import { addDays, Day, type Period } from "@/lib/core/period";

export const ChooseRecordSource = z
  .object({
    provider: z.string().trim().toLowerCase().min(1).max(100),
    from: Day,
    to: Day,
    sourceId: z.int().positive().nullable(),
    reason: z.string().trim().max(1000).default(""),
  })
  .refine(({ from, to }) => from <= to, { path: ["to"], message: "The period ends before it begins." });
/** `sourceId` null takes the choices of that provider within the period back. */
export type ChooseRecordSource = z.output<typeof ChooseRecordSource>;

export const ListRecordDays = z.object({ from: Day, to: Day, provider: z.string().optional() });
export type ListRecordDays = z.output<typeof ListRecordDays>;

export type RecordDay = {
  provider: string;
  day: Day;
  /** Which rule decided what counts: settled, gateway, provider, remainder or chosen. */
  rule: string;
  sources: { id: number; name: string; format: string; kind: string }[];
  /** Counted, but not seen by the provider. */
  findings: { model: string | null; tier: string; class: string; provider: bigint; counted: bigint }[];
};

/** Days in a row of one provider that one rule decided in the same way. */
export type RecordPeriod = Omit<RecordDay, "day" | "findings"> & Period & { findings: number };

/** Folds days, the latest first per provider, as far as nothing changes from one to the next. */
export function foldRecordDays(days: readonly RecordDay[]): RecordPeriod[] {
  const periods: RecordPeriod[] = [];
  const byProvider = [...days].sort(
    (a, b) => a.provider.localeCompare(b.provider) || b.day.localeCompare(a.day),
  );
  for (const { provider, day, rule, sources, findings } of byProvider) {
    const last = periods.at(-1);
    const isSame = last && decidedAs(last) === decidedAs({ provider, rule, sources });
    if (isSame && addDays(last.from, -1) === day) {
      last.from = day;
      last.findings += findings.length;
    } else periods.push({ provider, rule, sources, from: day, to: day, findings: findings.length });
  }
  return periods;
}

function decidedAs({ provider, rule, sources }: Pick<RecordDay, "provider" | "rule" | "sources">): string {
  return JSON.stringify([provider, rule, sources.map(({ id }) => id)]);
}
