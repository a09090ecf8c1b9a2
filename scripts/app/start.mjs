import { existsSync } from "node:fs";
import { join } from "node:path";
import { makeDataDir } from "../postgres/account.mjs";
import { ensureBuilt, ensureInstalled } from "../process/install.mjs";
import { releaseLock, takeLock } from "../process/lock.mjs";
import { watchParents } from "../process/parents.mjs";
import { dataDirectory, root, settle } from "../process/paths.mjs";
import { claimPort, readPort } from "../process/ports.mjs";
import { diskFullRefusal, isDiskFull, Refusal } from "../process/refusal.mjs";
import { isStopped, Stopped, say, step, stopSteps } from "../process/step.mjs";
import { addressOf, programEnvironment } from "./environment.mjs";
import { endLeftovers } from "./leftovers.mjs";

/** Reads the command line: `npm start -- --sample`, `npm run dev`. */
export function readArguments(args) {
  const known = ["--sample", "--dev"];
  const unknown = args.find((arg) => !known.includes(arg));
  if (unknown) throw new Refusal(`npm start does not know "${unknown}". It knows: -- --sample`);
  return { sample: args.includes("--sample"), dev: args.includes("--dev") };
}

/** Everything from a clone to a served page; resolves with the exit code once stopped. */
export async function start(args) {
  settle();
  const { sample, dev } = readArguments(args);
  const dataDir = dataDirectory();
  const host = process.env.HOST || "127.0.0.1";
  const stop = listenForStop();
  const lock = join(dataDir, "start.lock");
  reachable(dataDir);
  let supervisor = null;
  claim(lock, addressOf(host, process.env.PORT || 3000));
  try {
    await endLeftovers(dataDir);
    const port = await claimPort(readPort(process.env.PORT), host);
    await ensureInstalled();
    if (!dev) await ensureBuilt();
    supervisor = await assemble({ dataDir, host, port, dev });
    stop.insist = () => supervisor.insist();
    await serve(supervisor, { host, port, sample });
    await Promise.race([stop.asked, supervisor.failed]);
    return 0;
  } catch (error) {
    // A signal also ends the step under way; what that step then complains about is no failure.
    await new Promise(setImmediate);
    if (error instanceof Stopped || isStopped()) return 0;
    // A write that failed does not say where; everything we write from here on lies in the data folder.
    if (!(error instanceof Refusal) && isDiskFull(error)) throw diskFullRefusal(error.path ?? dataDir);
    throw error;
  } finally {
    await supervisor?.stop();
    releaseLock(lock);
  }
}

function reachable(dataDir) {
  try {
    makeDataDir(dataDir);
  } catch (error) {
    if (error.code === "EACCES" || error.code === "EPERM" || error.code === "EROFS") {
      throw new Refusal(
        `The data folder ${dataDir} cannot be written. Set OFFPEAK_DATA_DIR to one that can.`,
      );
    }
    if (error.code === "ENOTDIR" || error.code === "EEXIST") {
      throw new Refusal(`${dataDir} is not a folder. Set OFFPEAK_DATA_DIR to one.`);
    }
    throw error;
  }
}

function claim(lock, address) {
  const holder = takeLock(lock, { address });
  if (holder === null) return;
  const pid = holder.identity?.split("@")[0] ?? "unknown";
  throw new Refusal(
    `Offpeak already runs from this data folder (process ${pid}, ${holder.address ?? "starting"}). Stop it, or set OFFPEAK_DATA_DIR to another folder.`,
  );
}

/** SIGINT, SIGTERM, SIGHUP and the loss of npm all mean: stop in good order. */
function listenForStop() {
  const stop = { insist: () => {} };
  stop.asked = new Promise((resolve) => {
    const ask = (signal) => {
      // Ctrl-C reaches us from the terminal and may come again from npm: only a later one is impatience.
      if (isStopped() && signal === "SIGINT" && Date.now() - stop.at > 1000) stop.insist();
      stop.at ??= Date.now();
      stopSteps();
      resolve();
    };
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, ask);
    watchParents(ask);
  });
  return stop;
}

/** Database, schema and the programs' environment. */
async function assemble({ dataDir, host, port, dev }) {
  const { ensureDatabase } = await import("../database.mjs");
  const { deploy } = await import("../migrate.mjs");
  const { Supervisor } = await import("./supervisor.mjs");
  const { programs } = await import("./programs.mjs");
  const database = await ensureDatabase({ dataDir });
  try {
    await deploy(database.url);
    const env = {
      ...programEnvironment({ dataDir, databaseUrl: database.url, host, port }),
      NODE_ENV: dev ? "development" : "production",
    };
    const logFolder = dev ? null : join(dataDir, "logs");
    return new Supervisor({
      dataDir,
      database,
      env,
      logFolder,
      programs: programs({ dev, host, port, dataDir }),
    });
  } catch (error) {
    await database.stop();
    throw error;
  }
}

async function serve(supervisor, { host, port, sample }) {
  const { webAnswers } = await import("./ready.mjs");
  await claimPort(port, host); // building took a while: somebody else may have taken it
  if (["1", "true"].includes(supervisor.env.OFFPEAK_SANDBOX)) supervisor.keep("sandbox");
  const web = supervisor.launchWeb();
  supervisor.keep("worker");
  supervisor.guardDatabase();
  await Promise.race([webAnswers(web, host, port), supervisor.failed]);
  if (isStopped()) return;
  if (sample) await offpeak(supervisor, ["sample", "load"], "Loading the sample organisation …");
  console.log(`\nOffpeak is at ${supervisor.env.NEXTAUTH_URL}`);
  const link = await offpeak(supervisor, ["sign-in-link", "--if-no-user"]);
  if (link) console.log(`First sign-in, once, within 15 minutes: ${link}`);
  console.log("Ctrl-C stops it.\n");
}

/** One command of our own command line, in the environment of the running app; answers what it printed. */
async function offpeak(supervisor, args, announce) {
  const cli = "lib/cli/main.ts";
  if (!existsSync(join(root, cli))) {
    say(`${cli} is not there: "${args.join(" ")}" is left out.`);
    return "";
  }
  if (announce) say(announce);
  const { runTypescript } = await import("./programs.mjs");
  const options = { cwd: root, env: supervisor.env, stdout: "answer" };
  const run = await step(process.execPath, runTypescript(cli, args), options);
  if (run.code === 0) return run.answer.trim();
  throw new Refusal(
    `offpeak ${args.join(" ")} failed: ${run.words.trim().split("\n").at(-1) ?? "no reason given"}`,
  );
}
