import { isRecord } from "@/lib/sandbox/platform/settings";
import type { Row } from "./rows";

export type Field = { name: string; type: string; mode?: string; fields?: Field[] };

export function readFields(schema: unknown): Field[] | null {
  const fields = isRecord(schema) ? schema.fields : null;
  if (!Array.isArray(fields)) return null;
  return fields.filter(isRecord).map((field) => ({
    name: String(field.name),
    type: String(field.type ?? "STRING").toUpperCase(),
    ...(typeof field.mode === "string" && { mode: field.mode.toUpperCase() }),
    ...(Array.isArray(field.fields) && { fields: readFields(field) ?? [] }),
  }));
}

/** What is wrong with a row that is to go into a table; null when it fits. */
export function misfit(row: unknown, fields: Field[], ignoresUnknown: boolean): string | null {
  if (!isRecord(row))
    return "Error while reading data, error message: JSON parsing error: a row must be an object";
  const known = new Set(fields.map((field) => field.name));
  const unknown = Object.keys(row).find((name) => !known.has(name));
  if (unknown && !ignoresUnknown) return `JSON parsing error: No such field: ${unknown}.`;
  const missing = fields.find((field) => field.mode === "REQUIRED" && (row[field.name] ?? null) === null);
  if (missing) return `JSON parsing error: Missing required field: ${missing.name}.`;
  const wrong = fields.find((field) => field.type === "STRING" && isRecord(row[field.name]));
  return wrong ? `JSON parsing error: ${wrong.name} is not a string.` : null;
}

/** A row as the API writes it: values in the order of the columns, all of them texts. */
export function cellsOf(row: Row, fields: Field[], asMicros: boolean): { f: { v: unknown }[] } {
  return { f: fields.map((field) => ({ v: cellOf(row[field.name] ?? null, field, asMicros) })) };
}

function cellOf(value: unknown, field: Field, asMicros: boolean): unknown {
  if (value === null) return null;
  if (field.mode === "REPEATED" && Array.isArray(value))
    return value.map((item) => ({ v: cellOf(item, { ...field, mode: "NULLABLE" }, asMicros) }));
  switch (field.type) {
    case "JSON":
      return JSON.stringify(value);
    case "RECORD":
    case "STRUCT":
      return isRecord(value) ? cellsOf(value, field.fields ?? [], asMicros) : null;
    case "TIMESTAMP": {
      const milliseconds = Date.parse(String(value));
      return asMicros ? String(milliseconds * 1000) : (milliseconds / 1000).toExponential().toUpperCase();
    }
    default:
      return typeof value === "string" ? value : JSON.stringify(value);
  }
}

/** Types as a load without a schema guesses them. */
export function guessedFields(row: Row): Field[] {
  return Object.entries(row).map(([name, value]) => ({ name, type: guessedType(value), mode: "NULLABLE" }));
}

function guessedType(value: unknown): string {
  if (typeof value === "number") return Number.isInteger(value) ? "INTEGER" : "FLOAT";
  if (typeof value === "boolean") return "BOOLEAN";
  return typeof value === "object" && value !== null ? "JSON" : "STRING";
}
