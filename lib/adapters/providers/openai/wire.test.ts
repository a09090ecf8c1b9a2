import { afterEach, describe, expect, test, vi } from "vitest";
import { startSandbox } from "@/lib/sandbox/start";
import { withWire } from "@/lib/testing/provider/behind";
import type { Change } from "@/lib/testing/provider/proxy";
import { idsIn, idsOf, never } from "@/lib/testing/provider/stage";
import { openaiFixture } from "@/lib/testing/provider/vendors";
import { openai } from "./index";
import { filenameOf } from "./submit";

// What is OpenAI's alone. What every provider must do is in openai.test.ts.

const { stage, behind, trap } = withWire(openaiFixture(startSandbox, { adminKey: "sk-admin-1" }));
const KEY = "sk-proj-0123456789abcdef";

afterEach(() => {
  vi.unstubAllEnvs();
});

const record = async () => (await fetch(`${stage().simulators.control}/record?lines=false`)).json();

describe("submission", () => {
  test("the batch bears our key, the labels and the file's name", async () => {
    const { submission } = await stage().start(2);
    const [batch] = (await record()).batches;
    expect(batch).toMatchObject({
      scope: "proj_a",
      endpoint: "/v1/chat/completions",
      inputFilename: filenameOf(submission.key),
      metadata: { offpeak_job: submission.key, "cost-center": "CC-4400 Legal Ops", batch: "b_1" },
    });
  });

  test("labels are fitted to what the provider takes", async () => {
    const many = Object.fromEntries(Array.from({ length: 30 }, (_, n) => [`label-${n}`, "x".repeat(600)]));
    const labels = { offpeak_job: "mine", ["n".repeat(90)]: "😀".repeat(300), empty: "", ...many };
    const submitted = await stage().provider.submit({ ...stage().prepare(1), labels }, never);
    expect(submitted.kind).toBe("accepted");
    const { metadata } = (await record()).batches[0];
    expect(Object.keys(metadata)).toHaveLength(16);
    expect(metadata.offpeak_job).not.toBe("mine");
    expect(metadata["n".repeat(64)]).toBe("😀".repeat(256));
    expect(metadata["label-0"]).toBe("x".repeat(512));
  });

  test("a refused create leaves no file behind", async () => {
    const submitted = await stage().provider.submit({ ...stage().prepare(1), path: "/v1/nothing" }, never);
    expect(submitted).toMatchObject({ kind: "refused", code: "invalid_value" });
    expect(submitted.kind === "refused" && submitted.message).toContain("endpoint");
    expect((await record()).openai.files).toEqual([]);
  });

  test("a file that is not known everywhere yet is brought again later", async () => {
    const unseen = {
      error: { message: "No such File object: file-1", type: "x", param: "input_file_id", code: null },
    };
    const { provider } = await behind((answer, { path, method }) =>
      method === "POST" && path.endsWith("/batches")
        ? { ...answer, status: 400, body: Buffer.from(JSON.stringify(unseen)) }
        : answer,
    );
    expect((await provider.submit(stage().prepare(1), never)).kind).toBe("later");
  });

  test("an upload that is lost is brought again: a file alone does nothing", async () => {
    await stage().fault({ name: "drop-after-accept", operation: "files.create" });
    expect((await stage().provider.submit(stage().prepare(1), never)).kind).toBe("later");
    expect(await stage().accepted()).toBe(0);
  });

  test("an answer that is no batch leaves it open whether there is one", async () => {
    const { provider } = await behind((answer, { path, method }) =>
      method === "POST" && path.endsWith("/batches") ? { ...answer, body: Buffer.from("<html>") } : answer,
    );
    const submission = stage().prepare(1);
    expect((await provider.submit(submission, never)).kind).toBe("unknown");
    expect((await stage().find(submission)).kind).toBe("found");
  });

  test("no credit left: later, and what to do", async () => {
    const broke = {
      error: {
        message: `You ${KEY} owe us`,
        type: "insufficient_quota",
        param: null,
        code: "insufficient_quota",
      },
    };
    const { provider } = await behind((answer, { path, method }) =>
      method === "POST" && path.endsWith("/batches")
        ? { ...answer, status: 429, body: Buffer.from(JSON.stringify(broke)) }
        : answer,
    );
    const submitted = await provider.submit(stage().prepare(1), never);
    expect(submitted).toMatchObject({ kind: "later", message: expect.stringContaining("credit") });
    expect(JSON.stringify(submitted)).not.toContain(KEY);
  });

  test("a full queue is told later, and is no fault of the input", async () => {
    await stage().configure({ openai: { queueCaps: { default: 1 } } });
    const { batch } = await stage().start(3);
    await stage().advance(10);
    const { failure } = await stage().check(batch.id);
    expect(failure).toMatchObject({ code: "token_limit_exceeded", retry: true });
  });
});

describe("results", () => {
  test("one file that was deleted does not hide the other", async () => {
    await stage().rule([{ pattern: "_[12]$", outcome: "failed" }]);
    const { batch } = await stage().start(6);
    await stage().advance(200);
    const gone = (
      await (await fetch(`${stage().simulators.address}/batches/${batch.id}`, { headers })).json()
    ).output_file_id;
    await fetch(`${stage().simulators.address}/files/${gone}`, { method: "DELETE", headers });
    const ids: (string | null)[] = [];
    const read = async () => {
      for await (const line of stage().provider.results(batch.id, never))
        ids.push(openai.dialect.readResult(line).id);
    };
    await expect(read()).rejects.toMatchObject({ code: "not_found" });
    expect(ids).toHaveLength(2);
  });

  test("a server that does not say how long a file is, is compared with the file's size", async () => {
    const { submission, batch } = await stage().start(20);
    await stage().advance(200);
    const cut: Change = (answer, { path }) => {
      if (!path.endsWith("/content")) return answer;
      // Cut right behind a line, so that what came looks whole.
      const half = answer.body.subarray(0, answer.body.lastIndexOf("\n", answer.body.length / 2) + 1);
      return { ...answer, body: half, headers: { ...answer.headers, "content-encoding": "identity" } };
    };
    const { provider } = await behind(cut);
    const read = async () => {
      for await (const _ of provider.results(batch.id, never));
    };
    await expect(read()).rejects.toMatchObject({ code: "provider_busy" });
    expect(idsIn(await stage().outcomes(batch.id))).toEqual(idsOf(submission));
  });
});

describe("where a key goes", () => {
  test("never to the address of a redirect", async () => {
    const other = await trap();
    const location = `${other.url}/batches`;
    const { provider } = await behind((answer) => ({ ...answer, status: 307, headers: { location } }));
    await expect(provider.check("batch_1", never)).rejects.toMatchObject({ code: "provider_refused" });
    expect((await provider.submit(stage().prepare(1), never)).kind).toBe("refused");
    expect(other.asked).toEqual([]);
  });

  test("nothing of the environment is used", async () => {
    vi.stubEnv("OPENAI_API_KEY", "sk-other");
    vi.stubEnv("OPENAI_ORG_ID", "org-other");
    vi.stubEnv("OPENAI_BASE_URL", "http://127.0.0.1:1/v1");
    vi.stubEnv("OPENAI_CUSTOM_HEADERS", "Authorization: Bearer sk-other");
    const { proxy, provider } = await behind();
    await provider.test(never);
    const headers = proxy.asked.find(({ path }) => path.startsWith("/v1/batches"))?.headers;
    expect(headers).toMatchObject({ authorization: `Bearer ${KEY}`, "openai-project": "proj_a" });
    expect(headers).not.toHaveProperty("openai-organization");
  });

  test.each(["", "/", "/v1", "/v1/"])("a base URL that ends with %j is understood", async (end) => {
    const address = `${new URL(stage().simulators.address).origin}${end}`;
    const provider = openai.open(stage().simulators.connection({ address }));
    expect(await provider.check((await stage().start(1)).batch.id, never)).toMatchObject({
      state: "validating",
    });
  });
});

describe("testing a connection", () => {
  test("a right that a restricted key lacks is named in the vendor's words", async () => {
    const message = `You have insufficient permissions for this operation. Missing scopes: api.files.read. Check ${KEY}.`;
    const { provider } = await behind((answer, { path }) =>
      path.startsWith("/v1/files")
        ? { ...answer, status: 401, body: Buffer.from(JSON.stringify({ error: { message, type: "x" } })) }
        : answer,
    );
    const report = await provider.test(never);
    expect(report).toMatchObject({ ok: false });
    expect(report.checks.find(({ name }) => name === "Files")).toEqual({
      name: "Files",
      ok: false,
      message: "The key may not do this at OpenAI. It needs api.files.read.",
      missing: "api.files.read",
    });
    expect(JSON.stringify(report)).not.toContain(KEY);
  });

  test("an admin key that reads no costs is said, and stops no batch", async () => {
    const report = await stage().provider.test(never);
    expect(report.ok).toBe(true);
    expect(report.checks.at(-1)).toMatchObject({ name: expect.stringMatching(/costs|Address/), ok: false });
  });
});

const headers = { authorization: `Bearer ${KEY}`, "openai-project": "proj_a" };
