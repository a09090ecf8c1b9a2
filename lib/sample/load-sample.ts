import { authorise } from "@/lib/core/access";
import { audit } from "@/lib/platform/audit";
import type { Context, Organisation } from "@/lib/platform/context";
import { refreshFigures } from "@/lib/stages/fit/refresh-figures";
import { importFile } from "@/lib/stages/imports/import-file";
import { receiveImport } from "@/lib/stages/imports/receive-import";
import { drawCalls } from "./drawing/draw-calls";
import type { Call } from "./model";
import { admitAdmins, createSample, sampleContext } from "./people";
import { playBatches } from "./play-batches";
import { playMigrations } from "./play-migrations";
import { wipe } from "./remove-sample";
import { FILE, findSample, isLoaded } from "./sample-state";
import { oneAtATime } from "./store";
import { usageFile } from "./usage-file";

/** The gateway exported the month in the night after it. */
const CAPTURED = new Date("2025-12-01T02:10:00Z");
const SOURCE = "Larkspur gateway";

/**
 * Loads Larkspur Commerce through the verbs that every import takes; an organisation of its own, so that its figures are
 * never inside another's. Loaded already, it stays as it is; half loaded, it is made anew.
 */
export async function loadSample(ctx: Context): Promise<{ organisation: Organisation; loaded: boolean }> {
  authorise(ctx.actor, "organisation.write");
  return oneAtATime(ctx, async () => {
    const standing = await findSample(ctx);
    if (standing) {
      const sample = sampleContext({ ...ctx, organisation: standing });
      if (await isLoaded(sample)) {
        await admitAdmins(ctx, sample);
        return { organisation: standing, loaded: false };
      }
      await wipe(ctx, standing);
    }
    const sample = await createSample(ctx);
    await admitAdmins(ctx, sample);
    await importMonth(sample, drawCalls());
    await refreshFigures(sample);
    await playMigrations(sample);
    await playBatches(sample);
    await audit(ctx, "sample.loaded", sample.organisation.slug);
    return { organisation: sample.organisation, loaded: true };
  });
}

async function importMonth(sample: Context, calls: Call[]): Promise<void> {
  const file = await usageFile(calls);
  const { id } = await receiveImport(sample, {
    kind: "usage",
    format: "offpeak",
    filename: FILE,
    sourceName: SOURCE,
    capturedAt: CAPTURED,
    body: oneChunk(file),
    bytesTotal: file.byteLength,
  });
  const { status } = await importFile(sample, { importId: id });
  if (status !== "done") throw new Error(`the sample's own file was not imported: it is ${status}`);
}

async function* oneChunk(bytes: Uint8Array): AsyncIterable<Uint8Array> {
  yield bytes;
}
