import type { RequestListener } from "node:http";
import { type Call, json, Refusal, type Reply, type Route } from "./call";
import { openCall } from "./routes";
import { send } from "./send";

/** Turns routes into a server that has no dialect and no faults: the control server. */
export function listenPlainly(routes: Route[]): RequestListener {
  return (request, response) => {
    const { call, route } = openCall(request, routes);
    settle(route, call)
      .then((reply) => send(response, reply))
      .catch(() => response.destroy());
  };
}

async function settle(route: Route | undefined, call: Call): Promise<Reply> {
  if (!route) return json({ error: "no such path" }, 404);
  try {
    return await route.handle(call);
  } catch (error) {
    if (error instanceof Refusal) return error.reply;
    return json({ error: error instanceof Error ? error.message : String(error) }, 400);
  }
}
