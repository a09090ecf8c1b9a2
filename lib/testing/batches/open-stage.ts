import { type RunningSandbox, startSandbox } from "@/lib/sandbox/start";
import { openCatalogue } from "@/lib/stages/prices/catalogue";
import { type TestContext, testContext } from "../context";
import { BatchStage, TestClock } from "./batch-stage";

export type OpenStage = {
  ctx: TestContext;
  stage: BatchStage;
  sandbox: RunningSandbox;
  /** No batch is left, here and at the simulators, and no connection rests. */
  clear(): Promise<void>;
  close(): Promise<void>;
};

/** Simulators and an organisation with a connection to each, on one clock that stands still until a test moves it. */
export async function openStage(
  seed: string,
  settings: NonNullable<Parameters<typeof startSandbox>[0]>["settings"] = {},
): Promise<OpenStage> {
  const clock = new TestClock();
  const sandbox = await startSandbox({ speed: 0, seed, startAt: clock.now(), settings });
  const ctx = await testContext({
    catalogue: openCatalogue(),
    now: clock.now,
    installation: { pollSeconds: 1 },
  });
  return {
    ...{ ctx, sandbox, stage: await BatchStage.open(ctx, clock, sandbox.urls) },
    clear: async () => {
      await sandbox.control.reset();
      await ctx.db.batch.deleteMany();
      await ctx.db.connection.updateMany({ data: { pausedUntil: null } });
    },
    close: async () => {
      await ctx.close();
      await sandbox.stop();
    },
  };
}
