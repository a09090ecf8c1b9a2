import { z } from "zod";
import { DOLLAR, formatDollars, roundParts } from "@/lib/core/money";
import { formatShare } from "@/lib/core/numbers";
import { formatPeriod } from "@/lib/core/period";
import { GROUPINGS } from "@/lib/core/values";
import type { SpendPage } from "@/lib/stages/spend/model/page";
import { MAX_ROWS, queryOf, SpendParameters } from "@/lib/stages/spend/model/query";
import { readSpend } from "@/lib/stages/spend/read-spend";
import { checkInput, readArguments } from "./arguments";
import type { Command } from "./command";
import { organisationContext } from "./organisation";
import { table } from "./table";

const By = z.enum(GROUPINGS, { error: `Use one of ${GROUPINGS.join(", ")}.` }).default("endpoint");

/** The Spend page as text: the default period, most expensive first. */
export const rank: Command = {
  verb: "rank",
  usage: "rank [--by DIMENSION] [--org ORG]",
  async run(offpeak, args) {
    const { values } = readArguments(args, { by: { type: "string" }, org: { type: "string" } });
    const groupBy = checkInput(z.object({ by: By }), { by: values.by }).by;
    const query = queryOf(SpendParameters.parse({ groupBy }), { limit: MAX_ROWS, trend: false });
    const page = await readSpend(await organisationContext(offpeak, values.org), query);
    return page.rows.length === 0 ? "No usage was imported yet." : lines(page, groupBy);
  },
};

function lines(page: SpendPage, groupBy: string): string {
  // Rounded together, so that the lines add up to the total below them.
  const costs = roundParts(
    page.rows.map((row) => row.cost ?? 0n),
    DOLLAR / 100n,
  );
  const rows = page.rows.map((row, i) => [
    String(row.rank),
    row.label,
    row.cost === null ? "–" : formatDollars(costs[i] ?? 0n, { cents: true }),
    formatShare(row.share, 1),
    formatShare(row.cumulativeShare, 1),
  ]);
  const total = ["", "Total", formatDollars(page.totals.cost, { cents: true }), "", ""];
  const head = ["#", groupBy, "Cost", "Share", "Running"];
  return `${formatPeriod(page.period)}\n${table([head, ...rows, total], [0, 2, 3, 4])}`;
}
