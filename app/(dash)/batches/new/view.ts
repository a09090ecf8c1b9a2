import "server-only";
import { redirect } from "next/navigation";
import { batchHref } from "@/components/batches/address";
import type { TagChoices, Typed } from "@/components/batches/new/tags-fields";
import { providerName } from "@/components/ui/provider-mark";
import { reachOf } from "@/lib/core/access";
import { AppError } from "@/lib/core/errors";
import type { Context } from "@/lib/platform/context";
import { NewBatchInput } from "@/lib/stages/batches/model/receiving";
import type { BatchDetail } from "@/lib/stages/batches/model/view";
import { readBatch } from "@/lib/stages/batches/read-batch";
import { listUploads } from "@/lib/stages/batches/receiving/read-uploads";
import { resolve } from "@/lib/stages/batches/receiving/resolve";
import { usualDuration } from "@/lib/stages/batches/usual-duration";
import { listConnectionChoices } from "@/lib/stages/connections/list-connections";
import { findEndpoint } from "@/lib/stages/ledger/find-endpoint";
import { latestAnswers } from "@/lib/stages/questions/answering/latest-answers";
import { batchWords } from "@/lib/stages/questions/model/words";
import { question } from "@/lib/stages/spend/model/question";
import { readSpend } from "@/lib/stages/spend/read-spend";

const KNOWN_ENDPOINTS = 500;
const WINDOW_HOURS = 24;
const TYPED = ["connection", "endpoint", "costCenter", "team", "label", "model"] as const;
const FILE_PROBLEMS: Record<string, string> = {
  none: "Choose the file of requests.",
  broken: "The file did not arrive whole, or it is empty. Send it again.",
};

type Asked = Record<string, string | string[] | undefined>;

export async function readNewPage(ctx: Context, asked: Asked) {
  const batch = await readDraft(ctx, wordOf(asked, "batch"));
  const typed = readTyped(asked);
  return {
    batch,
    typed,
    choices: await readChoices(ctx),
    problems: wordOf(asked, "checked") ? await problemsOf(ctx, typed, wordOf(asked, "file")) : {},
    begun: batch ? [] : await listUploads(ctx),
    windowHours: (batch && ctx.providers.get(batch.provider)?.limits.windowHours.default) ?? WINDOW_HOURS,
    usualSeconds: batch ? await usualOf(ctx, batch) : null,
    ownersWord: batch ? await ownersWord(ctx, batch) : null,
    may: { connect: reachOf(ctx.actor.role, "connections.write") !== null },
    now: ctx.now(),
  };
}

/** A batch that was started is looked at on its own page. */
async function readDraft(ctx: Context, batchId: string | undefined): Promise<BatchDetail | null> {
  if (!batchId) return null;
  const batch = await readBatch(ctx, { batchId });
  if (batch.group !== "waiting" || batch.parts.length > 0) redirect(batchHref(batch.id));
  return batch;
}

/** Of a file of several models nobody can say. */
async function usualOf(ctx: Context, { model, preflight }: BatchDetail): Promise<number | null> {
  const models = preflight?.models ?? [];
  if (models.length > 1) return null;
  return (await usualDuration(ctx, { model: models[0] ?? model }))?.usualSeconds ?? null;
}

/** Which of its calls may be in a batch, by the answer that holds. */
async function ownersWord(ctx: Context, { endpoint }: BatchDetail): Promise<string | null> {
  const { id } = await findEndpoint(ctx, endpoint.key);
  const answer = (await latestAnswers(ctx, [id])).get(id);
  return answer?.holds ? batchWords(answer) : null;
}

async function readChoices(ctx: Context): Promise<TagChoices> {
  const [connections, { rows }] = await Promise.all([
    listConnectionChoices(ctx),
    readSpend(ctx, question("endpoint", { limit: KNOWN_ENDPOINTS, trend: false })),
  ]);
  const words = (values: (string | null)[]) => [...new Set(values.flatMap((value) => value ?? []))].sort();
  return {
    connections: connections.map(({ id, provider, name, costCenter }) => ({
      ...{ id, provider, costCenter },
      label: `${providerName(provider)}, ${name}`,
      needsModel: ctx.providers.get(provider)?.needsModel ?? false,
    })),
    endpoints: rows.map(({ label, team, costCenter }) => ({ label, team, costCenter })),
    costCenters: words([...rows, ...connections].map(({ costCenter }) => costCenter)),
    teams: words(rows.map(({ team }) => team)),
  };
}

/** What a form without scripts would be refused for: asked again, so that an address can say nothing of its own. */
async function problemsOf(ctx: Context, typed: Typed, file: string | undefined): Promise<Typed> {
  const problems: Typed = fileProblem(file);
  const chosen = (await listConnectionChoices(ctx)).find(({ id }) => id === typed.connection);
  const input = NewBatchInput.safeParse({ ...typed, provider: chosen?.provider });
  if (!input.success) {
    for (const { path, message } of input.error.issues) {
      const name = String(path[0] ?? "body");
      problems[name === "provider" ? "connection" : name] ??= message;
    }
    return problems;
  }
  try {
    await resolve(ctx, input.data);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return { ...problems, ...(error.fields ?? { body: error.message }) };
  }
  return problems;
}

function fileProblem(file: string | undefined): Typed {
  if (file === "schema") return { answerSchema: "This is no JSON schema. Enter it again, or leave it out." };
  return file ? { file: FILE_PROBLEMS[file] ?? "Choose the file again." } : {};
}

function readTyped(asked: Asked): Typed {
  return Object.fromEntries(
    TYPED.flatMap((name) => {
      const word = wordOf(asked, name);
      return word ? [[name, word.slice(0, 300)]] : [];
    }),
  );
}

const wordOf = (asked: Asked, name: string) => [asked[name] ?? []].flat()[0];
