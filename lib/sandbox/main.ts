import { parseArgs } from "node:util";
import { startSandbox } from "./start";

const { values } = parseArgs({
  options: {
    "port-base": { type: "string" },
    "state-dir": { type: "string" },
    speed: { type: "string" },
    seed: { type: "string" },
    record: { type: "string" },
  },
});

const sandbox = await startSandbox({
  ...(values["port-base"] && { portBase: Number(values["port-base"]) }),
  ...(values["state-dir"] && { stateDir: values["state-dir"] }),
  ...(values.speed && { speed: Number(values.speed) }),
  ...(values.seed && { seed: values.seed }),
  ...(values.record && { recordTraffic: values.record }),
});

let isStopping = false;
async function stop() {
  if (isStopping) return;
  isStopping = true;
  await sandbox.stop();
  process.exit(0);
}
process.on("SIGTERM", stop);
process.on("SIGINT", stop);

console.log(JSON.stringify(sandbox.urls));
