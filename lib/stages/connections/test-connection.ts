import { authorise } from "@/lib/core/access";
import { AppError } from "@/lib/core/errors";
import type { BatchProvider, ConnectionReport } from "@/lib/core/provider";
import { audit } from "@/lib/platform/audit";
import { type Context, inTransaction } from "@/lib/platform/context";
import { log } from "@/lib/platform/log";
import type { ConnectionId } from "./model/connection";
import { failedReport, failureWords, TEST_SECONDS, withoutSecrets } from "./model/report";
import { openStored } from "./open-connection";
import { loadConnections, saveReport } from "./store";

export type Tested = { id: string; at: Date; report: ConnectionReport };

/** Asks the provider what the keys may do. That it is away or refuses is a result, kept beside the connection. */
export async function testConnection(
  ctx: Context,
  { id }: ConnectionId,
  seconds = TEST_SECONDS,
): Promise<Tested> {
  authorise(ctx.actor, "connections.write");
  const { connection, definition, provider, credentials } = await openStored(ctx, id);
  const found = await ask(provider, definition.label, seconds);
  const report = withoutSecrets(found, Object.values(credentials));
  await inTransaction(ctx, async (ctx) => {
    await saveReport(ctx, connection, report);
    await audit(ctx, "connection.tested", id, {
      name: connection.name,
      result: report.ok ? "works" : failureWords(report) || "failed",
    });
  });
  return { id, at: ctx.now(), report };
}

const AT_ONCE = 4;

/** All that stand; one that cannot be opened is left out, its row says why. */
export async function testConnections(ctx: Context): Promise<{ tested: number }> {
  authorise(ctx.actor, "connections.write");
  const waiting = (await loadConnections(ctx)).filter(({ isLocked }) => !isLocked);
  let tested = 0;
  const work = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      await testConnection(ctx, { id: next.id }).catch(letKnown);
      tested += 1;
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return { tested };
}

function letKnown(error: unknown): void {
  if (!(error instanceof AppError)) throw error;
}

/** Never throws. What is no AppError may quote a key in its message, so that only its kind is logged. */
async function ask(provider: BatchProvider, label: string, seconds: number): Promise<ConnectionReport> {
  const signal = AbortSignal.timeout(seconds * 1000);
  const tooLate = new Promise<ConnectionReport>((done) => {
    const report = failedReport(`${label} did not answer within ${seconds} seconds.`);
    signal.addEventListener("abort", () => done(report), { once: true });
  });
  try {
    return await Promise.race([provider.test(signal), tooLate]);
  } catch (error) {
    if (error instanceof AppError) return failedReport(error.message);
    if (signal.aborted) return tooLate;
    log.warn("connection.test", { error: error instanceof Error ? error.name : typeof error });
    return failedReport(`${label} could not be asked. Look at the address and the keys.`);
  }
}
