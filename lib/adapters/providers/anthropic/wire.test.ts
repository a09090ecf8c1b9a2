import { afterEach, describe, expect, test, vi } from "vitest";
import type { BatchProvider } from "@/lib/core/provider";
import { startSandbox } from "@/lib/sandbox/start";
import { withWire } from "@/lib/testing/provider/behind";
import { type Change, changeJson } from "@/lib/testing/provider/proxy";
import { idsIn, idsOf, never } from "@/lib/testing/provider/stage";
import { anthropicFixture } from "@/lib/testing/provider/vendors";
import { anthropic } from "./index";

// What is Anthropic's alone. What every provider must do is in anthropic.test.ts.

const { stage, behind, trap } = withWire(anthropicFixture(startSandbox));
const KEY = "sk-ant-api03-0123456789abcdef";

afterEach(() => {
  vi.unstubAllEnvs();
});

/** Answers a create with this instead. */
const answerCreate =
  (status: number, error: Record<string, unknown>): Change =>
  (answer, { method, path }) =>
    method === "POST" && path.endsWith("/batches")
      ? { ...answer, status, body: Buffer.from(JSON.stringify({ type: "error", error })) }
      : answer;

async function read(provider: BatchProvider, id: string): Promise<(string | null)[]> {
  const ids: (string | null)[] = [];
  for await (const line of provider.results(id, never)) ids.push(anthropic.dialect.readResult(line).id);
  return ids.sort();
}

describe("submission", () => {
  test.each([
    ["later", 529, { type: "overloaded_error", message: "Overloaded" }],
    ["unknown", 529, {}],
    ["unknown", 500, { type: "api_error", message: "x" }],
    ["unknown", 504, { type: "timeout_error", message: "x" }],
    [
      "later",
      429,
      { type: "rate_limit_error", message: "x", details: { error_code: "enforced_spend_limit_reached" } },
    ],
    [
      "later",
      400,
      { type: "invalid_request_error", message: "x", details: { error_code: "organization_on_hold" } },
    ],
    ["later", 402, { type: "billing_error", message: `The credit of ${KEY} is used up` }],
    ["later", 403, { type: "permission_error", message: "x" }],
    [
      "refused",
      400,
      { type: "invalid_request_error", message: "requests.0.custom_id: String should have at most 64" },
    ],
    ["refused", 413, { type: "request_too_large", message: "x" }],
    ["refused", 404, { type: "not_found_error", message: "x" }],
  ])("%s after %i %j", async (kind, status, error) => {
    const { provider } = await behind(answerCreate(status, error));
    const submitted = await provider.submit(stage().prepare(1), never);
    expect(submitted.kind).toBe(kind);
    expect(JSON.stringify(submitted)).not.toContain(KEY);
  });

  test("the place that a refusal is about is said, and the rest of the sentence is not", async () => {
    const message = "requests.0.custom_id: Rumpelstilzchen should have at most 64 characters";
    const { provider } = await behind(answerCreate(400, { type: "invalid_request_error", message }));
    expect(await provider.submit(stage().prepare(1), never)).toEqual({
      kind: "refused",
      code: "invalid_request_error",
      message: "Anthropic refused the request (400): requests.0.custom_id.",
    });
  });

  test("a full queue: later, when the provider says", async () => {
    await stage().configure({ anthropic: { queueLimit: 3 } });
    await stage().start(2);
    const submitted = await stage().provider.submit(stage().prepare(2), never);
    expect(submitted).toMatchObject({ kind: "later", retryAfterSeconds: 60 });
  });

  test("the body goes out with its length, as JSON", async () => {
    const { proxy, provider } = await behind();
    const submission = stage().prepare(3);
    await provider.submit(submission, never);
    expect(proxy.asked[0]).toMatchObject({
      method: "POST",
      path: "/v1/messages/batches",
      headers: {
        "content-type": "application/json",
        "content-length": String(submission.file.bytes),
        authorization: `Bearer ${KEY}`,
      },
    });
    expect(JSON.parse(String(proxy.asked[0]?.body)).requests).toHaveLength(3);
  });
});

describe("looking for a lost batch", () => {
  test("while it runs, nobody can say which it is; its results say it", async () => {
    await stage().fault({ name: "drop-after-accept", operation: "batches.create", count: 1 });
    const submission = stage().prepare(2);
    await stage().provider.submit(submission, never);
    const { batch: neighbour } = await stage().start(2);
    await stage().start(3);
    const open = await stage().find(submission);
    expect(open.kind === "maybe" && open.candidates).toHaveLength(2);
    expect(await stage().find(submission, new Set([neighbour.id]))).toMatchObject({
      kind: "maybe",
      candidates: [{}],
    });
    await stage().advance(200);
    const found = await stage().find(submission);
    expect(found).toMatchObject({ kind: "found" });
    if (found.kind === "found")
      expect(idsIn(await stage().outcomes(found.batch.id))).toEqual(idsOf(submission));
  });

  test("a candidate whose results cannot be read yet stays one", async () => {
    await stage().start(2);
    await stage().advance(200);
    const { provider } = await behind((answer, { path }) =>
      path.endsWith("/results") ? { ...answer, status: 404, body: Buffer.from("{}") } : answer,
    );
    expect(await provider.find(stage().prepare(2), new Set(), never)).toMatchObject({ kind: "maybe" });
  });

  test("what is older than the submission is not ours", async () => {
    await stage().start(2);
    const later = { ...stage().prepare(2), since: new Date(Date.now() + 3_600_000) };
    expect(await stage().find(later)).toEqual({ kind: "none" });
  });

  test("it is found behind more than a page of others", async () => {
    const { submission, batch } = await stage().start(2);
    for (let n = 0; n < 102; n++) await stage().start(1);
    await stage().advance(200);
    expect(await stage().find(submission)).toMatchObject({ kind: "found", batch: { id: batch.id } });
  });

  test('a list that is no list is an error, and not "there is none"', async () => {
    const { provider } = await behind((answer) => ({ ...answer, body: Buffer.from("{}") }));
    await expect(provider.find(stage().prepare(1), new Set(), never)).rejects.toMatchObject({
      code: "provider_busy",
    });
  });

  test("a list that never ends does", async () => {
    await stage().start(1);
    const { provider } = await behind(changeJson((body) => ({ ...body, has_more: true })));
    expect(await provider.find(stage().prepare(2), new Set(), never)).toEqual({ kind: "none" });
  });
});

describe("results", () => {
  test("are never fetched from another origin, and come all the same", async () => {
    const other = await trap();
    const { submission, batch } = await stage().start(3);
    await stage().advance(200);
    const { proxy, provider } = await behind(
      changeJson((body) => ({
        ...body,
        results_url: `${other.url}/v1/messages/batches/${batch.id}/results`,
      })),
    );
    expect(await read(provider, batch.id)).toEqual(idsOf(submission));
    expect(other.asked).toEqual([]);
    expect(proxy.asked.at(-1)?.path).toBe(`/v1/messages/batches/${batch.id}/results`);
  });

  test("there are none before the end", async () => {
    const { batch } = await stage().start(2);
    expect(await stage().results(batch.id)).toEqual([]);
  });

  test("after their 29 days they are gone, and that is said", async () => {
    const { batch } = await stage().start(2);
    await stage().advance(200);
    await stage().advance(30 * 86_400);
    expect(await stage().check(batch.id)).toMatchObject({ state: "over", hasResults: false });
    await expect(stage().results(batch.id)).rejects.toMatchObject({ code: "not_found" });
  });

  test("of a bad request one item is refused, and the batch goes on", async () => {
    const bad = { model: "claude-haiku-4-5", max_tokens: 50, messages: [] };
    const submission = stage().prepare(2, [bad]);
    const submitted = await stage().provider.submit(submission, never);
    if (submitted.kind !== "accepted") throw new Error(submitted.message);
    await stage().advance(200);
    const outcomes = await stage().outcomes(submitted.batch.id);
    expect(outcomes.find(({ id }) => id === `${submission.nonce}_1`)).toMatchObject({
      status: "failed",
      code: "invalid_request_error",
      remedy: "fix",
    });
    expect(await stage().check(submitted.batch.id)).toMatchObject({
      ending: "completed",
      counts: { failed: 1 },
    });
  });
});

describe("where a key goes", () => {
  test("nothing of the environment is used", async () => {
    vi.stubEnv("ANTHROPIC_API_KEY", "sk-other");
    vi.stubEnv("ANTHROPIC_AUTH_TOKEN", "sk-other");
    vi.stubEnv("ANTHROPIC_BASE_URL", "http://127.0.0.1:1");
    vi.stubEnv("ANTHROPIC_CUSTOM_HEADERS", "Authorization: Bearer sk-other");
    const { proxy, provider } = await behind();
    expect((await provider.test(never)).ok).toBe(true);
    expect(proxy.asked[0]?.headers).toMatchObject({ authorization: `Bearer ${KEY}` });
  });

  test.each(["", "/", "/v1", "/v1/"])("a base URL that ends with %j is understood", async (end) => {
    const provider = anthropic.open(
      stage().simulators.connection({ address: `${stage().simulators.address}${end}` }),
    );
    expect(await provider.check((await stage().start(1)).batch.id, never)).toMatchObject({
      state: "running",
    });
  });

  test("an id cannot lead to another path", async () => {
    const { proxy, provider } = await behind();
    await expect(provider.check("../../models", never)).rejects.toMatchObject({ code: "not_found" });
    expect(proxy.asked[0]?.path).toBe("/v1/messages/batches/..%2F..%2Fmodels");
  });
});

test("there is no flex lane, and that costs nothing to learn", async () => {
  const request = { id: "a_1", model: null, path: "/v1/messages", body: stage().fixture.body("x") };
  await expect(stage().provider.runOne(request, "flex", never)).rejects.toMatchObject({
    code: "provider_refused",
  });
});

test("a long answer is run without a stream", async () => {
  const body = { ...stage().fixture.body("x"), max_tokens: 64_000 };
  const outcome = await stage().provider.runOne(
    { id: "a_1", model: null, path: "/v1/messages", body },
    "sync",
    never,
  );
  expect(outcome).toMatchObject({ id: "a_1", status: "succeeded", tier: "standard" });
});
