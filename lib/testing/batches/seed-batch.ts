import { writeFile } from "node:fs/promises";
import path from "node:path";
import { openCatalogue } from "@/lib/stages/prices/catalogue";
import { freezeRates } from "@/lib/stages/prices/freeze-rates";
import { frozenModel, frozenRates } from "@/lib/stages/prices/model/frozen-rates";
import type { Prisma } from "@/prisma/generated/client";
import type { TestContext } from "../context";

export type SeedBatch = {
  provider: "openai" | "anthropic";
  connectionId: string;
  endpointId: number;
  requests?: number;
  /** How many requests each part holds; all in one unless told. */
  parts?: number[];
  /** The first part is a canary and the others are held. */
  canary?: boolean;
  model?: string;
  start?: "now" | "hold";
  answerSchema?: Prisma.InputJsonValue;
  policy?: Prisma.InputJsonValue;
};

export const MODELS = { openai: "gpt-5.6-luna", anthropic: "claude-haiku-4-5" };
let made = 0;

/** A batch as preparing leaves it: its files, requests and parts are there, and nothing was sent. */
export async function seedBatch(ctx: TestContext, input: SeedBatch): Promise<string> {
  made += 1;
  const id = `bat_${made.toString().padStart(4, "0")}${Math.random().toString(36).slice(2, 8)}`;
  const { provider, model = MODELS[provider], canary = false, start = "now" } = input;
  const sizes = input.parts ?? [input.requests ?? 3];
  const total = sizes.reduce((sum, size) => sum + size, 0);
  const definition = ctx.providers.get(provider);
  if (!definition) throw new Error(`${provider} is not registered`);
  const { dialect } = definition;
  const path_ = provider === "openai" ? "/v1/chat/completions" : "/v1/messages";
  const bodies = Array.from({ length: total }, (_, at) => ({
    model,
    ...(provider === "openai" ? { max_completion_tokens: 200 } : { max_tokens: 200 }),
    messages: [{ role: "user", content: `Sum up ticket ${at + 1}.` }],
  }));
  const folder = await ctx.files.folder("batches", id);
  const upload = bodies.map(
    (body, at) => `${dialect.write({ body, path: path_, model }, `ticket-${at + 1}`)}\n`,
  );
  await writeFile(path.join(folder, "upload"), upload.join(""));
  const rates = await freezeRates(
    { ...ctx, catalogue: openCatalogue() },
    { provider, models: [model], at: ctx.now() },
  );
  const frozen = frozenModel(rates, model);
  const card = frozen && frozenRates(frozen, "batch", "base");
  const each = (card?.freshInput ?? 0n) * 20n + (card?.output ?? 0n) * 100n;
  await ctx.db.batch.create({
    data: {
      ...{
        id,
        organisationId: ctx.organisation.id,
        endpointId: input.endpointId,
        provider,
        model,
        path: path_,
      },
      ...{
        connectionId: input.connectionId,
        costCenter: "CC-4100",
        team: "Support",
        filename: "tickets.jsonl",
      },
      ...{ state: start === "now" ? "queued" : "held", start, canary: canary ? (sizes[0] ?? 0) : null },
      ...{
        bytes: BigInt(upload.join("").length),
        sha256: id,
        createdBy: "user-admin",
        createdByName: "admin",
      },
      ...{
        createdAt: ctx.now(),
        requests: total,
        estimate: each * BigInt(total),
        estimateSync: each * BigInt(total) * 2n,
      },
      filesUntil: new Date(ctx.now().getTime() + 30 * 86_400_000),
      rates,
      ...(input.answerSchema !== undefined && { answerSchema: input.answerSchema }),
      ...(input.policy !== undefined && { policy: input.policy }),
    },
  });
  let n = 0;
  let offset = 0;
  for (const [at, size] of sizes.entries()) {
    const number = at + 1;
    const nonce = Math.random().toString(36).slice(2, 10).padEnd(8, "x");
    const lines = Array.from({ length: size }, () => {
      n += 1;
      return { n, text: dialect.write({ body: bodies[n - 1] ?? {}, path: path_, model }, `${nonce}_${n}`) };
    });
    const { head, between, tail } = dialect.frame;
    const text = `${head}${lines.map((line) => line.text).join(between)}${tail}`;
    await writeFile(path.join(folder, `part-${number}`), text);
    const isHeld = start === "hold" || (canary && at > 0);
    await ctx.db.batchPart.create({
      data: {
        ...{ batchId: id, organisationId: ctx.organisation.id, connectionId: input.connectionId, number },
        ...{ isCanary: canary && at === 0, state: isHeld ? "held" : "queued", nonce, key: `${id}-${number}` },
        ...{ model, path: path_, requests: size, bytes: BigInt(Buffer.byteLength(text)) },
        ...{ inputTokens: BigInt(size * 20), nextCheckAt: isHeld ? null : ctx.now() },
      },
    });
    await ctx.db.batchRequest.createMany({
      data: lines.map((line) => {
        const length = Buffer.byteLength(upload[line.n - 1] ?? "") - 1;
        const row = {
          batchId: id,
          n: line.n,
          part: number,
          customId: `ticket-${line.n}`,
          offset: BigInt(offset),
        };
        offset += length + 1;
        return { ...row, length, inputTokens: 20, outputTokens: 100, estimate: each };
      }),
    });
  }
  return id;
}
