import assert from "node:assert/strict";
import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gone, pidOf, RunningApp, until } from "./checks/running-app.mjs";
import { conclude, runChecks } from "./checks/tally.mjs";
import { ensureDatabase } from "./database.mjs";
import { isAlive } from "./process/identity.mjs";
import { ensureBuilt, ensureInstalled } from "./process/install.mjs";
import { root, settle } from "./process/paths.mjs";
import { freePort } from "./process/ports.mjs";
import { runMain } from "./process/refusal.mjs";

// The promises of npm start, kept with real processes. The steps share one running app and stand in order.

const folder = mkdtempSync(join(tmpdir(), "offpeak commands "));
const dataDir = join(folder, "data dir");
// Root makes it for root alone, and Postgres runs under another account.
chmodSync(folder, 0o711);
let app;

async function startsAndServes() {
  app = await new RunningApp({ dataDir, port: await freePort() }).launch().ready();
  await app.healthy();
  assert.match(app.words, /Offpeak is at http:\/\/localhost:\d+/);
  assert.match(app.words, /First sign-in.*http:\/\/localhost:\d+\/sign-in\/link\?token=\S+/);
}

async function refusesASecondStart() {
  const second = await new RunningApp({ dataDir, port: await freePort() }).refusal();
  assert.equal(second.code, 1);
  assert.match(
    second.words,
    /^offpeak: Offpeak already runs from this data folder \(process \d+, .*\)\. .*OFFPEAK_DATA_DIR.*$/,
  );
}

async function refusesABusyPort() {
  const other = await new RunningApp({ dataDir: join(folder, "other"), port: app.port }).refusal();
  assert.equal(other.code, 1);
  assert.match(other.words, /^offpeak: Port \d+ is already in use\. .*PORT=\d+ npm start$/);
}

async function refusesADeadDatabaseUrl() {
  const env = { DATABASE_URL: "postgresql://user:hunter2@127.0.0.1:9/none" };
  const other = await new RunningApp({
    dataDir: join(folder, "other"),
    port: await freePort(),
    env,
  }).refusal();
  assert.equal(other.code, 1);
  assert.match(other.words, /^offpeak: DATABASE_URL: nothing answers at 127\.0\.0\.1:9\. .*$/);
}

async function sharesTheServerWithTheCommandLine() {
  const before = app.postgres();
  const token = app.offpeak("token", "create", "--role", "admin", "--name", "commands");
  assert.match(token, /^op_\S+$/);
  assert.equal(app.postgres(), before);
  await app.healthy();
}

async function outlivesItsWorker() {
  const [, worker] = app.programs();
  process.kill(pidOf(worker), "SIGKILL");
  await until(() => app.programs().length === 2 && !app.programs().includes(worker), 30_000);
  await app.healthy();
}

async function outlivesItsDatabase() {
  const before = app.postgres();
  process.kill(pidOf(before), "SIGKILL");
  await until(() => app.postgres() !== null && app.postgres() !== before, 60_000);
  await app.healthy();
}

async function recoversFromItsOwnDeath() {
  app.offpeak("user", "create", "first@example.com", "--role", "admin");
  const programs = app.programs();
  app.process.kill("SIGKILL");
  await gone(programs);
  await app.launch().ready();
  await app.healthy();
  // The user is still there: nobody is offered a first sign-in.
  assert.doesNotMatch(app.words, /First sign-in/);
}

async function stopsOnSigterm() {
  const everything = [...app.programs(), app.postgres()];
  app.process.kill("SIGTERM");
  assert.equal(await app.ended, 0);
  assert.deepEqual(everything.filter(isAlive), []);
  assert.equal(await freePort(app.port), app.port);
}

async function stopsOnCtrlC() {
  const built = statSync(join(root, ".next/BUILD_ID")).mtimeMs;
  await app.launch(["npm", "start"]).ready();
  assert.equal(statSync(join(root, ".next/BUILD_ID")).mtimeMs, built);
  const everything = [...app.programs(), app.postgres()];
  process.kill(-app.process.pid, "SIGINT");
  assert.equal(await app.ended, 0);
  await gone(everything);
}

async function stopsWhenNpmIsEnded() {
  await app.launch(["npm", "start"]).ready();
  const everything = [...app.programs(), app.postgres()];
  app.process.kill("SIGTERM");
  await gone(everything);
}

async function leavesAForeignDatabaseAlone() {
  const server = await ensureDatabase({ dataDir, own: true });
  const password = join(dataDir, "postgres-password");
  const ours = readFileSync(password, "utf8");
  try {
    writeFileSync(password, "not the one of that server");
    const refused = await app.refusal();
    assert.equal(refused.code, 1);
    assert.match(
      refused.words,
      /^offpeak: Process \d+ uses .* and is not our database\. .*OFFPEAK_DATA_DIR.*$/,
    );
    assert.notEqual(app.postgres(), null);
  } finally {
    writeFileSync(password, ours);
    await server.stop();
  }
}

async function startsOverAStalePidFile() {
  // As a crash and a restart of the machine leave it: the number belongs to another program by now.
  writeFileSync(
    join(dataDir, "postgres/postmaster.pid"),
    `${process.pid}\n${dataDir}/postgres\n1\n5432\n\n127.0.0.1\n1 1\nready\n`,
  );
  await app.launch().ready();
  await app.healthy();
  app.process.kill("SIGTERM");
  assert.equal(await app.ended, 0);
}

const steps = [
  startsAndServes,
  refusesASecondStart,
  refusesABusyPort,
  refusesADeadDatabaseUrl,
  sharesTheServerWithTheCommandLine,
  outlivesItsWorker,
  outlivesItsDatabase,
  recoversFromItsOwnDeath,
  stopsOnSigterm,
  stopsOnCtrlC,
  stopsWhenNpmIsEnded,
  leavesAForeignDatabaseAlone,
  startsOverAStalePidFile,
];

const inWords = (name) => name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);

await runMain(async () => {
  settle();
  await ensureInstalled();
  await ensureBuilt();
  const checks = steps.map((run) => [
    inWords(run.name),
    async () => {
      await run();
      return { passed: 1, failed: 0 };
    },
  ]);
  try {
    return conclude(await runChecks(checks));
  } finally {
    app?.process?.kill("SIGTERM");
    await app?.ended;
    rmSync(folder, { recursive: true, force: true });
  }
});
