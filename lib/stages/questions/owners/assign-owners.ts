import { authorise } from "@/lib/core/access";
import { invalid } from "@/lib/core/errors";
import type { Context } from "@/lib/platform/context";
import { editEndpoint } from "@/lib/stages/ledger/attribution/edit-endpoint";
import { readAttribution } from "@/lib/stages/ledger/attribution/read-attribution";
import { replaceAttribution } from "@/lib/stages/ledger/attribution/replace-attribution";
import { type AssignOwners, type AssignSome, ownersOf } from "../model/asking/owners";

/** Owners by table or CODEOWNERS, as rules before those that are there: they hold for traffic to come too. */
export async function assignOwners(ctx: Context, { text }: AssignOwners): Promise<{ rules: number }> {
  authorise(ctx.actor, "endpoints.write");
  authorise(ctx.actor, "attribution.write");
  const read = ownersOf(text);
  if ("problem" in read)
    throw invalid(`Line ${read.line}: ${read.problem}.`, { text: `Line ${read.line}: ${read.problem}.` });
  const standing = (await readAttribution(ctx)).rules;
  const fresh = new Set(read.rules.map((rule) => JSON.stringify(rule.match)));
  // The same file twice does not double its rules.
  const others = standing.filter(
    ({ match, assign }) => !(fresh.has(JSON.stringify(match)) && Object.keys(assign).join() === "owner"),
  );
  await replaceAttribution(ctx, [...read.rules, ...others]);
  return { rules: read.rules.length };
}

/** One owner for endpoints that were chosen in a list: a person's own word, which wins over rules and files. */
export async function assignSome(
  ctx: Context,
  { endpoints, owner }: AssignSome,
): Promise<{ endpoints: number }> {
  authorise(ctx.actor, "endpoints.write");
  for (const key of endpoints) await editEndpoint(ctx, { key, owner });
  return { endpoints: endpoints.length };
}
