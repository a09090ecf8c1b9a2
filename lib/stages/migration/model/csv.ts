import { cell } from "@/lib/stages/spend/model/csv";
import { type Board, inTableOrder } from "./board";
import { rowView } from "./view";

/** One line per endpoint, in the order of the table; unknown is empty. */
export function boardCsv(board: Board): string {
  const heading =
    "key,label,owner,team,cost_center,stage,since,at_sync_usd,sync_usd,batch_at_sync_usd,expected_usd,realised_usd,confirmed_usd,fallback_deadline,next_step";
  const lines = inTableOrder(board.rows).map((row) => {
    const view = rowView(row, board);
    return [
      ...[view.key, view.label, view.owner, view.team, view.costCenter, view.stage, view.since].map(cell),
      ...[view.atSync, view.sync, view.batchAtSync],
      ...[view.saving.expected, view.saving.realised, view.saving.confirmed].map((amount) => amount ?? ""),
      ...[view.fallback?.deadline ?? null, view.nextStep].map(cell),
    ].join(",");
  });
  return `${[heading, ...lines].join("\n")}\n`;
}
