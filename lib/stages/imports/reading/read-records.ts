import { rm } from "node:fs/promises";
import type { Reader } from "@/lib/core/format";
import type { Duck } from "@/lib/platform/duckdb";
import { writeCleaned } from "../problems/repair";
import { recordsOf, writeProblems } from "../problems/write-problems";
import type { Facts } from "../receiving/facts";
import { type Counted, countPart, type Reject, readRejects } from "./count";
import { type Input, type Projected, projectFile, type Reading } from "./project";
import { LONGEST_RECORD } from "./records";

export type Places = { upload: string; part: string; problems: string; cleaned: string };
export type ReadOutcome = Counted & {
  rejected: bigint;
  read: bigint;
  reader: Reader;
  /** Names that turned out to be run ids. */
  notNames: string[];
};

type Pass = Projected & { rejects: Reject[]; input: Input };

/** Reads a file whole: its rows into a part, and every record that is no good row into the problems. */
export async function readRecords(
  duck: Duck,
  reading: Reading & { facts: Facts },
  places: Places,
): Promise<ReadOutcome> {
  try {
    const pass = (await plainPass(duck, reading, places)) ?? (await cleanedPass(duck, reading, places));
    const counted = await countPart(duck, places.part);
    const structural = await structuralCount(pass, reading, places);
    const rejected = counted.bad + structural;
    if (rejected > 0n)
      await writeProblems(duck, uploadOf(reading, places, pass), {
        found: { part: places.part, rejects: pass.rejects, input: pass.input },
        to: places.problems,
      });
    const { projection, notNames } = pass;
    return { ...counted, rejected, read: counted.accepted + rejected, reader: projection.reader, notNames };
  } finally {
    await rm(places.cleaned, { force: true });
  }
}

/** Null when the file has to be cleaned first: open quotes, endless lines or mixed line ends. */
async function plainPass(
  duck: Duck,
  reading: Reading & { facts: Facts },
  places: Places,
): Promise<Pass | null> {
  const { sniffed, facts } = reading;
  const byLines = sniffed.sample.shape === "table" || sniffed.sample.shape === "jsonl";
  if (byLines && facts.longestLine > LONGEST_RECORD) return null;
  const input: Input = { path: places.upload, gzip: sniffed.gzip, skip: sniffed.skip, cleaned: false };
  const projected = await projectFile(duck, reading, { input, part: places.part });
  if (projected === "mixed") return null;
  const rejects = await readRejects(duck);
  return rejects.some(({ code }) => code === "quote") ? null : { ...projected, rejects, input };
}

async function cleanedPass(duck: Duck, reading: Reading, places: Places): Promise<Pass> {
  const { sniffed } = reading;
  const { reader } = reading.format.project(sniffed.sample, reading);
  await writeCleaned(recordsOf({ path: places.upload, sniffed, reader }), places.cleaned);
  const input: Input = { path: places.cleaned, gzip: false, skip: 0, cleaned: true };
  const projected = await projectFile(duck, reading, { input, part: places.part });
  if (projected === "mixed") throw new Error("a cleaned file has one kind of line end");
  return { ...projected, rejects: await readRejects(duck), input };
}

/** Records that never became rows: what DuckDB rejected, and what it was not even shown. */
async function structuralCount(pass: Pass, reading: Reading, places: Places): Promise<bigint> {
  let count = BigInt(pass.rejects.length);
  if (!pass.input.cleaned) return count;
  for await (const batch of recordsOf(uploadOf(reading, places, pass)))
    count += BigInt(batch.filter(({ bad }) => bad !== null).length);
  return count;
}

function uploadOf(reading: Reading, places: Places, { projection }: Pass) {
  return { path: places.upload, sniffed: reading.sniffed, reader: projection.reader };
}
