import { z } from "zod";

/** A person's order to run what is left as sync, as it stands with the batch. Money is picodollars as text. */
export const Rest = z.object({
  cap: z.string(),
  quoted: z.string().nullable(),
  requests: z.int(),
  by: z.string(),
  at: z.iso.datetime(),
  /** Set when nothing is left to do for it, and why: all done, or the cap was reached. */
  endedAt: z.iso.datetime().nullable().default(null),
  ended: z.enum(["done", "capped", "cancelled"]).nullable().default(null),
});
export type Rest = z.infer<typeof Rest>;

/** What is left is being run as single calls, or will be once the provider has let go of it. */
export function isRestOpen(rest: unknown): boolean {
  const order = Rest.safeParse(rest);
  return order.success && order.data.endedAt === null;
}

/** done only when nothing of it was left out. */
export function restOf(rest: unknown): "none" | "open" | "done" {
  const order = Rest.safeParse(rest);
  if (!order.success) return "none";
  if (order.data.endedAt === null) return "open";
  return order.data.ended === "done" ? "done" : "none";
}
