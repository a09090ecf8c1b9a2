import { gzipSync } from "node:zlib";
import { formats } from "@/lib/adapters/formats/index";
import { applyFixes } from "@/lib/stages/imports/apply-fixes";
import { importFile } from "@/lib/stages/imports/import-file";
import type { Seen } from "@/lib/stages/imports/model/view";
import { readImport } from "@/lib/stages/imports/read-import";
import { type ReceiveImport, receiveImport } from "@/lib/stages/imports/receive-import";
import { withdrawImport } from "@/lib/stages/imports/withdraw-import";
import { type TestContext, testContext } from "@/lib/testing/context";

/** A context with the real formats. */
export const importContext = () => testContext({ formats });

type Dropped = Partial<Omit<ReceiveImport, "body">>;
type Content = string | Buffer | AsyncIterable<Uint8Array>;

/** Sends a file and lets the worker's verbs run, as the queue would. */
export async function drop(ctx: TestContext, content: Content, options: Dropped = {}): Promise<Seen> {
  const { id } = await send(ctx, content, options);
  await work(ctx);
  return readImport(ctx, { importId: id });
}

export function send(ctx: TestContext, content: Content, options: Dropped = {}): Promise<{ id: string }> {
  const whole = typeof content === "string" || Buffer.isBuffer(content) ? Buffer.from(content) : null;
  return receiveImport(ctx, {
    kind: "usage",
    format: "auto",
    filename: "usage.csv",
    body: whole ? once(whole) : (content as AsyncIterable<Uint8Array>),
    bytesTotal: whole ? whole.length : null,
    ...options,
  });
}

type Payload = { organisationId: number; importId: string };

const VERBS: Record<string, (ctx: TestContext, payload: { importId: string }) => Promise<unknown>> = {
  "imports.import": importFile,
  "imports.withdraw": withdrawImport,
  "imports.fix": applyFixes,
};

/** Does what the worker would do with the jobs that were sent. */
export async function work(ctx: TestContext): Promise<void> {
  const mine = ctx.sent().map(({ name, payload }) => ({ name, payload: payload as Payload }));
  for (const { name, payload } of mine)
    if (payload.organisationId === ctx.organisation.id) await VERBS[name]?.(ctx, payload);
}

export const gz = (text: string | Buffer) => gzipSync(text);

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
