import { rm } from "node:fs/promises";
import path from "node:path";
import type { Projection, Reader } from "@/lib/core/format";
import type { Duck } from "@/lib/platform/duckdb";
import { writeCleaned } from "../problems/repair";
import { recordsOf, writeProblems } from "../problems/write-problems";
import type { Facts } from "../receiving/facts";
import { type Counted, countPart, type Reject, readRejects } from "./count";
import { type Input, projectFile, type Reading } from "./project";
import { LONGEST_RECORD } from "./records";

export type Places = { upload: string; part: string; problems: string; scratch: string };
export type ReadOutcome = Counted & { rejected: bigint; read: bigint; reader: Reader };

type Pass = { projection: Projection; rejects: Reject[]; input: Input };

/** Reads a file whole: its rows into a part, and every record that is no good row into the problems. */
export async function readRecords(
  duck: Duck,
  reading: Reading & { facts: Facts },
  places: Places,
): Promise<ReadOutcome> {
  const cleaned = path.join(places.scratch, "cleaned.txt");
  try {
    const pass =
      (await plainPass(duck, reading, places)) ?? (await cleanedPass(duck, reading, { places, cleaned }));
    const counted = await countPart(duck, places.part);
    const structural = await structuralCount(pass, reading, places);
    const rejected = counted.bad + structural;
    if (rejected > 0n)
      await writeProblems(duck, uploadOf(reading, places, pass), {
        found: { part: places.part, rejects: pass.rejects, input: pass.input },
        to: places.problems,
      });
    return { ...counted, rejected, read: counted.accepted + rejected, reader: pass.projection.reader };
  } finally {
    await rm(cleaned, { force: true });
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
  const projection = await projectFile(duck, reading, { input, part: places.part });
  if (projection === "mixed") return null;
  const rejects = await readRejects(duck);
  return rejects.some(({ code }) => code === "quote") ? null : { projection, rejects, input };
}

async function cleanedPass(
  duck: Duck,
  reading: Reading,
  { places, cleaned }: { places: Places; cleaned: string },
): Promise<Pass> {
  const { today, mapping, sniffed } = reading;
  const { reader } = reading.format.project(sniffed.sample, { mapping, today, notNames: [] });
  await writeCleaned(recordsOf({ path: places.upload, sniffed, reader }), cleaned);
  const input: Input = { path: cleaned, gzip: false, skip: 0, cleaned: true };
  const projection = await projectFile(duck, reading, { input, part: places.part });
  if (projection === "mixed") throw new Error("a cleaned file has one kind of line end");
  return { projection, rejects: await readRejects(duck), input };
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
