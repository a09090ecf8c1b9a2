import { createReadStream } from "node:fs";
import { importFile } from "@/lib/stages/imports/import-file";
import { receiveImport } from "@/lib/stages/imports/receive-import";
import { createOrganisation } from "@/lib/stages/people/create-organisation";
import { ensureDefaultOrganisation } from "@/lib/stages/people/ensure-default-organisation";
import { openOffpeak } from "@/lib/worker/join";

/** The production door: an upload that lies on disk, read and published by the worker's verb. */
export async function ours(file: string): Promise<{ seconds: number; sums: string[] }> {
  const offpeak = openOffpeak();
  try {
    const home = offpeak.contextOf(await ensureDefaultOrganisation(offpeak.door));
    const name = `Bench ${process.pid}`;
    const ctx = offpeak.contextOf(await createOrganisation(home, { name }));
    const { id } = await receiveImport(ctx, {
      kind: "usage",
      format: "auto",
      filename: "spend-logs.csv.gz",
      body: createReadStream(file),
      bytesTotal: null,
    });
    const begun = performance.now();
    const { status } = await importFile(ctx, { importId: id });
    const seconds = (performance.now() - begun) / 1000;
    if (status !== "done") throw new Error(`the import is ${status}`);
    const { rows } = await ctx.pool.query<Record<string, bigint>>(
      `select (select count(*) from usage_hour where organisation_id = $1) as groups, sum(rows) as rows,
         sum(requests) as requests, sum(fresh_input) as fresh_input, sum(cached_input) as cached_input,
         sum(output) as output, sum(reasoning) as reasoning, sum(cost_reported) as cost
       from usage_day where organisation_id = $1`,
      [ctx.organisation.id],
    );
    // The next round finds the tables as this one did.
    await ctx.pool.query(
      "truncate usage_hour, usage_unit, usage_day, record_day, import_day, import_dimension",
    );
    await ctx.files.remove("imports", id);
    return { seconds, sums: Object.values(rows[0] ?? {}).map(String) };
  } finally {
    await offpeak.close();
  }
}
