import { AppError } from "@/lib/core/errors";
import type { ConnectionReport } from "@/lib/core/provider";
import { type Failure, failureOf } from "@/lib/platform/http/failure";
import { WireBatches } from "./api";
import { type OpenaiClient, parseAnswer, readingError, tellScopes, wordsOf } from "./client";
import { SCOPES } from "./rights";

type Check = ConnectionReport["checks"][number];
type Asked = { name: string; what: string; scopes: string; call(): Promise<unknown> };

/** Reads a little of everything that a batch needs. Nothing is created, so rights to write show only when they are used. */
export async function report(client: OpenaiClient, signal: AbortSignal): Promise<ConnectionReport> {
  const query = { limit: 1 };
  const batches = await ask(client, {
    name: "Batches",
    what: "The address for batches",
    scopes: SCOPES.batches,
    call: async () => parseAnswer(WireBatches, await client.sdk.get("/batches", { query, signal })),
  });
  // Without an address or a key there is nothing more to learn.
  if (batches.reach !== null) return { ok: false, checks: [batches.reach] };
  const files = await ask(client, {
    name: "Files",
    what: "The address for files",
    scopes: SCOPES.files,
    call: () => client.sdk.get("/files", { query: { ...query, purpose: "batch" }, signal }),
  });
  const checks = [good("Address and key"), batches.check, files.check];
  return { ok: checks.every(({ ok }) => ok), checks: [...checks, ...(await costs(client, signal))] };
}

/** `reach`: the failure lies before any right, in the address or the key. */
async function ask(
  client: OpenaiClient,
  { name, what, scopes, call }: Asked,
): Promise<{ check: Check; reach: Check | null }> {
  try {
    await call();
    return { check: good(name), reach: null };
  } catch (thrown) {
    const { failure, permission } = tellScopes(thrown instanceof AppError ? lostAnswer : failureOf(thrown));
    const { message } =
      thrown instanceof AppError ? thrown : readingError(thrown, wordsOf(client, what, scopes));
    const isRight = failure.kind === "status" && failure.status === 403;
    const check = { name, ok: false, message, missing: isRight ? (permission ?? scopes) : null };
    const isKey = failure.kind === "status" && failure.status === 401;
    const isAddress = failure.kind !== "status" || failure.status === 404;
    const reach = isKey ? "Key" : isAddress ? "Address" : null;
    return { check, reach: reach === null ? null : { ...check, name: reach } };
  }
}

const lostAnswer: Failure = { kind: "lost", why: "it answered with something else" };

/** The admin key reads usage and costs, and no batch needs it: what is wrong with it is said, and stops nothing. */
async function costs({ admin, address, ...client }: OpenaiClient, signal: AbortSignal): Promise<Check[]> {
  if (!admin) return [];
  const yesterday = Math.floor(Date.now() / 86_400_000 - 1) * 86_400;
  const { check } = await ask(
    { ...client, admin, address },
    {
      name: "Usage and costs",
      what: "The address for costs",
      scopes: SCOPES.costs,
      call: () => admin.get("/organization/costs", { query: { start_time: yesterday, limit: 1 }, signal }),
    },
  );
  return [check];
}

const good = (name: string): Check => ({ name, ok: true, message: null, missing: null });
