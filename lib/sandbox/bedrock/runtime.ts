import { setTimeout as delay } from "node:timers/promises";
import { readJson } from "@/lib/sandbox/http/body";
import { type Call, json, type Reply, type Route } from "@/lib/sandbox/http/call";
import { isRecord } from "@/lib/sandbox/platform/settings";
import type { World } from "@/lib/sandbox/platform/world";
import { dollars, picodollars, priceOf } from "@/lib/sandbox/work/dollars";
import type { SyncLog } from "@/lib/sandbox/work/sync-log";
import { answerTo } from "./answers/answer";
import { baseModel, type InvocationType } from "./answers/family";
import { complain, refuse } from "./dialect";

const longestBody = 25 * 1024 * 1024;
const tiers = ["default", "flex", "priority", "reserved"];

/** Single calls: InvokeModel with the model's own body, Converse with one for all. */
export function runtimeRoutes(world: World, log: SyncLog): Route[] {
  async function answer(call: Call, type: InvocationType): Promise<Reply> {
    const settings = world.settings().bedrock;
    const modelId = call.params.model ?? "";
    const body = await readJson(
      call,
      (why) => complain("ValidationException", `Malformed input request, ${why}.`),
      longestBody,
    );
    if (settings.models && !settings.models.includes(baseModel(modelId)))
      refuse("ValidationException", "The provided model identifier is invalid.");
    if (settings.answerMilliseconds) await delay(settings.answerMilliseconds, undefined, { ref: false });
    const tier = tierOf(call, body);
    const id = world.nextId("call_");
    const key = `${world.seed}:${id}`;
    const asked = { type, modelId, body, key, extra: "", isBatch: false, settings };
    const answered = answerTo(asked);
    if (answered.kind === "refused") return refuse("ValidationException", answered.message);
    const { tokens } = answered;
    const model = baseModel(modelId);
    // Flex is sold at the batch price.
    const share = tier === "flex" ? settings.batchPriceShare : 1;
    const billed = dollars(picodollars(tokens, priceOf(settings.prices, model), share));
    const at = world.clock.now();
    await log.add({ id, provider: "bedrock", at, operation: type, model, tier, body, tokens, billed });
    return json(answered.body, 200, {
      "x-amzn-bedrock-input-token-count": String(tokens.input),
      "x-amzn-bedrock-output-token-count": String(tokens.output),
      "x-amzn-bedrock-service-tier": tier,
    });
  }

  const route = (name: string, type: InvocationType): Route => ({
    method: "POST",
    path: `/model/:model/${name}`,
    operation: `models.${name}`,
    handle: (call) => answer(call, type),
  });
  return [route("invoke", "InvokeModel"), route("converse", "Converse")];
}

/** InvokeModel names the tier in a header, Converse in its body. */
function tierOf(call: Call, body: unknown): string {
  const inBody = isRecord(body) && isRecord(body.serviceTier) ? body.serviceTier.type : undefined;
  const tier = call.headers["x-amzn-bedrock-service-tier"] ?? inBody ?? "default";
  if (typeof tier === "string" && tiers.includes(tier)) return tier;
  return refuse("ValidationException", `The service tier '${tier}' is not one of ${tiers.join(", ")}.`);
}
