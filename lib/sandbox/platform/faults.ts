import { z } from "zod";
import { shareOf } from "./chance";
import type { Collection } from "./collection";
import { type Provider, providers } from "./providers";

export const faultNames = [
  // What a caller meets instead of the answer.
  "drop-before-accept",
  "drop-after-accept",
  "server-error",
  "server-error-after-accept",
  "rate-limited",
  "overloaded",
  "unauthorized",
  "forbidden",
  "slow",
  "truncated-download",
  // Everything stands still at that point until the switch is taken away.
  "hold-before-accept",
  "hold-after-accept",
  "hold-download",
  // What happens to a batch.
  "not-found-after-create",
  "slow-finalizing",
  // What is wrong with a result file.
  "bom",
  "blank-line",
  "line-separator",
  "empty-body",
  "status-zero",
  "missing-line",
  "unknown-id",
  "duplicate-id",
  // What is wrong with the summary beside it.
  "missing-manifest",
  "wrong-manifest",
  // What happens to a webhook.
  "webhook-lost",
  "webhook-duplicate",
  "webhook-bad-signature",
] as const;

export type FaultName = (typeof faultNames)[number];

export const FaultSwitch = z.strictObject({
  name: z.enum(faultNames),
  /** Only for this provider, and only for this operation, such as `batches.create`. */
  provider: z.enum(providers).optional(),
  operation: z.string().optional(),
  probability: z.number().min(0).max(1).default(1),
  /** How often it may fire; null for ever. */
  count: z.number().int().positive().nullable().default(null),
  /** How many occasions pass before the first that counts. */
  skip: z.number().int().min(0).default(0),
  /** `rate-limited`, `overloaded`: the retry-after header. `not-found-after-create`, `slow-finalizing`: how long, in virtual time. */
  seconds: z.number().min(0).default(1),
  /** `slow`: real milliseconds. */
  milliseconds: z.number().min(0).default(1000),
  /**
   * `truncated-download`, `hold-download`: the share of the file that arrives; `clean` ends the answer as if it were
   * whole.
   */
  share: z.number().min(0).max(1).default(0.5),
  clean: z.boolean().default(false),
});
export type FaultSwitch = z.infer<typeof FaultSwitch>;

export type Fault = FaultSwitch & { id: string; occasions: number; fired: number };

export type Occasion = { provider: Provider; operation: string; about: string };
export type Firing = Occasion & { fault: string; name: FaultName; at: number };

export type Faults = {
  /** The switch that fires on this occasion, if one does. */
  fire(name: FaultName, occasion: Occasion): Fault | undefined;
  /** Whether such a switch exists at all: spares a hot loop the question. */
  isArmed(name: FaultName): boolean;
  add(fault: FaultSwitch): Fault;
  list(): Fault[];
  /** How often each name fired, also by switches that are gone. */
  totals(): Record<string, number>;
  recent(): Firing[];
  remove(id?: string): void;
  /** Resolves once that switch is gone. */
  gone(id: string): Promise<void>;
  /** Also forgets what fired. */
  reset(): void;
};

type Store = { switches: Collection<Fault>; totals: Collection<{ id: string; fired: number }> };

export function createFaults(
  options: { seed: string; now: () => number; nextId: () => string } & Store,
): Faults {
  const { seed, now, nextId, switches, totals } = options;
  const recent: Firing[] = [];
  const waiting = new Map<string, (() => void)[]>();

  function drop(id: string): void {
    void switches.remove(id);
    for (const go of waiting.get(id) ?? []) go();
    waiting.delete(id);
  }

  function fires(fault: Fault, occasion: Occasion): boolean {
    if (fault.provider && fault.provider !== occasion.provider) return false;
    if (fault.operation && fault.operation !== occasion.operation) return false;
    if (fault.count !== null && fault.fired >= fault.count) return false;
    fault.occasions += 1;
    if (fault.occasions <= fault.skip) return false;
    return shareOf(seed, `${fault.id}:${fault.occasions}`) < fault.probability;
  }

  return {
    fire(name, occasion) {
      for (const fault of switches.all()) {
        if (fault.name !== name || !fires(fault, occasion)) continue;
        fault.fired += 1;
        void switches.put(fault);
        void totals.put({ id: name, fired: (totals.get(name)?.fired ?? 0) + 1 });
        recent.push({ ...occasion, fault: fault.id, name, at: now() });
        if (recent.length > 1000) recent.shift();
        return fault;
      }
      return undefined;
    },
    isArmed: (name) => [...switches.all()].some((fault) => fault.name === name),
    add(fault) {
      const added = { ...fault, id: nextId(), occasions: 0, fired: 0 };
      void switches.put(added);
      return added;
    },
    list: () => [...switches.all()],
    totals: () => Object.fromEntries([...totals.all()].map((total) => [total.id, total.fired])),
    recent: () => recent,
    remove(id) {
      for (const fault of [...switches.all()]) if (id === undefined || fault.id === id) drop(fault.id);
    },
    gone: (id) =>
      new Promise((resolve) => {
        if (switches.get(id)) waiting.set(id, [...(waiting.get(id) ?? []), resolve]);
        else resolve();
      }),
    reset() {
      for (const fault of [...switches.all()]) drop(fault.id);
      for (const total of [...totals.all()]) void totals.remove(total.id);
      recent.length = 0;
    },
  };
}
