import { readFileSync } from "node:fs";
import { join } from "node:path";
import { until } from "../checks/running-app.mjs";

const SENTENCES =
  "Merino crew neck, fine knit, ribbed cuffs. Wash at 30 degrees, dry flat. Cut for layering under a coat. ";

/**
 * Batches that the story of the sample does not tell, made as a script of its people would: a draft that is blocked, one
 * that is ready, and one whose answer was lost. Answers their ids by name.
 */
export async function makeBatches(app) {
  // Written before anything is asked: the connection of a question that idles meanwhile is closed by the server.
  const [blocked, ready, unsure] = [catalog(96_480), contracts(13_400), tickets(8_200)];
  const token = app.offpeak("token", "create", "--role", "admin", "--name", "screens", "--org", "sample");
  const call = (method, path, body) =>
    ask(`http://127.0.0.1:${app.port}/api/v1${path}`, { method, token, body });
  await until(async () => (await call("GET", "/connections")).rows.length >= 4, 60_000);
  const upload = async (query, lines) =>
    (await call("POST", `/batches?${new URLSearchParams({ connection: "Sandbox", ...query })}`, lines)).id;
  const ids = {
    blocked: await upload({ ...CATALOG, start: "hold" }, blocked),
    ready: await upload({ ...CONTRACTS, start: "hold", canary: "50" }, ready),
    unsure: await makeUnsure(app, () => upload({ ...TICKETS, start: "now" }, unsure)),
  };
  const stateOf = async (name) => (await call("GET", `/batches/${ids[name]}`)).state;
  await until(async () => (await stateOf("blocked")) === "blocked", 120_000);
  await until(async () => (await stateOf("ready")) === "held", 120_000);
  await until(async () => (await stateOf("unsure")) === "unsure", 300_000);
  return ids;
}

/** Anthropic takes it, the line breaks before it says so, and nobody can prove whose it is before it ends. */
async function makeUnsure(app, send) {
  const { control } = JSON.parse(readFileSync(join(app.dataDir, "sandbox.json"), "utf8")).urls;
  await ask(`${control}/config`, {
    method: "POST",
    body: JSON.stringify({ anthropic: { runningSeconds: null } }),
  });
  const fault = { name: "drop-after-accept", provider: "anthropic", operation: "batches.create", count: 1 };
  await ask(`${control}/faults`, { method: "POST", body: JSON.stringify(fault) });
  return send();
}

async function ask(url, { method, token, body }) {
  const headers = token ? { authorization: `Bearer ${token}` } : {};
  const answer = await fetch(url, { method, headers, ...(body !== undefined && { body }) });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}: ${text}`);
  return JSON.parse(text);
}

const CATALOG = {
  ...{ provider: "openai", endpoint: "catalog/product-enrich", costCenter: "CC-4200", team: "Catalog" },
  ...{ filename: "catalog_2025-12-02.jsonl", label: "winter-assortment" },
};
const CONTRACTS = {
  ...{ provider: "openai", endpoint: "docs/contract-extract", costCenter: "CC-4400", team: "Legal Ops" },
  filename: "contracts-intake.jsonl",
};
const TICKETS = {
  ...{ provider: "anthropic", endpoint: "support/ticket-summaries", costCenter: "CC-4100" },
  ...{ team: "Support Platform", filename: "tickets-backlog.jsonl" },
};

const linesOf = (count, line) =>
  `${Array.from({ length: count }, (_, n) => JSON.stringify(line(n + 1))).join("\n")}\n`;
const prompt = (text) => [{ role: "user", content: text }];

/** Twelve lines that stream, some without a limit, some with an id that another has. */
const catalog = (count) =>
  linesOf(count, (n) => ({
    ...{ custom_id: `sku-${n % 2500 === 0 ? n - 1 : n}`, method: "POST", url: "/v1/chat/completions" },
    body: {
      model: "gpt-4.1",
      messages: prompt(`Describe article ${n}. ${SENTENCES.repeat(3)}`),
      ...(n % 451 !== 0 && { max_tokens: 400 }),
      ...(n >= 4102 && n <= 4113 && { stream: true }),
    },
  }));

const contracts = (count) =>
  linesOf(count, (n) => ({
    ...{ custom_id: `ctr-${n}`, method: "POST", url: "/v1/chat/completions" },
    body: {
      model: "gpt-4.1-mini-2025-04-14",
      max_tokens: 900,
      messages: prompt(`Parties of contract ${n}. ${SENTENCES.repeat(6)}`),
    },
  }));

const tickets = (count) =>
  linesOf(count, (n) => ({
    custom_id: `tkt-${n}`,
    params: {
      model: "claude-sonnet-4-5",
      max_tokens: 300,
      messages: prompt(`Sum up ticket ${n}. ${SENTENCES}`),
    },
  }));
