import { type ParseArgsConfig, parseArgs } from "node:util";
import type { z } from "zod";
import { UsageError } from "./command";

/** `--name value` and words, against the names that the command knows. */
export function readArguments<const O extends NonNullable<ParseArgsConfig["options"]>>(
  args: string[],
  options: O,
  words = 0,
) {
  try {
    const parsed = parseArgs({ args, options, allowPositionals: true, strict: true });
    if (parsed.positionals.length > words)
      throw new Error(`“${parsed.positionals[words]}” is one word too many`);
    return parsed;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

/** The same shapes that the pages check. */
export function checkInput<S extends z.ZodType>(schema: S, value: unknown): z.infer<S> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const words = result.error.issues.map((issue) => {
    const name = issue.path.join(".");
    return issue.message.startsWith("Invalid input")
      ? `${name} is missing or wrong`
      : `${name}: ${issue.message}`;
  });
  throw new UsageError(words.join("; "));
}
