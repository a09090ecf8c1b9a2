import { afterEach, beforeEach, expect, test } from "vitest";
import {
  chatLines,
  ids,
  messageRequests,
  openStage,
  type Stage,
  startChatBatch,
} from "@/lib/sandbox/testing/stage";

let stage: Stage;
beforeEach(async () => {
  stage = await openStage();
});
afterEach(() => stage.close());

const record = async (query = "") => (await stage.tell("GET", `/record${query}`)).json();
const sum = (lines: { billed: string }[]) => lines.reduce((total, line) => total + Number(line.billed), 0);

test("the record names every request that was accepted, and bills none that was not worked", async () => {
  await stage.tell("POST", "/config", {
    openai: {
      outcomes: {
        overrides: [
          { pattern: "_1$", outcome: "failed" },
          { pattern: "_2$", outcome: "expired" },
        ],
      },
    },
  });
  await startChatBatch(stage, chatLines(4));
  const pending = (await record()).batches[0];
  expect(pending).toMatchObject({ provider: "openai", state: "validating", billed: "0" });
  expect(ids(pending.lines)).toEqual(["ticket_0", "ticket_1", "ticket_2", "ticket_3"]);
  expect(pending.lines[0]).toMatchObject({ status: "pending", billed: "0" });

  await stage.advance(86_400);
  const [batch] = (await record()).batches;
  expect(batch.state).toBe("expired");
  const statuses = Object.fromEntries(
    batch.lines.map((line: { custom_id: string; status: string }) => [line.custom_id, line.status]),
  );
  expect(statuses).toEqual({
    ticket_0: "succeeded",
    ticket_1: "failed",
    ticket_2: "expired",
    ticket_3: "succeeded",
  });
  expect(sum(batch.lines)).toBeCloseTo(Number(batch.billed), 12);
  expect(batch.lines.filter((line: { billed: string }) => line.billed === "0")).toHaveLength(2);
  expect(batch.lines[0].request).toBe(
    pending.lines.find((line: { custom_id: string }) => line.custom_id === batch.lines[0].custom_id).request,
  );
});

test("a batch costs half of what the same tokens cost at once", async () => {
  await stage.tell("POST", "/config", {
    anthropic: {
      prices: { "claude-haiku-4-5": { input: 1, cachedInput: 0.1, cacheWrite: 1.25, output: 5 } },
    },
  });
  const requests = messageRequests(1);
  await stage.anthropic.messages.batches.create({ requests });
  await stage.advance(120);
  const [batch] = (await record("?provider=anthropic")).batches;
  const { tokens, billed } = batch.lines[0];
  expect(Number(billed)).toBeCloseTo((tokens.input * 1 + tokens.output * 5) / 2e6, 12);
});

test("a refused file is on record and free", async () => {
  await startChatBatch(stage, [...chatLines(2), { nonsense: true }]);
  await stage.advance(3);
  const [batch] = (await record()).batches;
  expect(batch).toMatchObject({ state: "failed", billed: "0" });
  expect(batch.lines.map((line: { status: string }) => line.status)).toEqual(["refused", "refused"]);
});

test("the record can be had without lines, and for one provider", async () => {
  await startChatBatch(stage, chatLines(1));
  await stage.anthropic.messages.batches.create({ requests: messageRequests(1) });
  const short = await record("?provider=anthropic&lines=false");
  expect(short.batches).toHaveLength(1);
  expect(short.batches[0]).not.toHaveProperty("lines");
  expect(short.failures).toEqual([]);
});

test("a reset forgets everything but the time", async () => {
  await stage.tell("POST", "/faults", { name: "server-error", operation: "models.list" });
  await stage.tell("POST", "/config", { openai: { createsPerHour: 1 } });
  const { id } = await startChatBatch(stage, chatLines(1));
  await stage.advance(500);
  const { now } = await (await stage.tell("GET", "/clock")).json();
  await stage.tell("POST", "/reset");
  expect(await record()).toMatchObject({ now, batches: [], sync: [], faults: {} });
  await expect(stage.openai.batches.retrieve(id)).rejects.toMatchObject({ status: 404 });
  expect((await stage.openai.files.list()).data).toEqual([]);
  expect((await startChatBatch(stage, chatLines(1))).id).not.toBe(id);
  await startChatBatch(stage, chatLines(1));
});
