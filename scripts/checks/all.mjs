import { ensureBuilt } from "../process/install.mjs";
import { architecture, format, lint, types } from "./source.mjs";
import { playwright, vitest } from "./suites.mjs";
import { tool, verdict } from "./tally.mjs";

/** @type {[string, () => Promise<import("./tally.mjs").Tally>][]} */
export const fast = [
  ["format", format],
  ["lint", lint],
  ["types", types],
  ["architecture", architecture],
  ["unit", () => vitest("model")],
];

async function build() {
  await ensureBuilt();
  return { passed: 1, failed: 0 };
}

/** The schema that the migrations make is the one that schema.prisma describes. */
const schema = async () => verdict(await tool("scripts/migrate.mjs", ["diff"]));

/** Starting, stopping and recovering, with the real commands. */
async function commands() {
  const total = { passed: 0, failed: 0 };
  const run = await tool("scripts/start.e2e.mjs", [], { show: true, stdout: "answer" });
  const counted = /^(\d+) passed, (\d+) failed$/m.exec(run.answer);
  if (!counted) return { ...total, failed: 1, words: run.words };
  return { passed: Number(counted[1]), failed: Number(counted[2]) };
}

/** A worker that is killed at every point of a batch's life, and what is lost or paid twice by it: nothing. */
async function kills() {
  const args = ["kill", "--rounds", "5", "--seed", "npm-test"];
  return verdict(await tool("scripts/chaos.mjs", args, { show: true, stdout: "answer" }));
}

export const all = [
  ...fast,
  ["schema", schema],
  ["database", () => vitest("verb")],
  ["build", build],
  ["commands", commands],
  ["kills", kills],
  ["journeys", playwright],
];
