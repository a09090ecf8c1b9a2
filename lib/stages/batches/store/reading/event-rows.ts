import type { Context } from "@/lib/platform/context";
import type { BatchEventView } from "../../model/view";
import { type EventDetail, eventWords } from "../../model/words";

const MOST_SHOWN = 200;

/** What happened to a batch, the latest first. */
export async function loadEvents({ db }: Pick<Context, "db">, batchId: string): Promise<BatchEventView[]> {
  const rows = await db.batchEvent.findMany({
    where: { batchId },
    orderBy: { id: "desc" },
    take: MOST_SHOWN,
  });
  return rows.map(({ id, at, event, detail }) => ({
    ...{ id: id.toString(), at, event },
    ...eventWords(event, detail as EventDetail),
  }));
}
