// A plain reading of what the ledger promises, row by row. It imports nothing of ours on purpose: the property tests
// compare the real one with it.

export type Row = {
  ts: string;
  bucketSeconds: number;
  key: string | null;
  aggregate: boolean;
  path: string | null;
  grouped: number | null;
  endpoint: string | null;
  provider: string;
  model: string | null;
  apiKey: string | null;
  tier: string;
  requests: number | null;
  tokens: (number | null)[]; // fresh, cached, write 5m, write 1h, write other, output, reasoning
  cost: number | null;
};
export type File = {
  id: string;
  source: number;
  kind: "gateway" | "provider" | "settlement";
  captured: number;
  received: number;
  sha: string;
  rows: Row[];
};
export type Price = (provider: string, model: string | null, tier: string, ts: string) => number[] | null;

export type Total = {
  rows: number;
  requests: number | null;
  requestsUnknown: number;
  tokens: (number | null)[];
  reported: number | null;
  listed: number | null;
  unpriced: number;
};
export type Finding = {
  model: string | null;
  tier: string;
  class: string;
  provider: number;
  counted: number;
};
export type Folded = {
  /** Keyed `day provider model tier endpoint`, with `remainder` as the endpoint of what only the provider saw. */
  days: Map<string, Total>;
  /** Keyed `import day`. */
  imports: Map<string, Total & { accepted: number }>;
  records: Map<string, { rule: string; findings: Finding[] }>;
};

type Standing = { file: File; row: Row };

const dayOf = (row: Row) => row.ts.slice(0, 10);
const by = <T>(items: T[], name: (item: T) => string) => {
  const groups = new Map<string, T[]>();
  for (const item of items) groups.set(name(item), [...(groups.get(name(item)) ?? []), item]);
  return groups;
};
const earlier = (a: File, b: File) => a.received - b.received || (a.id < b.id ? -1 : 1);
const captureOrder = (a: File, b: File) =>
  a.captured - b.captured ||
  (a.sha < b.sha ? -1 : a.sha > b.sha ? 1 : 0) ||
  a.source - b.source ||
  earlier(a, b);

export function fold(files: File[], price: Price): Folded {
  const speaking = [...by(files, (file) => `${file.source} ${file.sha}`).values()]
    .flatMap((same) => same.sort(earlier).slice(0, 1))
    .sort(captureOrder);
  const all = speaking.flatMap((file) => file.rows.map((row) => ({ file, row })));
  const standing = [
    ...standingKeyed(all.filter(({ row }) => row.key !== null && !row.aggregate)),
    ...standingKeyless(all.filter(({ row }) => row.key === null)),
    ...standingGroups(all.filter(({ row }) => row.key !== null && row.aggregate)),
  ];
  const imports: Folded["imports"] = new Map();
  for (const file of files)
    for (const [day, rows] of by(file.rows, dayOf))
      imports.set(`${file.id} ${day}`, {
        accepted: rows.length,
        ...total(
          standing.filter((item) => item.file === file && dayOf(item.row) === day),
          price,
        ),
      });
  return { imports, ...countDays(standing, price) };
}

function standingKeyed(all: Standing[]): Standing[] {
  const scope = ({ file }: Standing) => (file.kind === "gateway" ? "gateway" : String(file.source));
  return [...by(all, (item) => `${scope(item)} ${item.row.key}`).values()].flatMap((same) => same.slice(-1));
}

function standingKeyless(all: Standing[]): Standing[] {
  return [...by(all, ({ file, row }) => `${file.source} ${JSON.stringify(row)}`).values()].flatMap((same) => {
    let most = 0;
    return [...by(same, ({ file }) => file.id).values()].flatMap((mine) => {
      const share = mine.slice(Math.min(most, mine.length));
      most = Math.max(most, mine.length);
      return share;
    });
  });
}

function standingGroups(all: Standing[]): Standing[] {
  const signatures = new Map(
    [...by(all, ({ file, row }) => `${file.id} ${row.path}`)].map(([name, items]) => {
      const bits = (of: (row: Row) => number) => items.reduce((mask, { row }) => mask | of(row), 0);
      return [name, `${bits((row) => row.grouped ?? 0)} ${bits((row) => row.bucketSeconds)}`];
    }),
  );
  const signature = ({ file, row }: Standing) => signatures.get(`${file.id} ${row.path}`);
  return [...by(all, ({ file, row }) => `${file.source} ${row.path} ${dayOf(row)}`).values()].flatMap(
    (day) => {
      const last = day.at(-1);
      const same = day.filter((item) => last && signature(item) === signature(last));
      return [...by(same, ({ row }) => `${row.ts} ${row.bucketSeconds} ${row.key}`).values()].flatMap((g) =>
        g.slice(-1),
      );
    },
  );
}

const add = (a: number | null, b: number | null) => (a === null ? b : b === null ? a : a + b);
const list = (tokens: (number | null)[], rates: number[] | null) =>
  rates && tokens.slice(0, 6).some((count) => count !== null)
    ? rates.reduce((sum, rate, index) => sum + rate * (tokens[index] ?? 0), 0)
    : null;

function total(items: Standing[], price: Price): Total {
  const sum: Total = {
    rows: 0,
    requests: null,
    requestsUnknown: 0,
    tokens: Array(7).fill(null),
    reported: null,
    listed: null,
    unpriced: 0,
  };
  for (const { row } of items) {
    sum.rows += 1;
    sum.requests = add(sum.requests, row.requests);
    sum.requestsUnknown += row.requests === null ? 1 : 0;
    sum.tokens = sum.tokens.map((count, index) => add(count, row.tokens[index] ?? null));
    const bucket = row.bucketSeconds <= 3600 ? `${row.ts.slice(0, 13)}:00:00` : `${dayOf(row)}T00:00:00`;
    const listed = list(row.tokens, price(row.provider, row.model, row.tier, bucket));
    if (row.cost !== null) sum.reported = add(sum.reported, row.cost);
    else if (listed !== null) sum.listed = add(sum.listed, listed);
    else sum.unpriced += 1;
  }
  return sum;
}

const nameOf = (day: string, row: Row, endpoint: string) =>
  `${day} ${row.provider} ${row.model} ${row.tier} ${endpoint}`;

function countDays(standing: Standing[], price: Price): Pick<Folded, "days" | "records"> {
  const days: Folded["days"] = new Map();
  const records: Folded["records"] = new Map();
  for (const [name, items] of by(standing, ({ row }) => `${row.provider} ${dayOf(row)}`)) {
    const day = name.slice(-10);
    const of = (kind: File["kind"]) => items.filter(({ file }) => file.kind === kind);
    const [gateway, settled, provider] = [of("gateway"), of("settlement"), of("provider")];
    const isEvidence = ({ row }: Standing) =>
      row.tier === "batch" &&
      settled.some((own) => own.row.model === row.model && own.row.apiKey === row.apiKey);
    const counted = [...settled, ...gateway.filter((item) => !isEvidence(item))];
    const seen = gateway.length + settled.length > 0;
    for (const group of by(seen ? counted : provider, ({ row }) =>
      nameOf(day, row, (row.endpoint ?? "").trim().toLowerCase()),
    ).entries())
      days.set(group[0], total(group[1], price));
    const rule = !seen
      ? "provider"
      : provider.length > 0
        ? "remainder"
        : gateway.length > 0
          ? "gateway"
          : "settled";
    records.set(name, {
      rule,
      findings: rule === "remainder" ? compare(day, { provider, counted }, { price, days }) : [],
    });
  }
  return { days, records };
}

const TIERS = ["sync", "batch", "flex", "priority", "unknown"];
const CLASSES: [string, number[]][] = [
  ["requests", [8]],
  ["freshInput", [0]],
  ["cachedInput", [1]],
  ["cacheWrite", [2, 3, 4]],
  ["output", [5]],
  ["reasoning", [6]],
  ["cost", [7]],
];
type Cell = { row: Row; items: Standing[]; left: (number | null)[]; all: (number | null)[] };

function cells(items: Standing[], price: Price, billed: boolean): Cell[] {
  const order = (row: Row) => `${row.model ?? "~"} ${TIERS.indexOf(row.tier)}`;
  return [...by(items, ({ row }) => order(row))]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([, group]) => {
      const sum = total(group, price);
      const whole = group.every(({ row }) => row.cost !== null);
      const cost = billed ? (whole ? sum.reported : null) : add(sum.reported, sum.listed);
      const all = [...sum.tokens, cost, sum.requests];
      return group.slice(0, 1).map(({ row }) => ({ row, items: group, left: [...all], all }));
    });
}

/** Books what only the provider saw into `days`; answers what was counted and the provider never saw. */
function compare(
  day: string,
  sides: { provider: Standing[]; counted: Standing[] },
  { price, days }: { price: Price; days: Map<string, Total> },
): Finding[] {
  const billed = cells(sides.provider, price, true);
  const counted = cells(sides.counted, price, false);
  const findings: Finding[] = [];
  for (const [name, amounts] of CLASSES) {
    if (billed.every((cell) => amounts.every((amount) => cell.all[amount] === null))) continue;
    for (let level = 0; level < 8; level += 1)
      for (const p of billed)
        for (const c of counted)
          for (const a of amounts) for (const b of amounts) consume(level, [p, a], [c, b]);
    if (name === "requests" || name === "reasoning" || name === "cost") continue;
    for (const { row, all, left } of counted) {
      const sum = (of: (number | null)[]) => amounts.reduce((known, amount) => known + (of[amount] ?? 0), 0);
      if (sum(left) > 0)
        findings.push({
          model: row.model,
          tier: row.tier,
          class: name,
          provider: sum(all) - sum(left),
          counted: sum(all),
        });
    }
  }
  for (const { row, items, left } of billed) {
    const known = left.filter((value, index) => index !== 6 && index !== 7 && value !== null);
    if (known.length > 0 ? !known.some((value) => value !== 0) : !left[7]) continue;
    const cost = left[7] ?? null;
    const listed =
      cost === null ? list(left, price(row.provider, row.model, row.tier, `${day}T00:00:00`)) : null;
    days.set(nameOf(day, row, "remainder"), {
      rows: items.length,
      requests: left[8] ?? null,
      requestsUnknown: items.filter((item) => item.row.requests === null).length,
      tokens: left.slice(0, 7),
      reported: cost,
      listed,
      unpriced: cost === null && listed === null ? items.length : 0,
    });
  }
  return findings;
}

/** Levels: the lifetime differs (1), the tier is unsaid on a side (2), the model is (4). */
function consume(level: number, [p, a]: [Cell, number], [c, b]: [Cell, number]): void {
  const model = p.row.model === c.row.model ? 0 : p.row.model === null || c.row.model === null ? 4 : 100;
  const tier = p.row.tier === c.row.tier ? 0 : p.row.tier === "unknown" || c.row.tier === "unknown" ? 2 : 100;
  if (model + tier + (a === b ? 0 : 1) !== level) return;
  const [seen, taken] = [p.left[a] ?? null, c.left[b] ?? null];
  if (seen === null || taken === null) return;
  const both = Math.min(seen, taken);
  p.left[a] = seen - both;
  c.left[b] = taken - both;
}
