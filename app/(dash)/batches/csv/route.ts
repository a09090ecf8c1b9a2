import { pageContext } from "@/app/_server/context";
import { FILTERS } from "@/components/batches/address";
import { dayOf } from "@/lib/core/period";
import { batchesCsv } from "@/lib/stages/batches/model/csv";
import { readAddress, readAllRows } from "../view";

const MOST = 20_000;

/** The batches of the page as a file, for who is signed in; scripts use /api/v1/batches. */
export async function GET(request: Request): Promise<Response> {
  const ctx = await pageContext("batches.read");
  const asked = readAddress(Object.fromEntries(new URL(request.url).searchParams));
  const rows = await readAllRows(ctx, asked, MOST);
  const words = ["offpeak-batches", asked.state, ...FILTERS.map((name) => asked[name]), dayOf(ctx.now())];
  const name = words
    .filter(Boolean)
    .join("-")
    .replaceAll(/[^A-Za-z0-9.-]+/g, "_");
  return new Response(batchesCsv(rows), {
    headers: {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": `attachment; filename="${name.slice(0, 200)}.csv"`,
      "cache-control": "no-store",
    },
  });
}
