export type JsonShape = { shape: "json" | "jsonl"; columns: string[]; objects: Record<string, unknown>[] };

/** What the beginning of a JSON text shows: one document or an object a line, and the keys of its first objects. */
export function jsonShapeOf(text: string): JsonShape | null {
  const start = text.trimStart();
  if (start.startsWith("[")) {
    const objects = firstObjects(start.slice(1));
    return { shape: "json", columns: keysIn(objects), objects };
  }
  if (!start.startsWith("{")) return null;
  const lines = start.split("\n", 200).filter((line) => line.trim() !== "");
  const parsed = lines.map((line) => parse(line));
  const whole = parsed.filter((value) => value !== null);
  // Lines of objects: most of those in sight are one each (the last may be cut, some may be broken).
  if (parsed[0] && (lines.length === 1 || whole.length >= Math.max(1, (lines.length - 1) / 2)))
    return { shape: "jsonl", columns: keysIn(whole.slice(0, 50)), objects: whole.slice(0, 50) };
  if (!parsed[0] && whole.length > 1 && whole.length >= (lines.length - 1) / 2)
    return { shape: "jsonl", columns: keysIn(whole.slice(0, 50)), objects: whole.slice(0, 50) };
  const objects = firstObjects(start);
  return { shape: "json", columns: objects.length ? keysIn(objects) : topKeys(start), objects };
}

function parse(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : null;
  } catch {
    return null;
  }
}

/** The first complete objects of a text that may be cut at its end. */
function firstObjects(text: string, limit = 50): Record<string, unknown>[] {
  const found: Record<string, unknown>[] = [];
  let depth = 0;
  let begin = -1;
  let inString = false;
  for (let at = 0; at < text.length && found.length < limit; at += 1) {
    const char = text[at];
    if (inString) {
      if (char === "\\") at += 1;
      else if (char === '"') inString = false;
    } else if (char === '"') inString = true;
    else if (char === "{" || char === "[") {
      if (depth === 0) begin = at;
      depth += 1;
    } else if (char === "}" || char === "]") {
      depth -= 1;
      if (depth < 0) break;
      const value = depth === 0 ? parse(text.slice(begin, at + 1)) : null;
      if (value) found.push(value);
    }
  }
  return found;
}

/** Keys of the outermost object of a text that is cut before the object ends. */
function topKeys(text: string): string[] {
  return [...new Set([...text.matchAll(/"((?:[^"\\]|\\.)*)"\s*:/g)].map(([, key]) => key ?? ""))].slice(
    0,
    200,
  );
}

function keysIn(objects: Record<string, unknown>[]): string[] {
  return [...new Set(objects.flatMap((object) => Object.keys(object)))];
}
