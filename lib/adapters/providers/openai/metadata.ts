import type { Submission } from "@/lib/core/provider";

export const MARK = "offpeak_job";
const MOST_PAIRS = 16;

/** Our mark, and the labels as far as OpenAI has room for them: 16 pairs, names of 64 characters, values of 512. */
export function metadataOf({ key, labels }: Pick<Submission, "key" | "labels">): Record<string, string> {
  const metadata: Record<string, string> = { [MARK]: key };
  for (const [name, value] of Object.entries(labels)) {
    const short = cut(name, 64);
    if (short === "" || short in metadata || value === "") continue;
    if (Object.keys(metadata).length === MOST_PAIRS) break;
    metadata[short] = cut(value, 512);
  }
  return metadata;
}

/** Never through the middle of a character. */
function cut(text: string, length: number): string {
  if (text.length <= length) return text;
  const end = /[\uD800-\uDBFF]/.test(text.charAt(length - 1)) ? length - 1 : length;
  return text.slice(0, end);
}
