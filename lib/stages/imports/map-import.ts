import { authorise } from "@/lib/core/access";
import { conflict, invalid } from "@/lib/core/errors";
import { audit } from "@/lib/platform/audit";
import { type Context, inTransaction } from "@/lib/platform/context";
import { importFileJob } from "./jobs";
import type { Import, ImportId, MapImport } from "./model/import";
import { TARGET_NAMES } from "./model/suggest";
import { loadImport, moveImport } from "./store/imports";

/** Says which column of an unknown file is what; then it is read like any other. */
export async function mapImport(ctx: Context, input: MapImport & ImportId): Promise<{ id: string }> {
  authorise(ctx.actor, "imports.write");
  const one = await loadImport(ctx, input.importId);
  if (one.status !== "needs-mapping")
    throw conflict(`The columns of this import cannot be chosen: it is ${one.status}.`);
  const mapping = withoutBlanks(input);
  check(one, mapping);
  await inTransaction(ctx, async (ctx) => {
    const step = { importId: one.id, from: ["needs-mapping" as const], to: "queued" as const };
    if (!(await moveImport(ctx, step, { mapping })))
      throw conflict("Somebody else has just chosen the columns of this import.");
    await ctx.queue.enqueue(ctx.db, importFileJob, { organisationId: ctx.organisation.id, importId: one.id });
    await audit(ctx, "import.mapped", one.id, { columns: Object.keys(mapping.columns).length });
  });
  return { id: one.id };
}

/** A form sends an empty choice as "". */
function withoutBlanks({ columns, defaults }: MapImport): MapImport {
  const filled = (record: Record<string, string>) =>
    Object.fromEntries(Object.entries(record).filter(([, value]) => value.trim() !== ""));
  return { columns: filled(columns), defaults: filled(defaults) };
}

function check(one: Import, { columns, defaults }: MapImport): void {
  const fields: Record<string, string> = {};
  for (const name of [...Object.keys(columns), ...Object.keys(defaults)])
    if (!TARGET_NAMES.has(name)) fields[name] = "is not a column of the Offpeak format";
  for (const [name, column] of Object.entries(columns))
    if (!one.preview?.columns.includes(column)) fields[name] = `there is no column "${column}" in the file`;
  if (!columns.timestamp) fields.timestamp ??= "choose the column with the time of the call";
  if (!columns.provider && !defaults.provider)
    fields.provider ??= "choose a column, or name the provider of all rows";
  const [first] = Object.entries(fields);
  if (first) throw invalid(`${first[0]}: ${first[1]}`, fields);
}
