import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { authorise } from "@/lib/core/access";
import type { Format } from "@/lib/core/format";
import { dayOf } from "@/lib/core/period";
import type { ImportStatus } from "@/lib/core/values";
import type { Context } from "@/lib/platform/context";
import { type Duck, withDuck } from "@/lib/platform/duckdb";
import { log } from "@/lib/platform/log";
import { rebuildLedger } from "@/lib/stages/ledger/rebuild-ledger";
import type { Import } from "./model/import";
import type { ProblemGroup } from "./model/problems";
import { type Failure, failure } from "./model/refusals";
import { groupProblems } from "./problems/shelf";
import { failureOf } from "./reading/failure-of";
import { READING_MEMORY } from "./reading/query";
import { type ReadOutcome, readRecords } from "./reading/read-records";
import { watchProgress } from "./reading/watch-progress";
import { Facts } from "./receiving/facts";
import { previewOf } from "./sniffing/preview";
import { type Sniffed, sniff } from "./sniffing/sniff";
import { loadImport, moveImport, sourceIdOf } from "./store/imports";
import { oneAtATime } from "./store/lock";
import { finishImport, loadFile, loadStanding } from "./store/publish";

/** Taken back while it was read: whatever was written is thrown away. */
class TakenBack extends Error {}

/**
 * Reads a received file into the ledger, or says why not. Safe to run twice: files are written anew, and the figures
 * change in one transaction with the status. Unknown errors are thrown, so that the queue tries again.
 */
export async function importFile(
  ctx: Context,
  { importId }: { importId: string },
): Promise<{ status: ImportStatus }> {
  authorise(ctx.actor, "imports.write");
  return oneAtATime(ctx, importId, async () => {
    const one = await loadImport(ctx, importId);
    if (one.status === "taken-back") await ctx.files.remove("imports", importId); // its reader died before it could
    const begun = { importId, from: ["queued", "running"] as ImportStatus[] };
    if (!begun.from.includes(one.status) || !(await moveImport(ctx, { ...begun, to: "running" })))
      return { status: one.status };
    try {
      await run(ctx, one);
    } catch (error) {
      if (error instanceof TakenBack) await ctx.files.remove("imports", importId);
      else await fail(ctx, importId, error);
    }
    return { status: (await loadImport(ctx, importId)).status };
  });
}

async function run(ctx: Context, one: Import): Promise<void> {
  const folder = ctx.files.pathOf("imports", one.id);
  const upload = path.join(folder, "upload");
  const facts = Facts.parse(JSON.parse(await readFile(path.join(folder, "facts.json"), "utf8")));
  const sniffed = await sniff(upload, one.filename, facts);
  if ("code" in sniffed) return refuse(ctx, one.id, sniffed);
  const format = choose(ctx, one, sniffed);
  if (format === null) return askForMapping(ctx, one.id, sniffed);
  if ("code" in format) return refuse(ctx, one.id, format);
  const reading = { format, sniffed, facts, mapping: one.mapping, today: dayOf(ctx.now()), notNames: [] };
  const places = {
    upload,
    part: path.join(await ctx.files.folder("imports", one.id, "rows"), "part-0.parquet"),
    problems: path.join(folder, "problems.parquet"),
    cleaned: path.join(folder, "cleaned"),
  };
  const read = async (duck: Duck) => {
    const stop = await watchProgress(ctx, duck, { one, upload, sniffed, facts });
    try {
      const outcome = await readRecords(duck, reading, places);
      return { outcome, groups: outcome.rejected > 0n ? await groupProblems(duck, places.problems) : [] };
    } finally {
      stop();
    }
  };
  const { outcome, groups } = await withDuck(await ctx.files.folder("scratch"), read, {
    memory: READING_MEMORY,
  });
  if (outcome.records === 0n && outcome.read === 0n && outcome.reader.kind !== "nested")
    return refuse(ctx, one.id, failure("no-rows"));
  await writeFile(path.join(folder, "reading.json"), JSON.stringify({ notNames: outcome.notNames }));
  await publish(ctx, one, { format, outcome, groups });
}

/** The format that was named, else the first that recognises the file. Null: a person has to say what the columns are. */
function choose(ctx: Context, one: Import, sniffed: Sniffed): Format | Failure | null {
  const { sample } = sniffed;
  const own = ctx.formats.get("offpeak");
  if (one.mapping && own) return own;
  const named = one.format === "auto" ? null : ctx.formats.get(one.format);
  if (named?.recognises(sample)) return named;
  const because = ctx.formats.refusal(sample);
  if (because) return { code: "wrong-format", message: because };
  if (named && named.id !== "offpeak")
    return {
      code: "wrong-format",
      message: `This does not look like ${named.label}: its columns are not there.`,
    };
  return ctx.formats.list().find((format) => format.kind === one.kind && format.recognises(sample)) ?? null;
}

async function askForMapping(ctx: Context, importId: string, sniffed: Sniffed): Promise<void> {
  const preview = previewOf(sniffed);
  if (!preview) return refuse(ctx, importId, failure("not-a-table"));
  await moveImport(ctx, { importId, from: ["running"], to: "needs-mapping" }, { preview });
}

type Publication = { format: Format; outcome: ReadOutcome; groups: ProblemGroup[] };

async function publish(ctx: Context, one: Import, { format, outcome, groups }: Publication): Promise<void> {
  const { id: importId } = one;
  const sourceId = await sourceIdOf(ctx, {
    format: format.id,
    name: one.sourceName ?? format.id,
    kind: format.sourceKind,
  });
  const known = await moveImport(
    ctx,
    { importId, from: ["running"], to: "running" },
    {
      format: format.id,
      sourceId,
      rowsRead: outcome.read,
      bytesRead: one.bytesTotal,
    },
  );
  const file = known ? await loadFile(ctx, importId) : null;
  if (!file) throw new TakenBack();
  await rebuildLedger(ctx, {
    changed: file,
    standing: (client) => loadStanding(ctx, client, importId),
    async finish(client) {
      const { read, accepted, rejected, from, to } = outcome;
      const done = { importId, read, accepted, rejected, from, to, problemGroups: groups };
      if (!(await finishImport(ctx, client, done))) throw new TakenBack();
    },
  });
}

/** The file stays away from every figure; its row says why. */
async function refuse(ctx: Context, importId: string, because: Failure): Promise<void> {
  const failed = { failure: because, finishedAt: ctx.now() };
  await moveImport(ctx, { importId, from: ["running"], to: "failed" }, failed);
  await ctx.files.remove("imports", importId);
}

const LAST_TRY = 5;

async function fail(ctx: Context, importId: string, error: unknown): Promise<void> {
  const because = failureOf(error);
  if (because) return refuse(ctx, importId, because);
  const { failure: before } = await loadImport(ctx, importId);
  const tries = Number(/^try-(\d)$/.exec(before?.code ?? "")?.[1] ?? 0) + 1;
  log.error("import.failed", error, { importId, tries });
  if (tries >= LAST_TRY) return refuse(ctx, importId, failure("internal"));
  const again = { code: `try-${tries}`, message: "Something went wrong; it is tried again." };
  await moveImport(ctx, { importId, from: ["running"], to: "running" }, { failure: again });
  throw error;
}
