import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import { setTimeout as delay } from "node:timers/promises";
import type { FaultName, Occasion } from "@/lib/sandbox/platform/faults";
import type { World } from "@/lib/sandbox/platform/world";
import { drain } from "./body";
import { type Call, type Dialect, Refusal, type Reply, type Route, troubles } from "./call";
import { openCall } from "./routes";
import { send } from "./send";
import type { Traffic } from "./traffic";

type Setup = { world: World; dialect: Dialect; routes: Route[]; traffic: Traffic };

/** Turns routes into a server in one provider's dialect, with the switches in front of and behind every handler. */
export function listenAs({ world, dialect, routes, traffic }: Setup): RequestListener {
  async function respond(call: Call, route: Route | undefined, fire: Fire): Promise<Reply | "dropped"> {
    if (!route) return dialect.unknownRoute(call);
    const refused = dialect.admit(call.headers);
    if (refused) return refused;
    const slow = fire("slow");
    if (slow) await delay(slow.milliseconds, undefined, { ref: false });
    if (fire("drop-before-accept")) return "dropped";
    // Whoever hangs up meanwhile never asked.
    if ((await held("hold-before-accept", call, fire)) === "hung up") return "dropped";
    for (const kind of troubles) {
      const trouble = fire(kind);
      if (trouble) return dialect.trouble(kind, trouble.seconds, route.operation);
    }
    const reply = await route.handle(call);
    await held("hold-after-accept", call, fire);
    if (fire("drop-after-accept")) return "dropped";
    const late = fire("server-error-after-accept");
    return late ? dialect.trouble("server-error", late.seconds, route.operation) : reply;
  }

  async function held(name: FaultName, call: Call, fire: Fire): Promise<"free" | "hung up"> {
    const hold = fire(name);
    if (!hold) return "free";
    const { socket } = call.request;
    const hungUp = new Promise<"hung up">((resolve) => socket.once("close", () => resolve("hung up")));
    const free = world.faults.gone(hold.id).then((): "free" => "free");
    return socket.destroyed ? "hung up" : Promise.race([free, hungUp]);
  }

  async function answer(request: IncomingMessage, response: ServerResponse) {
    const startedAt = world.clock.now();
    const { call, route } = openCall(request, routes);
    call.scope = dialect.scopeOf(request.headers);
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
    const isFile = reply.kind === "file";
    const cut = isFile ? fire("truncated-download") : undefined;
    const hold = isFile ? fire("hold-download") : undefined;
    const halfway = hold && { share: hold.share, go: () => world.faults.gone(hold.id) };
    await send(response, { ...reply, headers }, { cut, halfway });
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
    return dialect.trouble("server-error", 0, "unknown");
  }
}

function isHangUp(error: unknown): boolean {
  return (
    error instanceof Error &&
    "code" in error &&
    ["ECONNRESET", "ERR_STREAM_PREMATURE_CLOSE"].includes(String(error.code))
  );
}
