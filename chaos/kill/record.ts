import type { Provider } from "./plan";

/** What a simulator says that it did: nothing of ours stands in it. */
export type RemoteLine = {
  custom_id: string;
  status: "pending" | "succeeded" | "failed" | "expired" | "cancelled" | "refused";
  tokens: { input: number; cached: number; cacheWrite: number; output: number } | null;
  /** The same for two requests that ask the same. */
  request: string;
};
export type RemoteBatch = { id: string; state: string; lines: RemoteLine[] };
export type RemoteRecord = { batches: RemoteBatch[]; sync: { request: string }[]; failures: string[] };

export type Switch = { id: string; fired: number };

/** The strings behind the simulators, over HTTP. */
export class Control {
  constructor(private readonly url: string) {}

  async tell<T>(method: string, path: string, body?: unknown): Promise<T> {
    const response = await fetch(`${this.url}${path}`, {
      method,
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${path}: ${await response.text()}`);
    return response.json();
  }

  record(provider: Provider): Promise<RemoteRecord> {
    return this.tell("GET", `/record?provider=${provider}`);
  }

  async arm(fault: Record<string, unknown>): Promise<string> {
    const [added] = await this.tell<Switch[]>("POST", "/faults", { count: 1, ...fault });
    if (!added) throw new Error("the switch was not taken");
    return added.id;
  }

  async hasFired(id: string): Promise<boolean> {
    const { faults } = await this.tell<{ faults: Switch[] }>("GET", "/faults");
    return faults.some((fault) => fault.id === id && fault.fired > 0);
  }

  release(id: string): Promise<unknown> {
    return this.tell("DELETE", `/faults/${id}`);
  }

  releaseAll(): Promise<unknown> {
    return this.tell("DELETE", "/faults");
  }
}
