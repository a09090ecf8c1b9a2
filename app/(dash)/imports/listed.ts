import type { ListedImport } from "@/components/imports/import-list";
import type { Context } from "@/lib/platform/context";
import { costOf, duplicatesOf } from "@/lib/stages/imports/model/import";
import { ownLabel } from "@/lib/stages/imports/model/own";
import type { Seen } from "@/lib/stages/imports/model/view";

/** The figures of the list; the same as the API's. */
export function listed(ctx: Context, { import: one, standing }: Seen): ListedImport {
  return {
    one,
    formatLabel: ctx.formats.get(one.format)?.label ?? ownLabel(one.format) ?? "Not known yet",
    ...costOf(standing),
    duplicates: duplicatesOf(one, standing),
  };
}
