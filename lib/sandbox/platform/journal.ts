import { existsSync } from "node:fs";
import { type FileHandle, open, readFile, rename, writeFile } from "node:fs/promises";

/** One change: the whole new value of a record, or its removal. */
export type Entry = { in: string; id: string; value?: unknown };

/** An append-only file of changes. A promise of `append` is kept once the change is on disk. */
export type Journal = { append(entry: Entry): Promise<void>; close(): Promise<void> };

/** Reads what stands in a journal; the last change to a record wins, a line cut off by a crash is not there. */
export async function readJournal(path: string): Promise<Map<string, Map<string, unknown>>> {
  const state = new Map<string, Map<string, unknown>>();
  if (!existsSync(path)) return state;
  for (const line of (await readFile(path, "utf8")).split("\n")) {
    const entry = parseEntry(line);
    if (!entry) continue;
    const records = state.get(entry.in) ?? new Map<string, unknown>();
    state.set(entry.in, records);
    if (entry.value === undefined) records.delete(entry.id);
    else records.set(entry.id, entry.value);
  }
  return state;
}

/** Rewrites the journal so that it holds each record once, then opens it for more. */
export async function openJournal(path: string, state: Map<string, Map<string, unknown>>): Promise<Journal> {
  const lines: string[] = [];
  for (const [name, records] of state)
    for (const [id, value] of records) lines.push(`${JSON.stringify({ in: name, id, value })}\n`);
  await writeFile(`${path}.new`, lines.join(""));
  await rename(`${path}.new`, path);
  return startAppending(await open(path, "a"));
}

function startAppending(handle: FileHandle): Journal {
  let waiting: string[] = [];
  let flush: Promise<void> | null = null;
  // One write and one sync serve everybody who came while the last one was under way.
  const flushSoon = () => {
    flush ??= Promise.resolve().then(async () => {
      while (waiting.length > 0) {
        const lines = waiting;
        waiting = [];
        await handle.appendFile(lines.join(""));
        await handle.datasync();
      }
      flush = null;
    });
    return flush;
  };
  return {
    append(entry) {
      waiting.push(`${JSON.stringify(entry)}\n`);
      return flushSoon();
    },
    async close() {
      await flush;
      await handle.close();
    },
  };
}

function parseEntry(line: string): Entry | null {
  if (line === "") return null;
  try {
    const entry: unknown = JSON.parse(line);
    return isEntry(entry) ? entry : null;
  } catch {
    return null;
  }
}

function isEntry(value: unknown): value is Entry {
  return typeof value === "object" && value !== null && "in" in value && "id" in value;
}
