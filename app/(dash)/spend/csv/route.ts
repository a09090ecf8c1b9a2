import { pageContext } from "@/app/_server/context";
import { csvName, spendCsv } from "@/lib/stages/spend/model/csv";
import { MAX_ROWS, readAddress } from "@/lib/stages/spend/model/query";
import { readSpend } from "@/lib/stages/spend/read-spend";

/** The rows of the page as a file, for who is signed in; scripts use /api/v1/spend. */
export async function GET(request: Request): Promise<Response> {
  const ctx = await pageContext("spend.read");
  const query = readAddress(new URL(request.url).searchParams, MAX_ROWS);
  const page = await readSpend(ctx, { ...query, trend: false });
  return new Response(spendCsv(page), {
    headers: {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": `attachment; filename="${csvName(page)}"`,
      "cache-control": "no-store",
    },
  });
}
