import { spawn } from "node:child_process";
import { mkdirSync } from "node:fs";
import { ensureInstalled } from "../process/install.mjs";
import { dataDirectory, root, settle } from "../process/paths.mjs";
import { Stopped, stopSteps } from "../process/step.mjs";
import { programEnvironment } from "./environment.mjs";
import { runTypescript } from "./programs.mjs";

/**
 * Runs one TypeScript program with all it needs, and answers its exit code. `database` is "ours" (of the data folder
 * or DATABASE_URL; a running server is shared and left alone), "throw-away" (production settings, gone afterwards
 * with its data folder) or "none".
 */
export async function runProgram(file, args, { database = "ours" } = {}) {
  settle();
  // Ctrl-C reaches the program by itself; we only have to outlive it, to put the database away.
  const relay = { child: null };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
    process.on(signal, () => {
      stopSteps();
      relay.child?.kill(signal === "SIGINT" ? "SIGTERM" : signal);
    });
  }
  try {
    await ensureInstalled();
    if (database === "none") return await run(relay, file, args, process.env);
    const server = await openServer(database);
    try {
      const env = programEnvironment({
        dataDir: server.dataDir,
        databaseUrl: server.url,
        host: process.env.HOST,
        port: process.env.PORT || 3000,
      });
      return await run(relay, file, args, env);
    } finally {
      await server.stop();
    }
  } catch (error) {
    if (error instanceof Stopped) return 130;
    throw error;
  }
}

async function openServer(kind) {
  const { ensureDatabase, throwAwayDatabase } = await import("../database.mjs");
  const { deploy } = await import("../migrate.mjs");
  const dataDir = dataDirectory();
  const server = kind === "throw-away" ? await throwAwayDatabase() : await ensureDatabase({ dataDir });
  try {
    await deploy(server.url);
  } catch (error) {
    await server.stop();
    throw error;
  }
  if (kind !== "throw-away") mkdirSync(dataDir, { recursive: true });
  return { dataDir, ...server };
}

function run(relay, file, args, env) {
  return new Promise((resolve, reject) => {
    relay.child = spawn(process.execPath, runTypescript(file, args), {
      cwd: root,
      env,
      stdio: "inherit",
      windowsHide: true,
    });
    relay.child.once("error", reject);
    relay.child.once("exit", (code, signal) =>
      resolve(code ?? (signal === "SIGTERM" || signal === "SIGINT" ? 0 : 1)),
    );
  });
}
