import type { Provider } from "@/lib/sandbox/platform/providers";
import type { World } from "@/lib/sandbox/platform/world";
import { requestHash, type Tokens } from "./tokens";

export type SyncCall = {
  id: string;
  provider: Provider;
  at: string;
  operation: string;
  model: string;
  tier: string;
  request: string;
  tokens: Tokens;
  billed: string;
};

/** Every synchronous call that was answered and billed. */
export type SyncLog = {
  add(call: Omit<SyncCall, "at" | "request"> & { at: number; body: unknown }): Promise<void>;
  of(provider: Provider): SyncCall[];
  clear(): void;
};

export function createSyncLog(world: World): SyncLog {
  const calls = world.collection<SyncCall>("sync-calls");
  return {
    add: ({ body, at, ...call }) =>
      calls.put({ ...call, at: new Date(at).toISOString(), request: requestHash(body) }),
    of: (provider) => [...calls.all()].filter((call) => call.provider === provider),
    clear() {
      for (const call of [...calls.all()]) void calls.remove(call.id);
    },
  };
}
