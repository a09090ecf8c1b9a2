import { z } from "zod";
import { check } from "@/app/_server/bodies/form";
import { invalid } from "@/lib/core/errors";

const LARGEST_JSON = 5_000_000;

/** A list in a query: once or many times. `many(z.enum(TIERS))` */
export function many<S extends z.ZodType>(schema: S) {
  return z.preprocess(
    (value) => (value === undefined || Array.isArray(value) ? value : [value]),
    z.array(schema),
  );
}

/** Unknown parameters are refused: a misspelt filter would otherwise answer for everything. */
export function readQuery<S extends z.ZodType>(schema: S | undefined, url: URL): z.infer<S> | undefined {
  const values: Record<string, string | string[]> = {};
  for (const name of new Set(url.searchParams.keys())) {
    const all = url.searchParams.getAll(name);
    values[name] = all.length > 1 ? all : (all[0] ?? "");
  }
  const given = schema ?? z.object({});
  return check(given instanceof z.ZodObject ? given.strict() : given, values) as z.infer<S>;
}

export async function readText(request: Request): Promise<string> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of request.body ?? []) {
    size += part.byteLength;
    if (size > LARGEST_JSON) throw invalid("The body is larger than 5 MB.");
    parts.push(part);
  }
  return Buffer.concat(parts).toString("utf8");
}

export function readJson<S extends z.ZodType>(schema: S, text: string): z.infer<S> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw invalid("The body is not JSON.");
  }
  return check(schema, value);
}

/** Path words as they were meant: Next hands them over percent-encoded. */
export async function readParams(params: Promise<unknown>): Promise<Record<string, string>> {
  const given = (await params) as Record<string, string | string[] | undefined>;
  const entries = Object.entries(given ?? {}).map(([name, value]) => [
    name,
    decode([value ?? ""].flat().join("/")),
  ]);
  return Object.fromEntries(entries);
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
