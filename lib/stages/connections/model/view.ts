import { z } from "zod";
import type { ConnectionReport } from "@/lib/core/provider";
import { CONNECTION_STATES, type Connection, LOCKED, stateOf } from "./connection";
import { Limits } from "./limits";
import { Report } from "./report";

const Texts = z.record(z.string(), z.string());

export const ConnectionView = z.object({
  id: z.string(),
  provider: z.string(),
  name: z.string(),
  costCenter: z.string().nullable(),
  settings: Texts,
  /** What is shown of each credential; the credentials themselves never come back. */
  masks: Texts,
  limits: Limits,
  state: z.enum(CONNECTION_STATES),
  /** Why it cannot be used as it is. */
  problem: z.string().nullable(),
  test: Report.extend({ at: z.iso.datetime() }).nullable(),
  pausedUntil: z.iso.datetime().nullable(),
  createdAt: z.iso.datetime(),
  changedAt: z.iso.datetime(),
});
export const ConnectionsView = z.object({
  rows: z.array(ConnectionView),
  nextCursor: z.string().nullable(),
});
export const TestView = Report.extend({ id: z.string(), testedAt: z.iso.datetime() });
export const RemovedView = z.object({ id: z.string() });

export function connectionView(connection: Connection): z.infer<typeof ConnectionView> {
  const { test, pausedUntil, isLocked, createdBy: _, ...row } = connection;
  return {
    ...row,
    state: stateOf(connection),
    problem: isLocked ? LOCKED : null,
    test: test && { ...test.report, at: test.at.toISOString() },
    pausedUntil: pausedUntil?.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
    changedAt: row.changedAt.toISOString(),
  };
}

export function testView(tested: {
  id: string;
  at: Date;
  report: ConnectionReport;
}): z.infer<typeof TestView> {
  return { id: tested.id, testedAt: tested.at.toISOString(), ...tested.report };
}
