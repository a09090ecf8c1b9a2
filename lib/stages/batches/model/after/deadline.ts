import { z } from "zod";
import { waitHours } from "@/lib/stages/migration/model/policy";

/** What is read of an endpoint's policy as it was frozen with a batch. */
const Frozen = z.object({ deadline: z.string(), late: z.string() });
const DAY_MS = 24 * 3_600_000;

/** When a batch was promised to be done: as its policy says, where the rest would run as sync; else its window. */
export function promisedAt(policy: unknown, startedAt: Date, windowEnd: Date): Date {
  const frozen = Frozen.safeParse(policy);
  if (!frozen.success || frozen.data.late !== "sync") return windowEnd;
  const hours = waitHours(frozen.data.deadline);
  if (hours !== null) return new Date(startedAt.getTime() + hours * 3_600_000);
  const [hour, minute] = frozen.data.deadline.split(":").map(Number);
  if (hour === undefined || minute === undefined || Number.isNaN(hour + minute)) return windowEnd;
  const at = new Date(startedAt);
  at.setUTCHours(hour, minute, 0, 0);
  return at > startedAt ? at : new Date(at.getTime() + DAY_MS);
}
