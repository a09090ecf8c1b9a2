import { authorise } from "@/lib/core/access";
import { invalid, refused } from "@/lib/core/errors";
import type { Context } from "@/lib/platform/context";
import { listConnectionChoices } from "@/lib/stages/connections/list-connections";
import type { ConnectionChoice } from "@/lib/stages/connections/model/connection";
import { findEndpoint } from "@/lib/stages/ledger/find-endpoint";
import { readAnswerSchema } from "../model/answer-schema";
import type { NewBatchInput } from "../model/receiving";

export type Resolved = { provider: string; connectionId: string; costCenter: string };

/** Whatever can be refused is refused before the first byte: nobody should send gigabytes to hear of a typing error. */
export async function resolve(ctx: Context, input: NewBatchInput): Promise<Resolved> {
  const reach = authorise(ctx.actor, "batches.write");
  if (reach === "own") await findEndpoint(ctx, input.endpoint);
  const definition = ctx.providers.get(input.provider);
  if (!definition) {
    const known = ctx.providers.list().map(({ id }) => id);
    throw invalid(`No batches run at ${input.provider} from here.`, {
      provider: `Use one of ${known.join(", ")}.`,
    });
  }
  if (definition.needsModel && !input.model)
    throw invalid(`Lines for ${definition.label} name no model. Say which one they are for.`, {
      model: "Name the model that the lines are for.",
    });
  const connection = await chooseConnection(ctx, input, definition.label);
  const costCenter = input.costCenter ?? connection.costCenter;
  if (!costCenter)
    throw invalid(
      `Name the cost center that pays for this batch. The connection “${connection.name}” has no default.`,
      { costCenter: "Name the cost center that pays." },
    );
  checkSchema(input.answerSchema);
  return { provider: definition.id, connectionId: connection.id, costCenter };
}

async function chooseConnection(
  ctx: Context,
  input: NewBatchInput,
  label: string,
): Promise<ConnectionChoice> {
  const choices = (await listConnectionChoices(ctx)).filter(({ provider }) => provider === input.provider);
  const names = choices.map(({ name }) => `“${name}”`).join(", ");
  const [first] = choices;
  if (!first) throw refused(`There is no connection to ${label} yet. An admin adds one in Settings.`);
  const wanted = input.connection?.toLowerCase();
  if (wanted === undefined) {
    if (choices.length === 1) return first;
    throw invalid(`There are several connections to ${label}. Name one of ${names}.`, {
      connection: `Name one of ${names}.`,
    });
  }
  const found = choices.find(({ id, name }) => id === input.connection || name.toLowerCase() === wanted);
  if (found) return found;
  throw invalid(`There is no connection to ${label} of that name. Name one of ${names}.`, {
    connection: `Name one of ${names}.`,
  });
}

function checkSchema(schema: unknown): void {
  if (schema === undefined) return;
  const read = readAnswerSchema(schema);
  if (read.ok) return;
  const message = `The schema for answers cannot be used: ${read.message.slice(0, 300)}`;
  throw invalid(message, { answerSchema: message });
}
