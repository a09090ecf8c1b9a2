import { type Picodollars, parseDollars } from "@/lib/core/money";
import type { Context } from "@/lib/platform/context";
import { placeBatch } from "@/lib/stages/batches/placing/place-batch";
import type { PlacedBatch, PlacedFailure, PlacedPart } from "@/lib/stages/batches/placing/placed-batch";
import { createConnection } from "@/lib/stages/connections/create-connection";
import { CreateConnection } from "@/lib/stages/connections/model/connection";
import { removeConnection } from "@/lib/stages/connections/remove-connection";
import { findEndpoint } from "@/lib/stages/ledger/find-endpoint";
import { BATCHES, type Told } from "./larkspur/batches";
import { PEOPLE } from "./larkspur/people";

const HOUR = 3_600_000;
const MINUTE = 60_000;
const WINDOW_HOURS = 24;
const KEPT_DAYS = 30;
const CONNECTION_NAME = "Larkspur production";
const PATHS = { openai: "/v1/chat/completions", anthropic: "/v1/messages" } as const;
const KEYS = { openai: "sk-larkspur-of-the-sample", anthropic: "sk-ant-larkspur-of-the-sample" } as const;
const RAW = {
  openai: { running: "in_progress", completed: "completed" },
  anthropic: { running: "in_progress", completed: "ended" },
} as const;

type Provider = Told["provider"];

/** The batches of the story, told from the moment at which it is loaded. A provider that is not here has none. */
export async function playBatches(sample: Context): Promise<void> {
  const connections = new Map<Provider, string>();
  for (const provider of ["openai", "anthropic"] as const)
    if (sample.providers.get(provider)) connections.set(provider, await formerConnection(sample, provider));
  for (const told of BATCHES) {
    const connectionId = connections.get(told.provider);
    const { id: endpointId } = await findEndpoint(sample, told.endpoint);
    if (connectionId) await placeBatch(sample, placed(told, { now: sample.now(), connectionId, endpointId }));
  }
}

/** Removed at once: the sample must never speak to a real provider, and its batches still name what they ran through. */
async function formerConnection(sample: Context, provider: Provider): Promise<string> {
  const form = { provider, name: CONNECTION_NAME, credentials: { apiKey: KEYS[provider] }, settings: {} };
  const { id } = await createConnection(sample, CreateConnection.parse(form));
  await removeConnection(sample, { id });
  return id;
}

type Place = { now: Date; connectionId: string; endpointId: number };

function placed(told: Told, { now, connectionId, endpointId }: Place): PlacedBatch {
  const { id, provider, model, costCenter, team, state, requests, idPrefix, tokens } = told;
  const begins = new Date(now.getTime() - told.startedAgo * HOUR);
  const isBegun = told.startedAgo > 0;
  const endedAt = told.took === undefined ? null : later(begins, told.took * HOUR);
  const createdAt = isBegun ? later(begins, -7 * MINUTE) : later(now, -2 * HOUR);
  return {
    ...{ id, endpointId, costCenter, team, provider, connectionId, model, state, requests, idPrefix, tokens },
    label: told.label ?? null,
    path: PATHS[provider],
    filename: told.file,
    createdBy: personOf(told.by),
    createdAt,
    startedAt: isBegun ? begins : null,
    deadlineAt: later(begins, WINDOW_HOURS * HOUR),
    endedAt,
    filesUntil: later(now, KEPT_DAYS * 24 * HOUR),
    cost: costOf(told),
    runAsSync: told.runAsSync
      ? {
          requests: told.expired ?? 0,
          at: later(begins, told.runAsSync.after * HOUR),
          cost: dollars(told.runAsSync.dollars),
        }
      : null,
    parts: isBegun ? partsOf(told, begins) : [],
    events: eventsOf(told, { createdAt, begins, endedAt }),
  };
}

function costOf({ estimate, settled }: Told): PlacedBatch["cost"] {
  return {
    estimate: dollars(estimate[0]),
    sync: dollars(estimate[1]),
    settled: settled ? dollars(settled[0]) : null,
    settledSync: settled ? dollars(settled[1]) : null,
  };
}

function partsOf(told: Told, begins: Date): PlacedPart[] {
  const { parts = [], failures = [], expired = 0, requests, bytes, provider, id } = told;
  return parts.map((part, index) => {
    const failed = failures.reduce((sum, { count }) => sum + count, 0);
    const isOver = part.took !== undefined;
    return {
      state: isOver ? "completed" : "running",
      rawState: RAW[provider][isOver ? "completed" : "running"],
      requests: part.requests,
      bytes: Math.round((bytes * part.requests) / requests),
      remoteId: `${provider === "openai" ? "batch" : "msgbatch"}_larkspur${id.slice(4)}${index + 1}`,
      submittedAt: later(begins, -MINUTE),
      expiresAt: later(begins, WINDOW_HOURS * HOUR),
      counts: countsOf(part, { failed, expired }),
      ended:
        part.took === undefined
          ? null
          : { at: later(begins, part.took * HOUR), failures: [...failures], expired },
    };
  });
}

type Lost = { failed: number; expired: number };

function countsOf({ requests, counts, took }: NonNullable<Told["parts"]>[number], { failed, expired }: Lost) {
  if (counts) return { total: requests, ...counts, expired: null, cancelled: null };
  if (took === undefined) return null;
  return { total: requests, succeeded: requests - failed - expired, failed, expired, cancelled: 0 };
}

type Times = { createdAt: Date; begins: Date; endedAt: Date | null };

function eventsOf(told: Told, { createdAt, begins, endedAt }: Times): PlacedBatch["events"] {
  const person = personOf(told.by).name;
  const parts = partsOf(told, begins);
  const events: PlacedBatch["events"] = [];
  if (told.startedAgo <= 0) return events;
  events.push({ at: later(createdAt, MINUTE), event: "batch.started", detail: { by: person } });
  for (const [index, part] of parts.entries()) {
    const which = { part: index + 1, parts: parts.length };
    const { requests, bytes } = part;
    events.push({
      at: later(begins, -2 * MINUTE),
      event: "part.submitting",
      detail: { ...which, requests, bytes },
    });
    events.push({
      at: later(begins, -MINUTE),
      event: "part.accepted",
      detail: { ...which, remote: part.remoteId },
    });
    events.push({ at: begins, event: "part.running", detail: which });
    if (!part.ended) continue;
    const failed = failedOf(part.ended.failures);
    const succeeded = requests - failed - part.ended.expired;
    events.push({ at: part.ended.at, event: "part.completed", detail: { ...which, succeeded, requests } });
  }
  if (told.runAsSync && endedAt) {
    const detail = { requests: told.expired ?? 0 };
    events.push({ at: later(endedAt, -19 * MINUTE), event: "rest.begun", detail });
    events.push({ at: endedAt, event: "rest.done", detail });
  }
  if (endedAt) {
    const succeeded = told.requests - failedOf(told.failures ?? []);
    events.push({ at: endedAt, event: "batch.completed", detail: { total: told.requests, succeeded } });
  }
  return events.sort((a, b) => a.at.getTime() - b.at.getTime());
}

const failedOf = (failures: readonly PlacedFailure[]) => failures.reduce((sum, { count }) => sum + count, 0);
const later = (at: Date, ms: number) => new Date(at.getTime() + ms);

function dollars(text: string): Picodollars {
  const value = parseDollars(text);
  if (value === null) throw new Error(`${text} is no amount`);
  return value;
}

function personOf(mailbox: string): { email: string; name: string } {
  const person = PEOPLE.find(({ email }) => email.startsWith(`${mailbox}@`));
  if (!person) throw new Error(`${mailbox} is nobody of the sample`);
  return { email: person.email, name: person.name };
}
