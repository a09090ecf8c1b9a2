import { z } from "zod";
import type { ConnectionLimits, LimitField } from "@/lib/core/provider";
import type { LimitChanges } from "./limits";

/** How the limits of a connection are written in a form: one model a line, or a published set by its label. */
export const LimitsForm = z.record(
  z.string(),
  z.object({ preset: z.string().default(""), text: z.string().max(20_000).default("") }),
);
export type LimitsForm = z.infer<typeof LimitsForm>;

const SIZES: Record<string, number> = { "": 1, K: 1e3, M: 1e6, B: 1e9 };

export type LimitsRead = { ok: true; limits: LimitChanges } | { ok: false; fields: Record<string, string> };

/** What the form says of every limit that the provider's accounts have. Nothing written: no limit. */
export function readLimits(form: LimitsForm, fields: LimitField[]): LimitsRead {
  const limits: LimitChanges = {};
  const problems: Record<string, string> = {};
  for (const field of fields) {
    const { preset = "", text = "" } = form[field.name] ?? {};
    const published = field.presets.find(({ label }) => label === preset)?.values;
    const numbers = published ?? readNumbers(text, field.byModel);
    if (typeof numbers === "string") problems[`limits.${field.name}.text`] = numbers;
    else Object.assign(limits, { [field.name]: plainOrByModel(numbers, field.name) });
  }
  return Object.keys(problems).length > 0 ? { ok: false, fields: problems } : { ok: true, limits };
}

/** Only the requests a minute hold for the whole account. */
function plainOrByModel(numbers: Record<string, number>, name: LimitField["name"]) {
  if (Object.keys(numbers).length === 0) return null;
  return name === "requestsPerMinute" ? (numbers["*"] ?? null) : numbers;
}

/** `gpt-5-mini* 20M` a line; a number alone stands for every model. A text instead: what is wrong. */
function readNumbers(text: string, byModel: boolean): Record<string, number> | string {
  const numbers: Record<string, number> = {};
  const lines = text
    .split("\n")
    .map((line) => line.trim())
    .filter(Boolean);
  for (const line of lines) {
    const match = /^(?:(\S+?):?\s+)?([\d.,_]+)\s*([KMB]?)$/i.exec(line);
    const [, pattern = "*", digits = "", size = ""] = match ?? [];
    const number = Math.round(Number(digits.replace(/[,_]/g, "")) * (SIZES[size.toUpperCase()] ?? 1));
    if (!match || !Number.isSafeInteger(number) || number < 1 || (pattern !== "*" && !byModel))
      return byModel
        ? `“${line.slice(0, 60)}”: use a model and a number, such as gpt-5-mini* 20M.`
        : "Use a whole number from 1.";
    numbers[pattern] = number;
  }
  return numbers;
}

/** The same numbers as they are written in the form. */
export function limitText(limits: ConnectionLimits, field: LimitField): string {
  const value = limits[field.name];
  if (value === undefined) return "";
  if (typeof value === "number") return numberText(value);
  return Object.entries(value)
    .map(([pattern, number]) => (pattern === "*" ? numberText(number) : `${pattern} ${numberText(number)}`))
    .join("\n");
}

/** `20M` for 20,000,000; exact, whatever the number. */
export function numberText(number: number): string {
  for (const [letter, size] of Object.entries(SIZES).reverse())
    if (size > 1 && number >= size && number % (size / 100) === 0) return `${number / size}${letter}`;
  return String(number);
}

/** The published set that these numbers are; null: the account's own. */
export function presetOf(limits: ConnectionLimits, field: LimitField): string | null {
  const text = limitText(limits, field);
  const found = field.presets.find(({ values }) => {
    const plain = field.name === "requestsPerMinute" ? values["*"] : values;
    return plain !== undefined && limitText({ [field.name]: plain }, field) === text;
  });
  return text === "" ? null : (found?.label ?? null);
}
