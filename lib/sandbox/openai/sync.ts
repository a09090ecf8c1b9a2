import { setTimeout as delay } from "node:timers/promises";
import { readJson } from "@/lib/sandbox/http/body";
import { type Call, json, type Reply, type Route } from "@/lib/sandbox/http/call";
import { isRecord } from "@/lib/sandbox/platform/settings";
import type { World } from "@/lib/sandbox/platform/world";
import { dollars, picodollars, priceOf } from "@/lib/sandbox/work/dollars";
import type { SyncLog } from "@/lib/sandbox/work/sync-log";
import { answerTo } from "./answers/answer";
import { complain, refuse } from "./dialect";

const paths = [
  "/v1/chat/completions",
  "/v1/responses",
  "/v1/embeddings",
  "/v1/completions",
  "/v1/moderations",
];

/** The endpoints that batches may hold, called one request at a time; and the list of models. */
export function syncRoutes(world: World, log: SyncLog): Route[] {
  async function answer(call: Call): Promise<Reply> {
    const settings = world.settings().openai;
    const body = await readJson(call, (why) => complain(400, { message: `We could not read that: ${why}.` }));
    if (!isRecord(body)) return refuse(400, { message: "The request body must be an object." });
    if (settings.answerMilliseconds) await delay(settings.answerMilliseconds, undefined, { ref: false });
    const id = world.nextId("call_");
    const tier =
      typeof body.service_tier === "string" && body.service_tier !== "auto" ? body.service_tier : "default";
    const key = `${world.seed}:${id}`;
    const at = world.clock.now();
    const { status, tokens, ...reply } = answerTo({
      endpoint: call.path,
      body,
      key,
      at,
      tier,
      extra: "",
      settings,
    });
    if (status === 200) {
      // Flex is sold at the batch price.
      const share = tier === "flex" ? settings.batchPriceShare : 1;
      const model = String(body.model);
      const billed = dollars(picodollars(tokens, priceOf(settings.prices, model), share));
      await log.add({ id, provider: "openai", at, operation: call.path, model, tier, body, tokens, billed });
    }
    return json(reply.body, status);
  }

  const models = () =>
    world.settings().openai.models ??
    Object.keys(world.settings().openai.prices).filter((name) => name !== "default");
  return [
    ...paths.map((path) => ({
      method: "POST",
      path,
      operation: path.slice(4).replace("/", "."),
      handle: answer,
    })),
    {
      method: "GET",
      path: "/v1/models",
      operation: "models.list",
      handle: () =>
        json({
          object: "list",
          data: models().map((id) => ({ id, object: "model", created: 1_750_000_000, owned_by: "sandbox" })),
        }),
    },
  ];
}
