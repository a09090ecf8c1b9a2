import { AppError } from "@/lib/core/errors";
import type { ConnectionReport } from "@/lib/core/provider";
import { appErrorOf, failureOf } from "@/lib/platform/http/failure";
import { WireBatches } from "./api";
import { type AnthropicClient, BATCHES, parseAnswer, wordsOf } from "./client";
import { PERMISSIONS } from "./rights";

type Check = ConnectionReport["checks"][number];
type Asked = { name: string; what: string; permission: string; call(): Promise<unknown> };

/** Lists one batch: the address, the key and its workspace in one call. Nothing is created. */
export async function report(client: AnthropicClient, signal: AbortSignal): Promise<ConnectionReport> {
  const { check, reach } = await ask(client, {
    name: "Batches",
    what: "The address for batches",
    permission: PERMISSIONS.batches,
    call: async () =>
      parseAnswer(WireBatches, await client.sdk.get(BATCHES, { query: { limit: 1 }, signal })),
  });
  // Without an address or a key there is nothing more to learn.
  if (reach !== null) return { ok: false, checks: [reach] };
  const checks = [good("Address and key"), check];
  return { ok: check.ok, checks: [...checks, ...(await costs(client, signal))] };
}

/** `reach`: the failure lies before any right, in the address or the key. */
async function ask(
  client: AnthropicClient,
  { name, what, permission, call }: Asked,
): Promise<{ check: Check; reach: Check | null }> {
  try {
    await call();
    return { check: good(name), reach: null };
  } catch (thrown) {
    const failure = failureOf(thrown);
    const error =
      thrown instanceof AppError ? thrown : appErrorOf(failure, wordsOf(client, what, permission));
    const status = failure.kind === "status" ? failure.status : null;
    const check = { name, ok: false, message: error.message, missing: status === 403 ? permission : null };
    const reach = status === 401 ? "Key" : status === null || status === 404 ? "Address" : null;
    return { check, reach: reach === null ? null : { ...check, name: reach } };
  }
}

/** The admin key reads usage and costs, and no batch needs it: what is wrong with it is said, and stops nothing. */
async function costs(client: AnthropicClient, signal: AbortSignal): Promise<Check[]> {
  const { admin } = client;
  if (!admin) return [];
  const yesterday = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10);
  const query = { starting_at: `${yesterday}T00:00:00Z`, limit: 1 };
  const { check } = await ask(client, {
    name: "Usage and costs",
    what: "The address for costs",
    permission: PERMISSIONS.costs,
    call: () => admin.get("/v1/organizations/cost_report", { query, signal }),
  });
  return [check];
}

const good = (name: string): Check => ({ name, ok: true, message: null, missing: null });
