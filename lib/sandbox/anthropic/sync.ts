import { setTimeout as delay } from "node:timers/promises";
import { readJson } from "@/lib/sandbox/http/body";
import { type Call, json, Refusal, type Reply, type Route } from "@/lib/sandbox/http/call";
import { isRecord } from "@/lib/sandbox/platform/settings";
import type { World } from "@/lib/sandbox/platform/world";
import { dollars, picodollars, priceOf } from "@/lib/sandbox/work/dollars";
import type { SyncLog } from "@/lib/sandbox/work/sync-log";
import { answerTo, complaintAbout, inputTokens } from "./answer";
import { withCacheTerm } from "./batches/results";
import { complain, refuse } from "./dialect";

const longestBody = 32 * 1024 * 1024;

/** Single messages, the count of their tokens, and the list of models. */
export function syncRoutes(world: World, log: SyncLog): Route[] {
  const settings = () => world.settings().anthropic;

  async function readMessage(call: Call): Promise<Record<string, unknown>> {
    const body = await readJson(
      call,
      (why) => complain("invalid_request_error", `We could not read that: ${why}.`),
      longestBody,
    );
    if (!isRecord(body)) return refuse("invalid_request_error", "Input should be a valid dictionary");
    return body;
  }

  async function create(call: Call): Promise<Reply> {
    const body = await readMessage(call);
    const complaint = complaintAbout(body, settings(), false);
    if (complaint) throw new Refusal(complain(complaint.type, complaint.message));
    if (body.stream === true)
      refuse("invalid_request_error", "stream: The sandbox answers in one piece only");
    if (settings().answerMilliseconds) await delay(settings().answerMilliseconds, undefined, { ref: false });
    const id = world.nextId("call_");
    const key = `${world.seed}:${id}`;
    const { message, tokens, isHourCache } = answerTo({
      body,
      key,
      tier: "standard",
      extra: "",
      settings: settings(),
    });
    const model = String(body.model);
    const price = withCacheTerm(priceOf(settings().prices, model), isHourCache);
    const billed = dollars(picodollars(tokens, price, 1));
    await log.add({
      id,
      provider: "anthropic",
      at: world.clock.now(),
      operation: call.path,
      model,
      tier: "standard",
      body,
      tokens,
      billed,
    });
    return json(message);
  }

  function models(): Reply {
    const names = settings().models ?? Object.keys(settings().prices).filter((name) => name !== "default");
    return json({
      data: names.map((id) => ({ type: "model", id, display_name: id, created_at: "2026-01-01T00:00:00Z" })),
      has_more: false,
      first_id: names[0] ?? null,
      last_id: names.at(-1) ?? null,
    });
  }

  return [
    { method: "POST", path: "/v1/messages", operation: "messages.create", handle: create },
    {
      method: "POST",
      path: "/v1/messages/count_tokens",
      operation: "messages.count",
      handle: async (call) => json({ input_tokens: inputTokens(await readMessage(call)) }),
    },
    { method: "GET", path: "/v1/models", operation: "models.list", handle: models },
  ];
}
