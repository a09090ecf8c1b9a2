import { isRecord } from "@/lib/core/json";

export type Body = Record<string, unknown>;

/** The path of Gemini's requests, in the words of the batch-support data. */
export const PATH = "generateContent";
/** The label and the column that bear our id. */
export const ID_LABEL = "offpeak_id";
export const ID_COLUMN = "custom_id";

/** The service reads every name in two ways of writing, `generationConfig` and `generation_config`; here in the first. */
export type View = { body: Body; config: Body };

/** Read once for every line of a file, so what is written in the first way is passed on as it is. */
export function viewOf(body: Body): View {
  const view = camelKeys(body);
  const config = view.generationConfig;
  return { body: view, config: isRecord(config) ? camelKeys(config) : {} };
}

export function camelKeys(value: Body): Body {
  for (const key in value) if (key.includes("_")) return renamed(value);
  return value;
}

function renamed(value: Body): Body {
  const entries = Object.entries(value).map(([key, inner]) => [
    key.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase()),
    inner,
  ]);
  return Object.fromEntries(entries);
}

export const snakeCase = (name: string): string =>
  name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** How a body itself writes a name: where a mend must look for it. */
export function keyIn(body: Body, name: string): string {
  return body[name] === undefined && body[snakeCase(name)] !== undefined ? snakeCase(name) : name;
}

/** A place below the body, in its own way of writing. */
export function placeIn(body: Body, names: string[]): string {
  let at: unknown = body;
  const path = names.map((name) => {
    const key = isRecord(at) ? keyIn(at, name) : name;
    at = isRecord(at) ? at[key] : undefined;
    return key;
  });
  return path.join(".");
}
