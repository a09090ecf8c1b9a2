import { afterEach, beforeEach } from "vitest";
import type { BatchProvider } from "@/lib/core/provider";
import type { ProviderFixture } from "./fixture";
import { type Change, type GoBetween, startProxy } from "./proxy";
import { openStage, type Stage } from "./stage";

export type Wire = {
  stage(): Stage;
  /** The same provider with something between it and its simulators. */
  behind(change?: Change): Promise<{ proxy: GoBetween; provider: BatchProvider }>;
  /** Another server that would answer just as well, and must not be asked. */
  trap(): Promise<GoBetween>;
};

/** Simulators for each test of a file, and proxies before them. */
export function withWire(fixture: ProviderFixture): Wire {
  let open: Stage | null = null;
  const proxies: GoBetween[] = [];
  const stage = (): Stage => {
    if (!open) throw new Error("no simulators are running");
    return open;
  };
  const start = async (change?: Change) => {
    const proxy = await startProxy(stage().simulators.address, change);
    proxies.push(proxy);
    return proxy;
  };
  beforeEach(async () => {
    open = await openStage(fixture);
  });
  afterEach(async () => {
    await open?.close();
    open = null;
    for (const proxy of proxies.splice(0)) await proxy.stop();
  });
  return {
    stage,
    async behind(change) {
      const proxy = await start(change);
      return {
        proxy,
        provider: fixture.definition.open(stage().simulators.connection({ address: proxy.url })),
      };
    },
    trap: () => start(),
  };
}
