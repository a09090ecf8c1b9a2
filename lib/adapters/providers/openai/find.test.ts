import { expect, test } from "vitest";
import { startSandbox } from "@/lib/sandbox/start";
import { withWire } from "@/lib/testing/provider/behind";
import { type Change, changeJson } from "@/lib/testing/provider/proxy";
import { never } from "@/lib/testing/provider/stage";
import { openaiFixture } from "@/lib/testing/provider/vendors";

// Looking for a batch whose create was lost, on servers that do not give everything back.

const { stage, behind } = withWire(openaiFixture(startSandbox));

const withoutMetadata: Change = changeJson((body) => {
  const strip = (batch: Record<string, unknown>) => ({ ...batch, metadata: null });
  return Array.isArray(body.data) ? { ...body, data: body.data.map(strip) } : body;
});

test("a server that forgets the metadata is asked for the file's name", async () => {
  const { submission, batch } = await stage().start(2);
  await stage().start(2);
  const { provider } = await behind(withoutMetadata);
  expect(await provider.find(submission, new Set(), never)).toMatchObject({
    kind: "found",
    batch: { id: batch.id },
  });
  const other = stage().prepare(2);
  expect(await provider.find(other, new Set(), never)).toEqual({ kind: "none" });
});

test("where the name is forgotten too, only results can tell", async () => {
  const { submission, batch } = await stage().start(2);
  const { batch: neighbour } = await stage().start(2);
  const { provider } = await behind((answer, asked) => {
    if (/\/files\/[^/]+$/.test(asked.path)) return { ...answer, status: 404, body: Buffer.from("{}") };
    return withoutMetadata(answer, asked);
  });
  const open = await provider.find(submission, new Set(), never);
  expect(open.kind === "maybe" && open.candidates.map(({ id }) => id).sort()).toEqual(
    [batch.id, neighbour.id].sort(),
  );
  await stage().advance(200);
  expect(await provider.find(submission, new Set(), never)).toMatchObject({
    kind: "found",
    batch: { id: batch.id },
  });
  expect(await provider.find(stage().prepare(2), new Set(), never)).toEqual({ kind: "none" });
});

test("it is found behind more than a page of others", async () => {
  const { submission, batch } = await stage().start(1);
  for (let n = 0; n < 103; n++) await stage().start(1);
  expect(await stage().find(submission)).toMatchObject({ kind: "found", batch: { id: batch.id } });
});

test("the search ends where everything is older", async () => {
  for (let n = 0; n < 103; n++) await stage().start(1);
  const { proxy, provider } = await behind();
  await stage().advance(3600);
  await stage().start(1);
  const later = { ...stage().prepare(1), since: new Date(Date.now() + 3_600_000) };
  expect(await provider.find(later, new Set(), never)).toEqual({ kind: "none" });
  expect(proxy.asked).toHaveLength(1);
});

test('a list that is no list is an error, and not "there is none"', async () => {
  const { provider } = await behind((answer) => ({ ...answer, body: Buffer.from('{"object":"list"}') }));
  await expect(provider.find(stage().prepare(1), new Set(), never)).rejects.toMatchObject({
    code: "provider_busy",
  });
});

test("a list that never ends does", async () => {
  await stage().start(1);
  const { provider } = await behind(changeJson((body) => ({ ...body, has_more: true })));
  expect(await provider.find(stage().prepare(1), new Set(), never)).toEqual({ kind: "none" });
});
