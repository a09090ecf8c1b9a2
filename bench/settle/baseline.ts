// Postgres alone, as somebody would write it who needs nothing but the rows: COPY into a temp table, insert what is not
// there yet, ten chunks of a tenth each in a transaction of its own. Nothing of ours is called.
import pg from "pg";
import { from as copyFrom } from "pg-copy-streams";

const CHUNK = 10_000;

const COLUMNS = `n int, status text, code text, message text, remedy text, model text, tier text, band text,
  fresh_input bigint, cached_input bigint, cache_write_5m bigint, cache_write_1h bigint, cache_write_other bigint,
  output bigint, reasoning bigint, cost bigint, sync_cost bigint, fits_schema boolean, file int, "offset" bigint,
  length int`;

export async function baseline(databaseUrl: string, rows: number): Promise<{ ms: number; sums: string }> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query(
      `drop table if exists bench_outcome;
       create table bench_outcome (batch_id text not null, attempt int not null, lane text not null,
         ended_at timestamptz(6) not null, ${COLUMNS}, primary key (batch_id, n, attempt));
       create temp table bench_incoming (${COLUMNS}) on commit delete rows`,
    );
    const chunks = Array.from({ length: Math.ceil(rows / CHUNK) }, (_, at) => chunkOf(at * CHUNK, rows));
    const begun = performance.now();
    for (const chunk of chunks) {
      await client.query("begin");
      await copy(client, chunk);
      await client.query(
        `insert into bench_outcome (batch_id, attempt, lane, ended_at, n, status, code, message, remedy, model, tier, band,
           fresh_input, cached_input, cache_write_5m, cache_write_1h, cache_write_other, output, reasoning, cost,
           sync_cost, fits_schema, file, "offset", length)
         select 'bench', 1, 'batch', now(), bench_incoming.* from bench_incoming on conflict do nothing`,
      );
      await client.query("commit");
    }
    const ms = performance.now() - begun;
    const { rows: found } = await client.query<Record<string, string>>(
      "select count(*) as n, sum(fresh_input) as fresh, sum(output) as output from bench_outcome",
    );
    return { ms, sums: Object.values(found[0] ?? {}).join(" ") };
  } finally {
    await client.query("drop table if exists bench_outcome");
    await client.end();
  }
}

/** The same tokens as the result lines of the other side have. */
function chunkOf(from: number, rows: number): Buffer {
  const lines: string[] = [];
  for (let n = from + 1; n <= Math.min(from + CHUNK, rows); n += 1) {
    const [input, cached, output] = [900 + (n % 400), 128 * (n % 3), 100 + (n % 90)];
    lines.push(
      `${n}\tsucceeded\t\\N\t\\N\t\\N\tgpt-5.6-luna\tbatch\tbase\t${input - cached}\t${cached}\t\\N\t\\N\t\\N\t${output}\t0\t${n}\t${2 * n}\t\\N\t1\t${n * 700}\t700\n`,
    );
  }
  return Buffer.from(lines.join(""));
}

function copy(client: pg.Client, rows: Buffer): Promise<void> {
  const target = client.query(copyFrom("copy bench_incoming from stdin"));
  return new Promise((resolve, reject) => {
    target.on("error", reject);
    target.on("finish", resolve);
    target.end(rows);
  });
}
