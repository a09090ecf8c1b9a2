import type { LineDialect } from "@/lib/core/provider";
import type { Fix } from "../fix";

type Body = Record<string, unknown>;

/** The fixes that stand, ready to be asked for each of a million lines. */
export type Mends = {
  removed: string[];
  limit: number | null;
  leftOut: ReadonlySet<string>;
  duplicates: "keep-first" | "rename" | null;
  split: boolean;
};

export function mendsOf(fixes: readonly Fix[]): Mends {
  const mends: Mends = { removed: [], limit: null, leftOut: new Set(), duplicates: null, split: false };
  const leftOut = new Set<string>();
  for (const fix of fixes) {
    if (fix.kind === "remove") mends.removed.push(fix.at);
    else if (fix.kind === "limit-output") mends.limit = fix.tokens;
    else if (fix.kind === "leave-out") leftOut.add(fix.code);
    else if (fix.kind === "keep-first") mends.duplicates = "keep-first";
    else if (fix.kind === "rename-duplicates") mends.duplicates = "rename";
    else mends.split = true;
  }
  return { ...mends, leftOut };
}

type Line = { body: Body; path: string; maxOutput: number | null; writes: boolean };

/** Whether the fixes change anything in this body. */
export function isMended(line: Line, mends: Mends): boolean {
  return mends.removed.some((at) => holds(line.body, at)) || isLimited(line, mends);
}

/** The body as it is sent. The one that came is not touched. */
export function mendBody(dialect: LineDialect, line: Line, mends: Mends): Body {
  let body = line.body;
  for (const at of mends.removed) if (holds(body, at)) body = without(body, at.split(".")) as Body;
  if (mends.limit !== null && isLimited(line, mends))
    body = dialect.limitOutput(body, line.path, mends.limit);
  return body;
}

function isLimited({ maxOutput, writes }: Line, { limit }: Mends): boolean {
  return limit !== null && writes && (maxOutput === null || maxOutput > limit);
}

/** A place is a name of the body, or names on the way to it with dots between them; numbers are places in lists. */
function holds(body: Body, at: string): boolean {
  let inner: unknown = body;
  for (const name of at.split(".")) {
    if (typeof inner !== "object" || inner === null || !Object.hasOwn(inner, name)) return false;
    inner = Reflect.get(inner, name);
  }
  return true;
}

function without(value: unknown, [name, ...rest]: string[]): unknown {
  if (typeof value !== "object" || value === null || name === undefined) return value;
  if (Array.isArray(value))
    return rest.length === 0
      ? value.filter((_, place) => String(place) !== name)
      : value.map((item, place) => (String(place) === name ? without(item, rest) : item));
  const entries = Object.entries(value);
  return Object.fromEntries(
    rest.length === 0
      ? entries.filter(([key]) => key !== name)
      : entries.map(([key, item]) => [key, key === name ? without(item, rest) : item]),
  );
}
