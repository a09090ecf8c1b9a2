type Fields = Record<string, string | number | boolean | null | undefined>;

/** One JSON line an event. Ids, counts and codes only: never a prompt, a key or a cell of somebody's file. */
function write(level: "info" | "warn" | "error", event: string, fields: Fields = {}): void {
  process.stderr.write(`${JSON.stringify({ at: new Date().toISOString(), level, event, ...fields })}\n`);
}

export const log = {
  info: (event: string, fields?: Fields) => write("info", event, fields),
  warn: (event: string, fields?: Fields) => write("warn", event, fields),
  error: (event: string, error: unknown, fields: Fields = {}) =>
    write("error", event, {
      ...fields,
      error: error instanceof Error ? error.name : typeof error,
      message: error instanceof Error ? error.message.slice(0, 500) : undefined,
      stack: error instanceof Error ? error.stack?.split("\n").slice(1, 6).join(" | ") : undefined,
    }),
};
