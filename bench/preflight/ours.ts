// One side of the benchmark, in a process of its own: the production verb on a batch that was received. It has what the
// verb touches and nothing else, so that its memory is that of preflight and not of every provider's SDK.
import path from "node:path";
import pg from "pg";
import { openai } from "@/lib/adapters/providers/openai/index";
import { SYSTEM } from "@/lib/core/access";
import type { Context } from "@/lib/platform/context";
import { env, installation } from "@/lib/platform/env";
import { openFileStore } from "@/lib/platform/files";
import { openQueueLater } from "@/lib/platform/queue";
import { preflightBatch } from "@/lib/stages/batches/preflight-batch";
import { openCatalogue } from "@/lib/stages/prices/catalogue";

const [, , batchId = "", warmId = "", organisationId = ""] = process.argv;
const { DATABASE_URL, OFFPEAK_DATA_DIR } = env();
const types = {
  getTypeParser: ((oid: number) => (text: string) =>
    oid === 20 ? BigInt(text) : pg.types.getTypeParser(oid)(text)) as typeof pg.types.getTypeParser,
};
const pool = new pg.Pool({ connectionString: DATABASE_URL, types });
const queue = openQueueLater(DATABASE_URL);
const unused = new Proxy(
  {},
  {
    get: (_, name) => {
      throw new Error(`preflight should not need ${String(name)}`);
    },
  },
);

const ctx = {
  ...{ actor: SYSTEM, pool, queue, installation: installation(), catalogue: openCatalogue() },
  ...{ db: unused, formats: unused, seal: unused, post: unused },
  organisation: { id: Number(organisationId), slug: "bench", name: "Bench", isSample: false },
  now: () => new Date(),
  providers: { list: () => [openai], get: (id: string) => (id === openai.id ? openai : null) },
  files: openFileStore(path.join(OFFPEAK_DATA_DIR, "files")),
} as unknown as Context;

await preflightBatch(ctx, { batchId: warmId });
const restRssMb = Math.round(process.memoryUsage().rss / 1048576);
const before = process.cpuUsage();
const begun = performance.now();
await preflightBatch(ctx, { batchId });
const seconds = (performance.now() - begun) / 1000;
const { user, system } = process.cpuUsage(before);
const { rows } = await pool.query<{
  state: string;
  lines: number;
  how: string;
  tokens: number;
  took: number;
}>(
  `select state, (preflight->>'lines')::int as lines, preflight->'inputTokensBy'->>'how' as how,
     (preflight->'inputTokens'->>'expected')::float8 as tokens, (preflight->>'tookMs')::float8 as took
   from batch where id = $1`,
  [batchId],
);
const peakRssMb = Math.round(process.resourceUsage().maxRSS / 1024);
console.log(JSON.stringify({ ...rows[0], seconds, cpuSeconds: (user + system) / 1e6, restRssMb, peakRssMb }));
await queue.stop();
await pool.end();
process.exit(0);
