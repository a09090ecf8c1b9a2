import "server-only";
import { type BatchesAddress, FILTERS } from "@/components/batches/address";
import type { BatchesView, BatchSection } from "@/components/batches/list/view";
import { providerName } from "@/components/ui/provider-mark";
import type { Context } from "@/lib/platform/context";
import { countBatches } from "@/lib/stages/batches/count-batches";
import { listBatchChoices, listBatches } from "@/lib/stages/batches/list-batches";
import { ListBatches } from "@/lib/stages/batches/model/input";
import type { BatchRow } from "@/lib/stages/batches/model/view";

const OPEN = 200;
const FINISHED = 50;
const DAY_MS = 24 * 3_600_000;

type Asked = Record<string, string | string[] | undefined>;
type Groups = Exclude<ListBatches["group"], undefined>;

/** One word of each name; what the list does not know is left out, since a page is not a form. */
export function readAddress(asked: Asked): BatchesAddress {
  const names = ["state", ...FILTERS, "cursor", "row"] as const;
  const words = names.flatMap((name) => {
    const word = [asked[name] ?? []].flat()[0];
    return word ? [[name, word.slice(0, 500)] as const] : [];
  });
  return Object.fromEntries(words);
}

export async function readBatchesPage(ctx: Context, asked: BatchesAddress): Promise<BatchesView> {
  const filters = filtersOf(asked);
  const [counts, choices, { sections, nextCursor }] = await Promise.all([
    countBatches(ctx, filters),
    listBatchChoices(ctx),
    readSections(ctx, asked),
  ]);
  const provider = choices.provider.map(({ value }) => ({ value, label: providerName(value) }));
  return { counts, sections, nextCursor, choices: { ...choices, provider }, asked };
}

/** All that is shown, for the file: every finished one too. */
export async function readAllRows(ctx: Context, asked: BatchesAddress, most: number): Promise<BatchRow[]> {
  const rows: BatchRow[] = [];
  const group = groupOf(asked);
  for (let cursor: string | null = null; rows.length < most; ) {
    const page = await listBatches(ctx, listOf(asked, { group, limit: 500, cursor }));
    rows.push(...page.rows);
    cursor = page.nextCursor;
    if (cursor === null) break;
  }
  return rows.slice(0, most);
}

type Sections = Pick<BatchesView, "sections" | "nextCursor">;

async function readSections(ctx: Context, asked: BatchesAddress): Promise<Sections> {
  const group = groupOf(asked);
  const read = (of: Groups, limit: number) =>
    listBatches(ctx, listOf(asked, { group: of, limit, cursor: null }));
  if (group === "attention") {
    const { rows } = await read("attention", OPEN);
    return { sections: [...open(rows), ...finished(rows, ctx.now())], nextCursor: null };
  }
  const isNextPage = asked.cursor !== undefined;
  const wants = (of: Groups) => (group === undefined || group === of) && (of === "finished" || !isNextPage);
  const [running, waiting, over] = await Promise.all([
    wants("running") ? read("running", OPEN) : null,
    wants("waiting") ? read("waiting", OPEN) : null,
    wants("finished")
      ? listBatches(ctx, listOf(asked, { group: "finished", limit: FINISHED, cursor: asked.cursor ?? null }))
      : null,
  ]);
  const opened = [...(running?.rows ?? []), ...(waiting?.rows ?? [])];
  return {
    sections: [...open(opened), ...finished(over?.rows ?? [], ctx.now())],
    nextCursor: over?.nextCursor ?? null,
  };
}

function open(rows: readonly BatchRow[]): BatchSection[] {
  return (["running", "waiting"] as const).flatMap((id) =>
    section(id, rows.filter(({ group }) => group === id).sort(byRisk)),
  );
}

function finished(rows: readonly BatchRow[], now: Date): BatchSection[] {
  const over = rows.filter(({ group }) => group === "finished");
  const isRecent = ({ endedAt }: BatchRow) => endedAt !== null && now.getTime() - endedAt.getTime() < DAY_MS;
  return [
    ...section("recent", over.filter(isRecent)),
    ...section(
      "earlier",
      over.filter((row) => !isRecent(row)),
    ),
  ];
}

const section = (id: BatchSection["id"], rows: BatchRow[]): BatchSection[] =>
  rows.length > 0 ? [{ id, rows, count: id === "earlier" ? null : rows.length }] : [];

/** What needs a person first, then what has the least time left. */
function byRisk(a: BatchRow, b: BatchRow): number {
  const rank = ({ isAtRisk, needsAttention }: BatchRow) => (isAtRisk ? 0 : needsAttention ? 1 : 2);
  const end = ({ deadlineAt }: BatchRow) => deadlineAt?.getTime() ?? Number.POSITIVE_INFINITY;
  return rank(a) - rank(b) || compare(end(a), end(b)) || b.createdAt.getTime() - a.createdAt.getTime();
}

const compare = (a: number, b: number) => (a === b ? 0 : a < b ? -1 : 1);

function groupOf({ state }: BatchesAddress): Groups | undefined {
  return (["running", "waiting", "attention", "finished"] as const).find((group) => group === state);
}

function filtersOf({ provider, costCenter, endpoint }: BatchesAddress) {
  const list = (word: string | undefined) => (word ? [word] : []);
  return { provider: list(provider), costCenter: list(costCenter), endpoint: list(endpoint) };
}

type Page = { group: Groups | undefined; limit: number; cursor: string | null };

function listOf(asked: BatchesAddress, { group, limit, cursor }: Page): ListBatches {
  return ListBatches.parse({
    ...filtersOf(asked),
    limit,
    ...(group && { group }),
    ...(cursor && { cursor }),
  });
}
