import { expect, test } from "vitest";
import { DOLLAR } from "@/lib/core/money";
import type { Board } from "@/lib/stages/migration/model/board";
import type { PilotNight } from "@/lib/stages/migration/model/night";
import type { MigrationRow } from "@/lib/stages/migration/model/row";
import type { QuestionRow } from "@/lib/stages/questions/model/question";
import { stepsOfTheWay } from "./way-steps";

const NOW = new Date("2025-12-02T16:42:00Z");
const usd = (dollars: number) => BigInt(dollars) * DOLLAR;

function row(label: string, dollars: number, more: Partial<MigrationRow> = {}): MigrationRow {
  return {
    ...{ key: `key of ${label}`, label, owner: "ann@example.com", ownerName: "Ann", team: null },
    ...{ costCenter: "CC-1", stage: "candidate", since: null, version: 0, sync: usd(dollars), batch: 0n },
    ...{ verdict: "good", reason: null, forecast: usd(dollars / 2), realised: null, confirmed: null },
    ...{ answer: null, question: null, longestWaitHours: null, policy: null, policyAt: null },
    ...{ askAgainAt: null, nights: [], regression: null },
    ...more,
  };
}

const board = (...rows: MigrationRow[]): Board => ({
  period: { from: "2025-11-01", to: "2025-11-30" },
  rules: { pilotLimit: 1, nights: 3, askAgainDays: 90 },
  rows,
  unnamed: null,
});
const night = (day: string, fallbackRequests = 0): PilotNight => ({
  ...{
    night: day,
    batchId: null,
    startedAt: NOW,
    readyAt: NOW,
    deadlineAt: NOW,
    requests: 10,
    accounted: 10,
  },
  ...{ retried: 0, fallbackRequests, fallbackCost: 0n, problems: [] },
});
const titles = (...rows: MigrationRow[]) => stepsOfTheWay(board(...rows), [], NOW).map(({ title }) => title);

test("owners of what fits well are asked, as far down as Spend shows its rows", () => {
  const [step] = stepsOfTheWay(
    board(
      row("a/big", 800),
      row("b/mid", 100, { owner: "ben@example.com" }),
      row("b/more", 80, { owner: "ben@example.com" }),
      row("c/tiny", 20),
      row("d/tiny", 20),
    ),
    [],
    NOW,
  );
  expect(step).toMatchObject({
    role: "manager",
    title: "Ask 2 owners",
    detail: "big, mid and more fit well",
    stake: usd(490),
    action: {
      href: "/questions/ask?endpoint=key+of+a%2Fbig&endpoint=key+of+b%2Fmid&endpoint=key+of+b%2Fmore",
    },
  });
});

test("nobody is asked about what has no owner, does not fit, or was asked already", () => {
  expect(
    titles(
      row("a", 10, { owner: null }),
      row("b", 10, { verdict: "stays-sync" }),
      row("c", 10, { stage: "migrated", since: NOW }),
    ),
  ).toEqual([]);
});

test("a pilot says its next night, and when it is over what to do with it", () => {
  const pilot = (...nights: PilotNight[]) => row("x/pilot", 10, { stage: "pilot", since: NOW, nights });
  const [step] = stepsOfTheWay(board(pilot(night("2025-12-01"), night("2025-12-02", 4))), [], NOW);
  expect(step).toMatchObject({
    title: "Start night 3 of 3 of the x/pilot pilot",
    detail: "2 nights passed, 4 fallbacks",
    action: { label: "Schedule", href: "/batches/new?endpoint=x%2Fpilot" },
  });
  expect(titles(pilot(night("2025-11-30"), night("2025-12-01"), night("2025-12-02")))).toEqual([
    "Move x/pilot to Migrated",
  ]);
});

test("an owner who has not answered is one step, with the days since and what hangs on it", () => {
  const asked = row("crm/scoring", 100, { stage: "asked", since: NOW });
  const question = {
    ...{ id: "q1", key: asked.key, endpoint: asked.label, status: "open", ownerName: "Daniel Kim" },
    askedAt: new Date("2025-11-28T09:00:00Z"),
    linkExpiresAt: new Date("2025-12-12T09:00:00Z"),
  } as QuestionRow;
  expect(stepsOfTheWay(board(asked), [question], NOW)).toMatchObject([
    {
      role: "owner",
      title: "Daniel Kim has not answered for crm/scoring",
      detail: "link expires on 12 Dec",
      stake: usd(50),
      age: "Asked 4 days ago",
    },
  ]);
});

test("a no is asked again when its time has come, all of them in one step", () => {
  const no = (label: string, day: string, verdict = "good") =>
    row(label, 10, { stage: "declined", since: NOW, askAgainAt: new Date(day), verdict });
  const live = no("d", "2025-11-01", "stays-sync");
  expect(titles(no("a", "2025-12-01"), no("b", "2025-11-01"), no("c", "2026-05-01"), live)).toEqual([
    "Ask again about 2 endpoints",
  ]);
});
