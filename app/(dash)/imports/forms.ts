import { z } from "zod";
import type { ImportId, MapImport } from "@/lib/stages/imports/model/import";
import type { Fix, FixProblems } from "@/lib/stages/imports/model/problems";

const Fields = z.looseObject({ importId: z.string() });

/** `column:NAME` and `default:NAME` of the mapping form. */
export const MappingFields = Fields.transform((fields): MapImport & ImportId => ({
  importId: fields.importId,
  columns: withPrefix(fields, "column:"),
  defaults: withPrefix(fields, "default:"),
}));

/**
 * `use:ROW` and `skip:ROW` of the table; `use-all` and `skip-all` for every row of one cause (`code`, `column`); `finish`
 * for all that is left.
 */
export const FixFields = Fields.transform(
  (fields): FixProblems => ({ importId: fields.importId, fixes: fixesOf(fields) }),
).refine(({ fixes }) => fixes.length > 0, "Put at least one row right, or skip one.");

function fixesOf(fields: Record<string, unknown>): Fix[] {
  if (fields.finish) return [{ which: { all: true }, action: "skip" }];
  const cause = { code: String(fields.code ?? ""), column: fields.column ? String(fields.column) : null };
  const fixes: Fix[] = [];
  if (fields["skip-all"]) fixes.push({ which: cause, action: "skip" });
  const all = fields["use-all"];
  if (typeof all === "string" && all !== "") fixes.push({ which: cause, action: { use: all } });
  // A row's own value comes after the one for all, and so wins.
  for (const [row, use] of Object.entries(withPrefix(fields, "use:")))
    if (use !== "") fixes.push({ which: { rows: [Number(row)] }, action: { use } });
  for (const row of Object.keys(withPrefix(fields, "skip:")))
    fixes.push({ which: { rows: [Number(row)] }, action: "skip" });
  return fixes;
}

function withPrefix(fields: Record<string, unknown>, prefix: string): Record<string, string> {
  const mine = Object.entries(fields).filter(([name]) => name.startsWith(prefix));
  return Object.fromEntries(mine.map(([name, value]) => [name.slice(prefix.length), String(value)]));
}
