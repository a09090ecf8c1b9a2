import { setTimeout as delay } from "node:timers/promises";
import { complain, demand, refuse } from "@/lib/sandbox/google/complain";
import { readJson } from "@/lib/sandbox/http/body";
import { type Call, json, Refusal, type Reply, type Route } from "@/lib/sandbox/http/call";
import { isRecord } from "@/lib/sandbox/platform/settings";
import type { World } from "@/lib/sandbox/platform/world";
import { dollars, picodollars, priceOf } from "@/lib/sandbox/work/dollars";
import type { SyncLog } from "@/lib/sandbox/work/sync-log";
import { tokensIn } from "@/lib/sandbox/work/tokens";
import { answerTo, asked, camelCased, complaintAbout, promptOf } from "./answer";
import { checkHome } from "./home";

/** Single calls, and the count of their tokens. */
export function syncRoutes(world: World, log: SyncLog): Route[] {
  const settings = () => world.settings().vertex;

  async function call(incoming: Call): Promise<Reply> {
    const { project, location } = checkHome(settings(), incoming);
    const [model = "", method] = (incoming.params.model ?? "").split(":");
    const resource = `//aiplatform.googleapis.com/projects/${project}/locations/${location}/publishers/google/models/${model}`;
    demand("rpc", settings().denied, { permission: "aiplatform.endpoints.predict", resource });
    const models = settings().models;
    if (models && !models.includes(model))
      refuse("rpc", "NOT_FOUND", `Publisher Model \`${resource}\` was not found.`);
    const sent = await readJson(incoming, (message) =>
      complain("rpc", { kind: "INVALID_ARGUMENT", message: `Invalid JSON payload received: ${message}.` }),
    );
    const body = isRecord(sent) ? camelCased(sent) : sent;
    const complaint = complaintAbout(body, false);
    if (complaint || !isRecord(body))
      throw new Refusal(complain("rpc", complaint ?? { kind: "INTERNAL", message: "" }));
    if (method === "countTokens") return json({ totalTokens: tokensIn(promptOf(body)) });
    if (method !== "generateContent") return refuse("rpc", "NOT_FOUND", `The sandbox has no ${method}.`);
    return generate(model, body);
  }

  async function generate(model: string, body: Record<string, unknown>): Promise<Reply> {
    if (settings().answerMilliseconds) await delay(settings().answerMilliseconds, undefined, { ref: false });
    const id = world.nextId("call_");
    const at = world.clock.now();
    const question = { body, model, key: `${world.seed}:${id}`, at, extra: "", settings: settings() };
    const { response, tokens } = answerTo(question);
    await log.add({
      id,
      provider: "vertex",
      at,
      operation: "generateContent",
      model,
      tier: "standard",
      body: asked(model, body),
      tokens,
      billed: dollars(picodollars(tokens, priceOf(settings().prices, model), 1)),
    });
    return json(response);
  }

  return ["/v1", "/v1beta1"].map((version) => ({
    method: "POST",
    path: `${version}/projects/:project/locations/:location/publishers/google/models/:model`,
    operation: "generateContent",
    handle: call,
  }));
}
