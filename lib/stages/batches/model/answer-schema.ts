import { Ajv } from "ajv";
import { Ajv2020 } from "ajv/dist/2020.js";

export type AnswerSchema =
  | { ok: true; validate(value: unknown): boolean }
  /** In ajv's words: they are of the schema, and hold no answer. */
  | { ok: false; message: string };

const LARGEST = 100_000;
const OPTIONS = { strict: false, logger: false, validateFormats: false } as const;

/** A JSON Schema that answers are checked against; draft 7 unless it says 2020-12. */
export function readAnswerSchema(schema: unknown): AnswerSchema {
  if (typeof schema !== "object" || schema === null || Array.isArray(schema))
    return { ok: false, message: "A JSON Schema is an object." };
  if (JSON.stringify(schema).length > LARGEST)
    return { ok: false, message: `The schema has more than ${LARGEST / 1000} KB.` };
  const draft: unknown = Reflect.get(schema, "$schema");
  const reader =
    typeof draft === "string" && /20(19|20)-\d\d/.test(draft) ? new Ajv2020(OPTIONS) : new Ajv(OPTIONS);
  try {
    const validate = reader.compile(schema);
    return { ok: true, validate: (value) => validate(value) === true };
  } catch (error) {
    return { ok: false, message: error instanceof Error ? error.message : "The schema cannot be read." };
  }
}
