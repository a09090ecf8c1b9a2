"use server";
import { setTimeout as sleep } from "node:timers/promises";
import { redirect } from "next/navigation";
import { pageContext } from "@/app/_server/context";
import { rememberOrganisation } from "@/app/_server/session";
import { removeSample } from "@/lib/sample/remove-sample";
import { requestSample } from "@/lib/sample/request-sample";
import { isAdmitted, readSampleState } from "@/lib/sample/sample-state";

const LOAD_MS = 45_000;
const LOOK_MS = 300;

/** The worker loads it; the answer waits for it, so that the press leads into the sample with or without scripts. */
export async function loadSampleAction(): Promise<void> {
  const ctx = await pageContext();
  await requestSample(ctx);
  for (let waited = 0; waited < LOAD_MS; waited += LOOK_MS) {
    const state = await readSampleState(ctx);
    if (state.kind === "ready" && (await isAdmitted(ctx, state.organisation))) {
      await rememberOrganisation(state.organisation.slug);
      redirect("/");
    }
    await sleep(LOOK_MS);
  }
  redirect("/?sample=loading");
}

/** Back to an organisation of one's own: the cookie names one that is gone. */
export async function removeSampleAction(): Promise<void> {
  await removeSample(await pageContext());
  redirect("/");
}
