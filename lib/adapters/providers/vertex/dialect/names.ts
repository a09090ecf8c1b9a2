import { isRecord } from "@/lib/core/json";

type Body = Record<string, unknown>;

/** The path of Gemini's requests, in the words of the batch-support data. */
export const PATH = "generateContent";
/** The label and the column that bear our id. */
export const ID_LABEL = "offpeak_id";
export const ID_COLUMN = "custom_id";

/** The service reads every name in two ways of writing: `generationConfig` and `generation_config`. */
export function keyIn(body: Body, name: string): string | null {
  if (body[name] !== undefined) return name;
  const other = snakeCase(name);
  return body[other] === undefined ? null : other;
}

/** Asked for every line of a file, and there are few names. */
const known = new Map<string, string>();

export function snakeCase(name: string): string {
  const found = known.get(name);
  if (found !== undefined) return found;
  const made = name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  known.set(name, made);
  return made;
}

export function valueIn(body: Body, name: string): unknown {
  const key = keyIn(body, name);
  return key === null ? undefined : body[key];
}

export function recordIn(body: Body, name: string): Body | null {
  const value = valueIn(body, name);
  return isRecord(value) ? value : null;
}
