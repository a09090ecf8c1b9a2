import path from "node:path";
import pg from "pg";
import { SYSTEM } from "@/lib/core/access";
import type { Context } from "@/lib/platform/context";
import { openDatabase } from "@/lib/platform/db";
import { env, postSettings } from "@/lib/platform/env";
import { openFileStore } from "@/lib/platform/files";
import { openPost } from "@/lib/platform/outside/post";
import { openSeal } from "@/lib/platform/seal";
import { readAddress } from "@/lib/stages/spend/model/query";
import { readSpend } from "@/lib/stages/spend/read-spend";
import { refreshSummary } from "@/lib/stages/spend/refresh-summary";
import { type Question, readBare } from "./baseline";
import { p95Of, type Times } from "./measure";
import { LAST_DAY, seed } from "./seed";

const FROM = "2025-11-01";
const ROUNDS = 3;

/** The same question to both: as an address to us, as columns to the bare query. */
const QUESTIONS: { name: string; address: string; bare: Question }[] = [
  question("by endpoint", {}, { column: "e.label" }),
  question("by owner", { groupBy: "owner" }, { column: "d.owner" }),
  question("by model", { groupBy: "model" }, { column: "d.model" }),
  question(
    "one provider",
    { provider: "openai" },
    { column: "e.label", filter: "d.provider", value: "openai" },
  ),
  question(
    "one team by model",
    { team: "Team 3", groupBy: "model" },
    { column: "d.model", filter: "d.team", value: "Team 3" },
  ),
  question("last 7 days", { from: "2025-11-24" }, { column: "e.label", from: "2025-11-24" }),
];

type Bare = { column: string; filter?: string; value?: string; from?: string };

function question(
  name: string,
  words: Record<string, string>,
  { column, filter, value = "", from = FROM }: Bare,
) {
  const address = new URLSearchParams({ from: FROM, to: LAST_DAY, ...words }).toString();
  return {
    name,
    address,
    bare: { column, from, to: LAST_DAY, filter: filter ? { column: filter, value } : null },
  };
}

async function main() {
  const at = process.argv.indexOf("--rows");
  const rows = at < 0 ? 1_500_000 : Number(process.argv[at + 1]);
  const url = env().DATABASE_URL;
  const client = new pg.Client({ connectionString: url, options: "-c timezone=UTC" });
  await client.connect();
  const organisation = await seed(client, Math.max(1, Math.round(rows / 1440)));
  const seeded = await client.query<{ count: string }>("select count(*) from usage_hour");
  await client.end();

  const database = openDatabase(url);
  const ctx: Context = {
    actor: SYSTEM,
    organisation: { id: organisation, slug: "bench", name: "Bench", isSample: false },
    ...{ db: database.db, pool: database.pool, now: () => new Date() },
    formats: { list: () => [], get: () => null, refusal: () => null },
    providers: { list: () => [], get: () => null },
    installation: { sandbox: false, pollSeconds: null },
    catalogue: {
      version: "none",
      normalise: (p, m) => ({ provider: p ?? "", model: m }),
      ratesAt: () => null,
    },
    files: openFileStore(path.join(env().OFFPEAK_DATA_DIR, "files")),
    queue: { enqueue: async () => {}, stop: async () => {} },
    seal: openSeal(env().OFFPEAK_SECRET),
    post: openPost(postSettings()),
  };
  const ours = (address: string) => async () =>
    (await readSpend(ctx, readAddress(new URLSearchParams(address), 50))).rows.length;
  const bare = new pg.Pool({ connectionString: url, max: 10, options: "-c timezone=UTC" });

  const table: { question: string; baseline: number; ours: number; ratio: number }[] = [];
  for (const { name, address, bare: asked } of QUESTIONS) {
    const baseline: Times = [];
    const mine: Times = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      baseline.push(await p95Of(() => readBare(bare, organisation, asked)));
      mine.push(await p95Of(ours(address)));
    }
    table.push(line(name, median(baseline), median(mine)));
  }
  await refreshSummary(ctx);
  await database.pool.query("vacuum analyze endpoint_summary");
  const kept: Times = [];
  for (let round = 0; round < ROUNDS; round += 1) kept.push(await p95Of(ours("")));
  const whole = table[0]?.baseline ?? Number.NaN;
  table.push(line("default page, kept ranking", whole, median(kept)));
  console.table(table);

  const worst = table.slice(0, -1).reduce((a, b) => (b.ratio > a.ratio ? b : a));
  const peakRssMb = Math.round(process.resourceUsage().maxRSS / 1024);
  console.log(
    JSON.stringify({
      ...{ name: "spend", ratio: worst.ratio, baseline: worst.baseline, ours: worst.ours, unit: "ms" },
      ...{ rows: Number(seeded.rows[0]?.count), peakRssMb, question: worst.question, readers: 20 },
      defaultPage: { baseline: whole, ours: median(kept), unit: "ms" },
    }),
  );
  await bare.end();
  await database.close();
}

function line(name: string, baseline: number, mine: number) {
  return { question: name, baseline, ours: mine, ratio: Number((mine / baseline).toFixed(3)) };
}

function median(values: Times): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

await main();
