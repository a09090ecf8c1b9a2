import type { File, Price, Row } from "./fold";

/** A small seeded generator: the same seed tells the same story. */
export function dice(seed: number) {
  let state = seed >>> 0 || 1;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
  const below = (count: number) => Math.floor(next() * count);
  const pick = <T>(items: readonly T[]): T => items[below(items.length)] as T;
  const chance = (share: number) => next() < share;
  return { below, pick, chance };
}
type Dice = ReturnType<typeof dice>;

export const SOURCES = [
  { number: 1, kind: "gateway" },
  { number: 2, kind: "gateway" },
  { number: 3, kind: "provider" },
  { number: 4, kind: "settlement" },
] as const;
const DAYS = ["2025-11-01", "2025-11-02", "2025-11-03"];

/** Rates per class: `m1` costs more from the second day on, `m2` has a sync price only, others have none. */
export const price: Price = (_provider, model, tier, ts) => {
  if (model === "m1" && (tier === "sync" || tier === "batch")) {
    const half = tier === "batch" ? 1 : 2;
    return (ts < "2025-11-02" ? [10, 1, 12, 20, 12, 40] : [11, 2, 13, 21, 13, 41]).map((rate) => rate * half);
  }
  return model === "m2" && tier === "sync" ? [5, 1, 6, 10, 6, 15] : null;
};

/** A few imports that overlap in every way the ledger knows, and an order of adding and taking back. */
export function world(seed: number): { files: File[]; steps: { file: File; add: boolean }[] } {
  const d = dice(seed);
  const files: File[] = [];
  const count = 2 + d.below(5);
  for (let index = 0; index < count; index += 1) files.push(file(d, index, files));
  const steps = shuffled(d, files).map((added) => ({ file: added, add: true }));
  for (const gone of files.filter(() => d.chance(0.4))) {
    const after = steps.findIndex((step) => step.file === gone) + 1;
    steps.splice(after + d.below(steps.length - after + 1), 0, { file: gone, add: false });
  }
  return { files, steps };
}

function shuffled<T>(d: Dice, items: T[]): T[] {
  const left = [...items];
  return items.flatMap(() => left.splice(d.below(left.length), 1));
}

function file(d: Dice, index: number, before: File[]): File {
  const own = { id: `import-${index}`, captured: d.below(4), received: d.below(6) };
  const again = before.length > 0 && d.chance(0.2) ? d.pick(before) : null;
  if (again) return { ...again, ...own };
  const { number: source, kind } = d.pick(SOURCES);
  const rows = Array.from({ length: d.below(14) }, () => 0).map(() => row(d, kind, index));
  return {
    ...own,
    source,
    kind,
    sha: `sha-${d.below(1000)}-${index}`,
    rows: d.chance(0.5) ? aligned(d, rows) : rows,
  };
}

/** Aggregates of one file are usually grouped alike; not all of them. */
function aligned(d: Dice, rows: Row[]): Row[] {
  const grouped = d.below(4);
  const bucketSeconds = d.pick([3600, 86400]);
  return rows.map((row) =>
    row.aggregate ? { ...row, grouped, bucketSeconds, ts: bucketStart(row.ts, bucketSeconds) } : row,
  );
}

const bucketStart = (ts: string, seconds: number) => (seconds === 3600 ? ts : `${ts.slice(0, 10)}T00:00:00`);

function row(d: Dice, kind: File["kind"], file: number): Row {
  const shape = d.pick(
    kind === "provider"
      ? (["aggregate", "aggregate", "keyed"] as const)
      : (["keyed", "keyless", "keyed", "aggregate"] as const),
  );
  const bucketSeconds = d.pick([3600, 3600, 86400]);
  const instant = `${d.pick(DAYS)}T${String(d.below(3) * 7).padStart(2, "0")}:${shape === "keyed" ? "30" : "00"}:00`;
  // Keyless rows come from a small stock, so that the same row meets itself in other files.
  const amount = (most: number) => (d.chance(0.15) ? null : d.below(shape === "keyless" ? 2 : most));
  return {
    ts: shape === "keyed" ? instant : bucketStart(instant, bucketSeconds),
    bucketSeconds,
    key: shape === "keyless" ? null : `${shape === "keyed" ? "request" : "group"}-${d.below(8)}`,
    aggregate: shape === "aggregate",
    path: shape === "aggregate" ? d.pick(["completions", "embeddings"]) : null,
    grouped: shape === "aggregate" ? d.below(4) : null,
    endpoint: kind === "provider" || d.chance(0.2) ? null : d.pick(["Search", "search ", "nightly", "Ärger"]),
    provider: d.pick(["openai", "openai", "bedrock"]),
    model: d.chance(kind === "provider" ? 0.3 : 0.1) ? null : d.pick(["m1", "m2", "m3"]),
    apiKey: d.chance(0.5) ? null : `key-${d.below(2)}`,
    tier: d.pick(["sync", "sync", "batch", "flex", "unknown"]),
    requests: d.chance(0.2) ? null : shape === "aggregate" ? d.below(50) : 1,
    tokens: tokens(amount, file),
    cost: d.chance(0.5) ? null : d.below(shape === "keyless" ? 2 : 900),
  };
}

function tokens(amount: (most: number) => number | null, file: number): (number | null)[] {
  const known = [amount(500), amount(90), amount(9), amount(9), amount(9), amount(300), amount(20)];
  return file % 5 === 4 ? known.map(() => null) : known;
}
