import { invalid } from "@/lib/core/errors";
import type { ProviderDefinition } from "@/lib/core/provider";
import type { Context } from "@/lib/platform/context";
import { reachProblem } from "@/lib/platform/outside/address-rule";
import type { Values } from "./model/connection";
import { readFields } from "./model/fields";
import { type LimitChanges, strangers } from "./model/limits";

type Given = { credentials: Values; settings: Values };

/** The fields as the provider understands them. Throws `invalid` with a sentence for each that is wrong. */
export function checkFields(definition: ProviderDefinition, given: Given) {
  const read = readFields(definition, given);
  if (!read.ok) throw invalidFields(read.fields);
  return read;
}

/** Keys go to these addresses. Asks a name server, so never inside a transaction. */
export async function checkAddresses(
  ctx: Context,
  definition: ProviderDefinition,
  settings: Values,
): Promise<void> {
  const rule = { local: ctx.installation.sandbox };
  const fields: Record<string, string> = {};
  for (const name of definition.addresses) {
    const address = settings[name];
    const problem = address ? await reachProblem(address, rule) : null;
    if (problem) fields[`settings.${name}`] = problem;
  }
  if (Object.keys(fields).length > 0) throw invalidFields(fields);
}

export function checkLimits(definition: ProviderDefinition, limits: LimitChanges): void {
  const fields = strangers(limits, definition.limitFields);
  if (Object.keys(fields).length > 0) throw invalidFields(fields);
}

export function invalidFields(fields: Record<string, string>) {
  const [name = "", message = ""] = Object.entries(fields)[0] ?? [];
  return invalid(`${name}: ${message}`, fields);
}
