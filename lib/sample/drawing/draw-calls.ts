import { ENDPOINTS } from "@/lib/sample/larkspur/endpoints";
import { NOW } from "@/lib/sample/larkspur/month";
import {
  type Call,
  type Endpoint,
  type Evidence,
  fullCents,
  listWeight,
  type Tokens,
  type Work,
} from "@/lib/sample/model";
import { userAgentOf } from "./callers";
import { type Cell, fitDays } from "./fit-days";
import { arrivals, readTime, turns } from "./hours";
import { between, type Random, randomFrom, wordOf } from "./random";
import { spread, spreadFromOne, sum } from "./spread";

const MILLION = 1_000_000;
const MICROS_PER_CENT = 10_000;
/** Its multiples fill the span from 0 to 1 evenly, however many are taken. */
const GOLDEN = 0.618033988749895;

/** A work's cells and what each costs at sync prices. */
type Share = { work: Work; cells: Cell[]; full: number[] };
type Filled = Cell & { fresh: number; cached: number; output: number; calls: number; rows: number };
type Turn = Pick<Call, "at" | "session" | "toolCalls" | "userAgent"> & { weight: number };

/** Every row of the month, in the order of time. The same rows on every machine. */
export function drawCalls(endpoints: Endpoint[] = ENDPOINTS): Call[] {
  const cells = fitDays(endpoints);
  const works = new Set(cells.map((cell) => cell.work));
  const calls = [...works].flatMap((work) => {
    const own = cells.filter((cell) => cell.work === work);
    const first = own[0];
    if (!first) return [];
    const random = randomFrom(`${first.endpoint.name}/${work.job ?? ""}`);
    return fill(work, own).flatMap((cell) => drawCell(cell, random));
  });
  calls.sort((a, b) => a.at - b.at);
  for (const [index, call] of calls.entries()) call.id = `req_${wordOf(index)}`;
  return calls;
}

/** A work's tokens, calls and rows over its cells, in proportion to what the cells cost at sync prices. */
function fill(work: Work, cells: Cell[]): Filled[] {
  const full = cells.map(({ part, cents }) => (cents * fullCents(part)) / part.cents);
  const calls = spread(work.calls, full);
  const rows = spread(work.rows, full).map((count, i) => Math.max(1, Math.min(count, calls[i] ?? 1)));
  const cached = tokensOf({ work, cells, full }, "cached");
  const input = tokensOf({ work, cells, full }, "input");
  const output = tokensOf({ work, cells, full }, "output");
  return cells.map((cell, i) => ({
    ...cell,
    fresh: (input[i] ?? 0) - (cached[i] ?? 0),
    cached: cached[i] ?? 0,
    output: output[i] ?? 0,
    calls: calls[i] ?? 0,
    rows: rows[i] ?? 1,
  }));
}

/** Parts that name their own tokens take those; the others share what is left. */
function tokensOf({ work, cells, full }: Share, kind: keyof Tokens): number[] {
  const found = cells.map(() => 0);
  const stated = work.parts.filter((part) => part.tokens);
  let left = Math.round(work.tokens[kind] * MILLION);
  const give = (total: number, wanted: (cell: Cell) => boolean) => {
    const parts = spread(
      total,
      cells.map((cell, i) => (wanted(cell) ? (full[i] ?? 0) : 0)),
    );
    for (const [i, part] of parts.entries()) found[i] = (found[i] ?? 0) + part;
  };
  for (const part of stated) {
    const total = Math.round((part.tokens?.[kind] ?? 0) * MILLION);
    give(total, (cell) => cell.part === part);
    left -= total;
  }
  give(left, (cell) => !cell.part.tokens);
  return found;
}

function drawCell(cell: Filled, random: Random): Call[] {
  const { endpoint, work, part } = cell;
  const evidence: Evidence = { ...work.evidence, ...part.evidence };
  const turns = drawTurns(cell, evidence, random);
  const requests = spreadFromOne(
    cell.calls,
    turns.map((turn) => turn.weight),
  );
  const sizes = requests.map((count) => count * between(random, 0.55, 1.45));
  const fresh = spread(cell.fresh, sizes);
  const cached = spread(
    cell.cached,
    sizes.map((size) => size * between(random, 0.7, 1.3)),
  );
  const output = spread(
    cell.output,
    requests.map((count) => count * between(random, 0.5, 1.5)),
  );
  const value = turns.map((_, i) =>
    listWeight(work.model.rates, { fresh: fresh[i] ?? 0, cached: cached[i] ?? 0, output: output[i] ?? 0 }),
  );
  const micros = spread(cell.cents * MICROS_PER_CENT, value);
  return turns.map((turn, i) => {
    const seen = sight(evidence, { tier: part.tier, at: turn.at, index: i }, random);
    // Field by field: copying 150,000 objects by spread takes seconds.
    return {
      at: turn.at,
      endpoint,
      work,
      tier: part.tier,
      id: "",
      requests: requests[i] ?? 0,
      fresh: fresh[i] ?? 0,
      cached: cached[i] ?? 0,
      output: output[i] ?? 0,
      micros: micros[i] ?? 0,
      stream: seen.stream,
      toolCalls: turn.toolCalls,
      session: turn.session,
      userAgent: turn.userAgent,
      latencyMs: seen.latencyMs,
      timeoutMs: seen.timeoutMs,
      webhook: seen.webhook,
      readAt: seen.readAt,
    };
  });
}

/** What is known of one call beside its tokens. A batch has no latency that anyone waited for. */
function sight(evidence: Evidence, call: Pick<Call, "tier" | "at"> & { index: number }, random: Random) {
  const { tier, at, index } = call;
  const latency = Math.round(evidence.latencyMs * between(random, 0.7, 1.5));
  const readAt = readTime(evidence.read, { at, latency, mark: (index * GOLDEN) % 1 }, random);
  const alone = tier === "batch";
  return {
    stream: random() < (evidence.stream ?? 0) && !alone,
    latencyMs: alone ? null : latency,
    timeoutMs: alone ? null : (evidence.timeoutMs ?? null),
    webhook: evidence.webhook ?? false,
    readAt: readAt !== null && readAt <= NOW ? readAt : null,
  };
}

function drawTurns(cell: Filled, evidence: Evidence, random: Random): Turn[] {
  const { session, clock, caller } = evidence;
  const lone = (at: number): Turn => ({
    at,
    weight: between(random, 0.6, 1.4),
    session: null,
    toolCalls: 0,
    userAgent: userAgentOf(caller, random),
  });
  if (!session) return arrivals(clock, { day: cell.day, count: cell.rows }, random).map(lone);
  const lengths: number[] = [];
  while (sum(lengths) < cell.rows)
    lengths.push(session.lengths[lengths.length % session.lengths.length] ?? 1);
  const starts = arrivals(clock, { day: cell.day, count: lengths.length }, random);
  return starts.flatMap((start, index) => {
    const turn = lone(start);
    const length = lengths[index] ?? 1;
    const id = `ses_${wordOf(Math.floor(random() * 4_294_967_295))}`;
    return turns(session, { first: start, length, latency: evidence.latencyMs }, random).map((at, step) => ({
      at,
      weight: turn.weight,
      session: id,
      toolCalls: session.tools && step < length - 1 ? 1 : 0,
      userAgent: turn.userAgent,
    }));
  });
}
