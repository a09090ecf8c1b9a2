import { expect, test } from "vitest";
import { testContext } from "@/lib/testing/context";
import { beat, endBeat, readBeat } from "./heartbeat";

test("a worker is down before its first beat, ok after it, stale after half a minute of silence", async () => {
  const ctx = await testContext();
  const later = (seconds: number) => ({ ...ctx, now: () => new Date(ctx.now().getTime() + seconds * 1000) });
  try {
    expect(await readBeat(ctx)).toBe("down");
    await beat(ctx, "one");
    expect(await readBeat(later(29))).toBe("ok");
    expect(await readBeat(later(31))).toBe("stale");
    await beat(later(25), "two");
    expect(await readBeat(later(31))).toBe("ok");
    await endBeat(later(31), "two");
    expect(await readBeat(later(31))).toBe("stale");
    await endBeat(later(31), "one");
    expect(await readBeat(later(31))).toBe("down");
  } finally {
    await ctx.close();
  }
});
