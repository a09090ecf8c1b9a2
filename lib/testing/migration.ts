import type { Context } from "@/lib/platform/context";
import { recordPilotNight } from "@/lib/stages/migration/record-pilot-night";
import { saveFallbackPolicy } from "@/lib/stages/migration/save-fallback-policy";
import { answerQuestion } from "@/lib/stages/questions/answering/answer-question";
import { askOwners } from "@/lib/stages/questions/asking/ask-owners";
import type { AnswerBody } from "@/lib/stages/questions/model/answer";
import { usd } from "./questions";

/** The same organisation at another moment. */
export const at = <C extends Context>(ctx: C, instant: string): C => ({
  ...ctx,
  now: () => new Date(instant),
});

/** Asks about the endpoint and answers, as two people would. */
export async function answerFor(ctx: Context, label: string, body: AnswerBody): Promise<void> {
  const { asked } = await askOwners(ctx, { endpoints: [label] });
  const [first] = asked;
  if (!first) throw new Error(`nobody was asked about ${label}`);
  const later = { ...ctx, now: () => new Date(ctx.now().getTime() + 60_000) };
  await answerQuestion(later, { id: first.id, ...body });
}

export const chooseFallback = (ctx: Context, key: string) =>
  saveFallbackPolicy(ctx, { key, deadline: "05:00", late: "sync", capPerNight: usd(200), retries: 2 });

/** A night of December that went well, or as told. */
export function pilotNight(
  ctx: Context,
  key: string,
  day: number,
  told: Partial<Parameters<typeof recordPilotNight>[1]> = {},
) {
  const date = (hours: number) => new Date(Date.UTC(2025, 11, day, hours));
  return recordPilotNight(ctx, {
    ...{ key, night: date(0).toISOString().slice(0, 10), batchId: null },
    ...{ startedAt: date(0), readyAt: date(3), deadlineAt: date(5) },
    ...{ requests: 41_208, accounted: 41_208, retried: 0, fallbackRequests: 0, fallbackCost: 0n },
    ...told,
  });
}
