import type { ProviderDefinition } from "@/lib/core/provider";
import type { Values } from "./connection";
import { maskOf } from "./mask";

type Place = "credentials" | "settings";
type Given = Record<Place, Values>;
type Problems = Record<string, string>;

export type FieldsRead =
  | { ok: true; credentials: Record<string, string>; settings: Record<string, string> }
  | { ok: false; fields: Problems };

/** Credentials and settings as the provider understands them, or one sentence for each field that is wrong. */
export function readFields(definition: ProviderDefinition, given: Given): FieldsRead {
  const credentials = readPlace(definition, "credentials", given);
  const settings = readPlace(definition, "settings", given);
  const fields = { ...credentials.problems, ...settings.problems };
  if (Object.keys(fields).length > 0) return { ok: false, fields };
  return { ok: true, credentials: credentials.values, settings: settings.values };
}

function readPlace(definition: ProviderDefinition, place: Place, given: Given) {
  const values = standing(given[place]);
  const problems: Problems = obvious(definition, place, values);
  const parsed = definition[place].safeParse(values);
  for (const issue of parsed.error?.issues ?? []) {
    const isStranger = issue.code === "unrecognized_keys";
    const names = isStranger ? issue.keys : [issue.path.join(".")];
    for (const name of names)
      problems[name ? `${place}.${name}` : place] ??= isStranger ? "is not known here" : issue.message;
  }
  return { problems, values: standing(parsed.data ?? {}) };
}

/** What is plain without asking the provider. A key with a line break in it would be quoted by the error it makes. */
function obvious(definition: ProviderDefinition, place: Place, values: Record<string, string>): Problems {
  const problems: Problems = {};
  for (const { name, label, required, multiline, ...field } of definition.fields) {
    if (field.in !== place) continue;
    const value = values[name];
    if (value === undefined && required) problems[`${place}.${name}`] = `${label} is needed.`;
    if (value !== undefined && !multiline && !/^[\x20-\x7e]*$/.test(value))
      problems[`${place}.${name}`] = "Holds characters that do not belong there. Copy it again.";
  }
  return problems;
}

/** Without what is empty. */
export function standing(values: Record<string, string | null | undefined>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).filter((entry): entry is [string, string] => Boolean(entry[1])),
  );
}

/** What is shown of each credential. */
export function masksOf(
  definition: ProviderDefinition,
  credentials: Record<string, string>,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(credentials).map(([name, value]) => {
      const own = definition.fields.find((field) => field.name === name)?.mask;
      return [name, (own ?? maskOf)(value)];
    }),
  );
}

/** Settings that hold another address than before: what is sent goes somewhere else. */
export function movedAddresses(
  definition: ProviderDefinition,
  before: Record<string, string>,
  after: Record<string, string>,
): string[] {
  return definition.addresses.filter((name) => before[name] !== after[name]);
}
