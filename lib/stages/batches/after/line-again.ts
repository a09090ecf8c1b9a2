import { isRecord } from "@/lib/core/json";
import type { LineDialect } from "@/lib/core/provider";

/** A line of an upload as a line of another: the same request, with the id by which its batch knew it. */
export function lineAgain(dialect: LineDialect, line: Uint8Array, customId: string): string {
  const value: unknown = JSON.parse(
    Buffer.from(line)
      .toString("utf8")
      .replace(/^\uFEFF/, ""),
  );
  const facts = dialect.read(value);
  if (!("body" in facts) || !isRecord(value)) throw new Error("a line that was sent cannot be read any more");
  // Where the provider's line has no place for an id, ours stands beside it.
  if (facts.form === "wrapped") return escaped({ ...value, [dialect.idKey ?? "custom_id"]: customId });
  if (dialect.idKey === null) return escaped({ custom_id: customId, request: facts.body });
  return dialect.write({ body: facts.body, path: facts.path, model: facts.model }, customId);
}

/** Some readers take these for line ends. */
const escaped = (value: unknown): string =>
  JSON.stringify(value).replace(
    /[\u0085\u2028\u2029]/g,
    (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
