import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import path from "node:path";
import { importFile } from "@/lib/stages/imports/import-file";
import { type ImportView, toView } from "@/lib/stages/imports/model/view";
import { readImport } from "@/lib/stages/imports/read-import";
import { receiveImport } from "@/lib/stages/imports/receive-import";
import { createOrganisation } from "@/lib/stages/people/create-organisation";
import { findOrganisation } from "@/lib/stages/people/find-organisation";
import type { Offpeak } from "@/lib/worker/join";

/** Imports one file into an organisation of its own, by the verbs that every door uses. */
export async function importAlone(offpeak: Offpeak, file: string, name: string): Promise<ImportView> {
  const home = await findOrganisation(offpeak.door, "default");
  const { slug } = await createOrganisation(offpeak.contextOf(home), { name });
  const ctx = offpeak.contextOf(await findOrganisation(offpeak.door, slug));
  const { id } = await receiveImport(ctx, {
    kind: "usage",
    format: "auto",
    filename: path.basename(file),
    body: createReadStream(file),
    bytesTotal: (await stat(file)).size,
  });
  await importFile(ctx, { importId: id });
  return toView(await readImport(ctx, { importId: id }));
}
