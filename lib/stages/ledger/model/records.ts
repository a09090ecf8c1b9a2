import { z } from "zod";
import { Day } from "@/lib/core/period";

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
