import { isRecord, recordOf, textOf } from "@/lib/core/json";

/** What the model wrote: all of its text, else what it gave to the first tool, as JSON. Null: neither. */
export function answerText(response: unknown): string | null {
  const { content } = recordOf(response) ?? {};
  const blocks = Array.isArray(content) ? content.filter(isRecord) : [];
  const written = blocks.flatMap(({ type, text }) => (type === "text" ? (textOf(text) ?? []) : []));
  if (written.length > 0) return written.join("");
  const tool = blocks.find(({ type }) => type === "tool_use");
  return tool ? JSON.stringify(tool.input ?? null) : null;
}
