import { z } from "zod";
import { readJson } from "@/lib/sandbox/http/body";
import { type Call, json, Refusal, type Reply, type Route } from "@/lib/sandbox/http/call";
import type { Order } from "@/lib/sandbox/http/play";
import { FaultSwitch } from "@/lib/sandbox/platform/faults";
import type { Sandbox } from "@/lib/sandbox/sandbox";
import { streamRecord } from "./record";

const Clock = z.strictObject({
  speed: z.number().min(0).optional(),
  advanceSeconds: z.number().min(0).optional(),
});
const Progress = z.strictObject({ share: z.number().min(0).max(1), hold: z.boolean().default(false) });
const Faults = z.preprocess((value) => [value].flat(), z.array(FaultSwitch));
const Traffic = z.strictObject({ dir: z.string().nullable() });

/** The strings behind the stage: what no provider would let you do. */
export function controlRoutes(sandbox: Sandbox): Route[] {
  const { world, plays, log } = sandbox;
  const route = (method: string, path: string, handle: Route["handle"]): Route => ({
    method,
    path,
    operation: path,
    handle,
  });
  const told = async (call: Call, order: Order): Promise<Reply> => {
    const id = call.params.id ?? "";
    for (const play of plays) if (await play.tell(id, order)) return json({ id });
    return json({ error: `there is nothing left to tell batch '${id}'` }, 409);
  };
  const clock = () => ({ now: new Date(world.clock.now()).toISOString(), speed: world.clock.anchor().speed });
  const faults = () => ({
    faults: world.faults.list(),
    totals: world.faults.totals(),
    recent: world.faults.recent(),
  });

  return [
    route("GET", "/", () => json({ seed: world.seed, dir: world.dir, ...clock(), failures: world.failures })),
    route("GET", "/record", (call) => ({
      kind: "stream",
      body: streamRecord(
        { world, plays, log },
        { provider: call.query.get("provider"), lines: call.query.get("lines") !== "false" },
      ),
      headers: { "content-type": "application/json" },
    })),
    route("GET", "/batches", () => json(plays.flatMap((play) => [...play.batches()]))),
    route("GET", "/clock", () => json(clock())),
    route("POST", "/clock", async (call) => {
      const { speed, advanceSeconds } = await parsed(call, Clock);
      if (speed !== undefined) world.clock.setSpeed(speed);
      await sandbox.advance(advanceSeconds ?? 0);
      return json(clock());
    }),
    route("POST", "/settle", async () => {
      await world.agenda.settle();
      return json(clock());
    }),
    route("GET", "/faults", () => json(faults())),
    route("POST", "/faults", async (call) => {
      const body = await parsed(call, Faults);
      return json(body.map((fault) => world.faults.add(fault)));
    }),
    route("DELETE", "/faults", () => {
      world.faults.remove();
      return json(faults());
    }),
    route("DELETE", "/faults/:id", (call) => {
      world.faults.remove(call.params.id);
      return json(faults());
    }),
    route("GET", "/config", () => json(world.settings())),
    route("POST", "/config", async (call) =>
      json(world.changeSettings(await parsed(call, z.looseObject({})))),
    ),
    route("POST", "/batches/:id/finish", (call) => told(call, { kind: "finish" })),
    route("POST", "/batches/:id/expire", (call) => told(call, { kind: "expire" })),
    route("POST", "/batches/:id/progress", async (call) =>
      told(call, { kind: "progress", ...(await parsed(call, Progress)) }),
    ),
    route("POST", "/traffic", async (call) => {
      const { dir } = await parsed(call, Traffic);
      await sandbox.recordTraffic(dir);
      return json({ dir });
    }),
    route("POST", "/reset", async () => {
      await sandbox.reset();
      return json(clock());
    }),
  ];
}

async function parsed<T>(call: Call, shape: z.ZodType<T>): Promise<T> {
  const body = shape.safeParse(await readJson(call, (why) => json({ error: why }, 400)));
  if (body.success) return body.data;
  throw new Refusal(json({ error: z.prettifyError(body.error) }, 400));
}
