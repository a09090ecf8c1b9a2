import { isRecord, recordOf, textOf } from "@/lib/core/json";

/** What the model wrote: the texts of its first candidate, without its thoughts. Null: no text. */
export function answerText(response: unknown): string | null {
  const candidates = recordOf(response)?.candidates;
  const first: unknown = Array.isArray(candidates) ? candidates[0] : null;
  const parts = recordOf(recordOf(first)?.content)?.parts;
  if (!Array.isArray(parts)) return null;
  const written = parts
    .filter(isRecord)
    .flatMap(({ text, thought }) => (thought === true ? [] : (textOf(text) ?? [])));
  return written.length > 0 ? written.join("") : null;
}
