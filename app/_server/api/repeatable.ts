import { invalid } from "@/lib/core/errors";
import type { Context } from "@/lib/platform/context";
import { once, requestHash } from "@/lib/platform/idempotency";
import { answer, toJson } from "./answer";

type Call = { request: Request; text: string; status: number };

/**
 * Runs a call and makes the response; a POST with an Idempotency-Key runs once. An upload is known by its route and
 * query alone: its repeat is answered without the body being read again.
 */
export async function respond(ctx: Context, call: Call, work: () => Promise<unknown>): Promise<Response> {
  const key = call.request.method === "POST" ? call.request.headers.get("idempotency-key") : null;
  if (key === null) {
    const result = await work();
    return result instanceof Response ? result : answer(call.status, result);
  }
  if (!/^[\x21-\x7e]{1,200}$/.test(key)) throw invalid("An Idempotency-Key is 1 to 200 visible characters.");
  const url = new URL(call.request.url);
  url.searchParams.sort();
  const hash = requestHash(url.pathname, url.search, call.text);
  const first = await once(ctx, { key, route: url.pathname, requestHash: hash }, async () => {
    const result = await work();
    if (result instanceof Response)
      throw new Error("a POST answers with data, so that it can be answered again");
    return { status: call.status, body: JSON.parse(toJson(result)) as unknown };
  });
  return answer(first.status, first.body);
}
