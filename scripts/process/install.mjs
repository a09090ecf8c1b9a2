import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { generate } from "../generate.mjs";
import { alone } from "./lock.mjs";
import { requireNode } from "./node-version.mjs";
import { root } from "./paths.mjs";
import { diskFullRefusal, Refusal } from "./refusal.mjs";
import { buildSources, readStamp, stampOf } from "./stamp.mjs";
import { say, step } from "./step.mjs";

const halfAnHour = 30 * 60_000;

/** One at a time in this checkout: npm start, npm test and the command line may all be called at once. */
function inTurn(work) {
  const name = createHash("sha256").update(root).digest("hex").slice(0, 12);
  return alone(join(tmpdir(), `offpeak-install-${process.getuid?.() ?? 0}-${name}.lock`), work, halfAnHour);
}

/** Packages and generated code, made when missing or out of date. */
export async function ensureInstalled() {
  requireNode();
  await inTurn(async () => {
    await installPackages();
    generateClient();
  });
}

async function installPackages() {
  const lockText = readFileSync(join(root, "package-lock.json"));
  const stamp = createHash("sha256")
    .update(lockText)
    .update(`${process.platform}-${process.arch}`)
    .digest("hex");
  const stampFile = join(root, "node_modules/.offpeak-stamp");
  if (readStamp(stampFile) === stamp) return;
  if (!isComplete(JSON.parse(lockText), readInstalled())) {
    say("Installing packages …");
    const [command, args] = npm();
    const run = await step(
      command,
      [...args, "ci", "--include=dev", "--include=optional", "--no-audit", "--no-fund"],
      {
        cwd: root,
        shell: process.platform === "win32" && command === "npm",
      },
    );
    if (run.diskFull) throw diskFullRefusal(root);
    if (run.code !== 0) throw new Refusal(`npm ci failed: ${npmReason(run.words)}`);
  }
  writeFileSync(stampFile, stamp);
}

/** npm tells its scripts where it lies; that one works also where "npm" is not on the path. */
function npm() {
  const own = process.env.npm_execpath;
  return own?.endsWith(".js") ? [process.execPath, [own]] : ["npm", []];
}

function npmReason(words) {
  const lines = words.split("\n").filter((line) => /^npm (error|ERR!)/.test(line));
  const told = lines
    .map((line) => line.replace(/^npm (error|ERR!)\s*/, ""))
    .filter((line) => line && !/^(code|A complete log)/.test(line));
  return told.slice(0, 3).join(" ") || words.trim().split("\n").at(-1) || "no reason given";
}

function readInstalled() {
  try {
    return JSON.parse(readFileSync(join(root, "node_modules/.package-lock.json"), "utf8"));
  } catch {
    return null;
  }
}

/** npm writes what it installed when it is done, so this also sees an interrupted install. */
export function isComplete(lock, installed) {
  if (installed === null) return false;
  return Object.entries(lock.packages).every(([path, wanted]) => {
    if (path === "" || !isNeeded(wanted)) return true;
    return installed.packages[path]?.version === wanted.version;
  });
}

/** An optional package counts when it is plainly meant for this machine; of which C library it is, only npm knows. */
function isNeeded({ optional, os, cpu, libc }) {
  if (!optional) return true;
  return !libc && os?.includes(process.platform) === true && cpu?.includes(process.arch) === true;
}

function generateClient() {
  const sources = ["prisma/schema.prisma", "package-lock.json"];
  const stampFile = join(root, "prisma/generated/.stamp");
  const stamp = stampOf(root, sources);
  if (readStamp(stampFile) === stamp && existsSync(join(root, "prisma/generated/client.ts"))) return;
  generate();
  mkdirSync(join(root, "prisma/generated"), { recursive: true });
  writeFileSync(stampFile, stamp);
}

/** The production build, made only when its sources changed. */
export async function ensureBuilt() {
  await inTurn(async () => {
    const stampFile = join(root, ".next/offpeak-stamp");
    const stamp = stampOf(root, buildSources(root));
    if (readStamp(stampFile) === stamp && existsSync(join(root, ".next/BUILD_ID"))) return;
    say("Building …");
    rmSync(stampFile, { force: true });
    const run = await step(process.execPath, ["node_modules/next/dist/bin/next", "build"], {
      cwd: root,
      env: { ...process.env, NODE_ENV: "production" },
    });
    if (run.diskFull) throw diskFullRefusal(root);
    if (run.code !== 0) {
      say(run.words.trim());
      throw new Refusal("The build failed; its reasons stand above.");
    }
    // What was built is what lay there before; a file changed meanwhile asks for another build next time.
    writeFileSync(stampFile, stamp);
  });
}
