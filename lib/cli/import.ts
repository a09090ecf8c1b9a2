import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { z } from "zod";
import { refused } from "@/lib/core/errors";
import { formatDollars } from "@/lib/core/money";
import { formatWhole } from "@/lib/core/numbers";
import type { Context } from "@/lib/platform/context";
import { readBeat } from "@/lib/platform/heartbeat";
import { refreshFigures } from "@/lib/stages/fit/refresh-figures";
import { importFile } from "@/lib/stages/imports/import-file";
import { costOf, duplicatesOf, IMPORT_KINDS } from "@/lib/stages/imports/model/import";
import type { Seen } from "@/lib/stages/imports/model/view";
import { readImport } from "@/lib/stages/imports/read-import";
import { receiveImport } from "@/lib/stages/imports/receive-import";
import { pricesOf } from "@/lib/stages/prices/override-price";
import { checkInput, readArguments } from "./arguments";
import { type Command, UsageError } from "./command";
import { organisationContext } from "./organisation";

const Options = z.object({
  kind: z.enum(IMPORT_KINDS, { error: `Use one of ${IMPORT_KINDS.join(", ")}.` }).default("usage"),
  format: z.string().default("auto"),
});

/** A worker that runs reads the file; without one, this process does. Progress goes to stderr. */
export const importCommand: Command = {
  verb: "import",
  usage: "import FILE [--kind usage|invoice] [--format ID] [--org ORG]",
  async run(offpeak, args) {
    const { values, positionals } = readArguments(
      args,
      { kind: { type: "string" }, format: { type: "string" }, org: { type: "string" } },
      1,
    );
    const [file] = positionals;
    if (!file) throw new UsageError("Name the file.");
    const options = checkInput(Options, { kind: values.kind, format: values.format });
    const ctx = await organisationContext(offpeak, values.org);
    const { id } = await receiveImport(ctx, {
      ...options,
      filename: path.basename(file),
      body: createReadStream(file),
      bytesTotal: await sizeOf(file),
    });
    return outcome(await finish(ctx, id));
  },
};

async function sizeOf(file: string): Promise<number> {
  const found = await stat(file).catch(() => null);
  if (!found?.isFile()) throw new UsageError(`There is no file ${file}.`);
  return found.size;
}

/** The job was queued with the file: whoever comes first reads it, and only one does. */
async function finish(ctx: Context, importId: string): Promise<Seen> {
  for (;;) {
    const seen = await readImport(ctx, { importId });
    const { status, rowsRead } = seen.import;
    if (status !== "queued" && status !== "running") return seen;
    if ((await readBeat(ctx)) === "ok") {
      if (status === "running") process.stderr.write(`\r${formatWhole(rowsRead)} rows read`);
      await pause(500);
      continue;
    }
    await importFile({ ...ctx, catalogue: await pricesOf(ctx) }, { importId });
    await refreshFigures(ctx);
  }
}

function outcome({ import: one, standing }: Seen): string {
  const count = (rows: bigint, word: string) => `${formatWhole(rows)} ${word}`;
  switch (one.status) {
    case "done": {
      const duplicates = duplicatesOf(one, standing);
      const rows = [
        count(one.rowsAccepted, "rows accepted"),
        count(one.rowsRejected, "rejected"),
        count(duplicates, "duplicate"),
      ];
      return `${one.id} done: ${rows.join(", ")}; ${formatDollars(costOf(standing).cost, { cents: true })} counts.`;
    }
    case "needs-mapping":
      throw refused(
        `${one.filename} is in no known format. Choose its columns on the page: /imports/${one.id}`,
      );
    case "failed":
      throw refused(`${one.filename} was not imported. ${one.failure?.message ?? ""}`);
    default:
      throw refused(`${one.filename} was taken back meanwhile.`);
  }
}
