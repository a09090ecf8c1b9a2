import { parseArgs } from "node:util";
import { announce, freePortBase } from "./announce";
import { startSandbox } from "./start";

const { values } = parseArgs({
  options: {
    "port-base": { type: "string" },
    "state-dir": { type: "string" },
    announce: { type: "string" },
    speed: { type: "string" },
    seed: { type: "string" },
    record: { type: "string" },
  },
});

const portBase = values["port-base"]
  ? Number(values["port-base"])
  : values.announce && (await freePortBase(values.announce));

const sandbox = await startSandbox({
  ...(portBase && { portBase }),
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

if (values.announce && portBase) announce(values.announce, portBase, sandbox.urls);
console.log(JSON.stringify(sandbox.urls));
