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
  const other = name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  return body[other] === undefined ? null : other;
}

export function valueIn(body: Body, name: string): unknown {
  const key = keyIn(body, name);
  return key === null ? undefined : body[key];
}

export function recordIn(body: Body, name: string): Body | null {
  const value = valueIn(body, name);
  return isRecord(value) ? value : null;
}
