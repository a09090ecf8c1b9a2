import { z } from "zod";
import { methods, openRoute } from "@/app/_server/api";
import { answer } from "@/app/_server/api/answer";
import { doorstep } from "@/app/_server/join";
import { readBeat } from "@/lib/platform/heartbeat";
import { version } from "@/package.json";

const State = z.enum(["ok", "stale", "down"]);
const Health = z.object({ status: State, database: State, worker: State, version: z.string() });

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: openRoute(
    { summary: "Whether the database answers and a worker is at work", answer: Health },
    async () => {
      const worker = await readBeat(doorstep()).catch(() => null); // no answer means no database
      const database = worker ? "ok" : "down";
      const health = { status: worker ?? "down", database, worker: worker ?? "down", version };
      return answer(database === "ok" ? 200 : 503, health);
    },
  ),
});
