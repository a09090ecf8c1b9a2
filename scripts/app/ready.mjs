import { setTimeout as sleep } from "node:timers/promises";
import { Refusal } from "../process/refusal.mjs";

/** Waits until the web server answers anything at all; gives up when it ended. */
export async function webAnswers(web, host, port, patienceMs = 120_000) {
  const name =
    host === "0.0.0.0" ? "127.0.0.1" : host === "::" ? "[::1]" : host.includes(":") ? `[${host}]` : host;
  const until = Date.now() + patienceMs;
  while (web.running) {
    try {
      const answer = await fetch(`http://${name}:${port}/api/v1/health`, {
        redirect: "manual",
        signal: AbortSignal.timeout(20_000),
      });
      await answer.arrayBuffer();
      return;
    } catch {
      if (Date.now() > until)
        throw new Refusal("The web server does not answer. Look at its log in the data folder.");
    }
    await Promise.race([sleep(100), web.ended]);
  }
}
