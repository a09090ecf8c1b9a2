import { type APIRequestContext, expect } from "@playwright/test";
import { simulators } from "./sandbox";

/** A batch of the pilot of support/ticket-summaries at the simulator, until it is over. */
export async function runNight(
  request: APIRequestContext,
  headers: { authorization: string },
): Promise<void> {
  const told = simulators();
  const offer = told.connections.find(({ provider }) => provider === "openai");
  const connected = await request.post("/api/v1/connections", {
    headers,
    data: { ...offer, name: "Sandbox" },
  });
  expect(connected.status(), await connected.text()).toBe(201);
  const line = (n: number) => ({
    ...{ custom_id: `ticket-${n}`, method: "POST", url: "/v1/chat/completions" },
    body: { model: "gpt-4.1-mini", max_tokens: 60, messages: [{ role: "user", content: `Ticket ${n}` }] },
  });
  const query = new URLSearchParams({
    ...{ provider: "openai", connection: "Sandbox", start: "now" },
    ...{ endpoint: "support/ticket-summaries", costCenter: "CC-4100" },
  });
  const sent = await request.post(`/api/v1/batches?${query}`, {
    headers: { ...headers, "content-type": "application/jsonl" },
    data: [1, 2, 3].map((n) => JSON.stringify(line(n))).join("\n"),
  });
  expect(sent.status(), await sent.text()).toBe(202);
  const { id } = await sent.json();
  await expect(async () => {
    const batch = await (await request.get(`/api/v1/batches/${id}`, { headers })).json();
    const remote = batch.parts[0]?.providerBatchId;
    // Another journey may have told the simulators to wait for a word.
    if (remote) await request.post(`${told.urls.control}/batches/${encodeURIComponent(remote)}/finish`);
    expect(batch.state).toBe("completed");
  }).toPass({ timeout: 90_000 });
}
