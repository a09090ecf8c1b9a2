import type { TestContext } from "../context";
import type { CanonicalRow } from "./shelf";

/** One call of one hour, of which `row` says what matters. */
export const call = (row: CanonicalRow): CanonicalRow => ({
  ts: "2025-11-01T10:20:30",
  bucket_seconds: 3600,
  provider_raw: "openai",
  model_raw: "gpt-5",
  endpoint: "Search",
  tier: "sync",
  requests: 1,
  fresh_input: 100,
  ...row,
});

/** What stands in the rollup of an organisation. */
export async function figuresOf({ pool, organisation }: TestContext): Promise<object[]> {
  const { rows } = await pool.query(
    `select day, d.provider, d.model, u.remainder, rows::int, fresh_input::int as fresh, cost_reported::int as reported,
       cost_listed::int as listed, unpriced_rows::int as unpriced
     from usage_day u join dimension d on d.id = u.dimension_id where u.organisation_id = $1 order by 1, 2, 3, 4, 6`,
    [organisation.id],
  );
  return rows;
}
