import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import { setTimeout as delay } from "node:timers/promises";
import type { FaultName, Occasion } from "@/lib/sandbox/platform/faults";
import type { World } from "@/lib/sandbox/platform/world";
import { drain } from "./body";
import { type Call, type Dialect, json, Refusal, type Reply, type Route } from "./call";
import { matchRoute } from "./routes";
import { sendFile, sendJson } from "./send";
import type { Traffic } from "./traffic";

type Setup = { world: World; dialect: Dialect; routes: Route[]; traffic: Traffic };

const troubles = ["unauthorized", "rate-limited", "overloaded", "server-error"] as const;

/** Turns routes into a server in one provider's dialect, with the switches in front of and behind every handler. */
export function listenAs({ world, dialect, routes, traffic }: Setup): RequestListener {
  async function respond(call: Call, route: Route | undefined, fire: Fire): Promise<Reply | "dropped"> {
    if (!route) return dialect.unknownRoute(call);
    const refused = dialect.admit(call.headers);
    if (refused) return refused;
    const slow = fire("slow");
    if (slow) await delay(slow.milliseconds, undefined, { ref: false });
    if (fire("drop-before-accept")) return "dropped";
    for (const kind of troubles) {
      const trouble = fire(kind);
      if (trouble) return dialect.trouble(kind, trouble.seconds);
    }
    const reply = await route.handle(call);
    if (fire("drop-after-accept")) return "dropped";
    const late = fire("server-error-after-accept");
    return late ? dialect.trouble("server-error", late.seconds) : reply;
  }

  async function answer(request: IncomingMessage, response: ServerResponse) {
    const startedAt = world.clock.now();
    const { call, route } = openCall(request, routes, dialect);
    const occasion: Occasion = {
      provider: dialect.provider,
      operation: route?.operation ?? "unknown",
      about: call.params.id ?? "",
    };
    const fire: Fire = (name) => world.faults.fire(name, occasion);
    const reply = await settleReply(() => respond(call, route, fire), world, dialect);
    if (reply === "dropped") {
      request.socket.destroy();
      return;
    }
    if (!request.complete) await drain(request);
    const headers = { ...dialect.headers(), ...reply.headers };
    await traffic.write({
      call,
      reply,
      headers,
      operation: occasion.operation,
      provider: dialect.provider,
      at: startedAt,
    });
    if (reply.kind === "json") sendJson(response, reply, headers);
    else await sendFile(response, { path: reply.path, headers, cut: fire("truncated-download") });
  }

  return (request, response) => {
    // A caller that hangs up is not our failure.
    answer(request, response).catch(() => response.destroy());
  };
}

type Fire = (name: FaultName) => ReturnType<World["faults"]["fire"]>;

async function settleReply(respond: () => Promise<Reply | "dropped">, world: World, dialect: Dialect) {
  try {
    return await respond();
  } catch (error) {
    if (error instanceof Refusal) return error.reply;
    if (isHangUp(error)) return "dropped";
    world.failures.push(error instanceof Error ? (error.stack ?? error.message) : String(error));
    return dialect.trouble("server-error", 0);
  }
}

function isHangUp(error: unknown): boolean {
  return (
    error instanceof Error &&
    "code" in error &&
    ["ECONNRESET", "ERR_STREAM_PREMATURE_CLOSE"].includes(String(error.code))
  );
}

function openCall(request: IncomingMessage, routes: Route[], dialect: Dialect) {
  const url = new URL(request.url ?? "/", "http://sandbox.local");
  const match = matchRoute(routes, request.method ?? "GET", url.pathname);
  const call: Call = {
    method: request.method ?? "GET",
    path: url.pathname,
    params: match?.params ?? {},
    query: url.searchParams,
    headers: request.headers,
    request,
    origin: `http://${request.headers.host ?? "127.0.0.1"}`,
    scope: dialect.scopeOf(request.headers),
    sent: null,
  };
  return { call, route: match?.route };
}

/** Answers of the control server: no faults, no dialect. */
export function listenPlainly(routes: Route[]): RequestListener {
  return (request, response) => {
    const url = new URL(request.url ?? "/", "http://sandbox.local");
    const match = matchRoute(routes, request.method ?? "GET", url.pathname);
    const call: Call = {
      method: request.method ?? "GET",
      path: url.pathname,
      params: match?.params ?? {},
      query: url.searchParams,
      headers: request.headers,
      request,
      origin: "",
      scope: "",
      sent: null,
    };
    const handled = match
      ? Promise.resolve().then(() => match.route.handle(call))
      : Promise.resolve(json({ error: "no such path" }, 404));
    handled
      .catch((error: unknown) =>
        error instanceof Refusal
          ? error.reply
          : json({ error: error instanceof Error ? error.message : String(error) }, 400),
      )
      .then((reply) =>
        reply.kind === "json"
          ? sendJson(response, reply, {})
          : sendFile(response, { ...reply, cut: undefined }),
      )
      .catch(() => response.destroy());
  };
}
