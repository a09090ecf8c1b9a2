import { expect, test } from "vitest";
import type { Connection } from "@/lib/stages/connections/model/connection";
import type { FormPlan } from "@/lib/stages/connections/model/plan";
import { rowView } from "./row-view";
import { agoWords, periodWords } from "./words";

const now = new Date("2025-12-02T16:42:00Z");
const connection: Connection = {
  id: "c1",
  provider: "acme",
  name: "Main",
  costCenter: null,
  settings: {},
  masks: { apiKey: "ac-…c91f", adminKey: "ac-admin-…a7Qe" },
  limits: {},
  createdBy: "sam@larkspur.example",
  createdAt: now,
  changedAt: now,
  test: null,
  pausedUntil: null,
  isLocked: false,
};
const plan: FormPlan = {
  id: "acme",
  label: "Acme",
  fields: ["apiKey", "adminKey"].map((name) => ({
    name,
    label: name === "apiKey" ? "API key" : "Admin key",
    in: "credentials",
    secret: true,
    required: false,
    hint: null,
    placeholder: null,
    advanced: false,
  })),
  limitFields: [],
  rights: [{ title: "Key", language: "text", text: "batches: write", source: "https://acme.example" }],
};
const view = (change: Partial<Connection>) =>
  rowView({ ...connection, ...change }, { plan, now, dollars: null, setback: null });
const check = { name: "Batches", ok: true, message: null, missing: null };

test("a row says how it is reached, what it gives and what stands in the way", () => {
  expect(view({})).toMatchObject({
    access: "API key, admin key",
    gives: "–",
    state: "untested",
    tested: null,
    troubles: [],
  });
  expect(view({ masks: {} }).access).toBe("Identity of this machine");
  const works = {
    at: new Date("2025-12-02T16:40:00Z"),
    report: { ok: true, checks: [check, { ...check, name: "Usage" }] },
  };
  expect(view({ test: works })).toMatchObject({
    gives: "Batches, usage",
    state: "works",
    tested: "2 min ago",
    troubles: [],
  });
  const failed = { ...check, ok: false, name: "Files", message: "Acme refused.", missing: "files: write" };
  expect(view({ test: { at: now, report: { ok: false, checks: [check, failed] } } })).toMatchObject({
    gives: "Batches",
    state: "failed",
    tested: "now",
    troubles: [{ what: "Acme refused.", missing: "files: write" }],
    policy: "batches: write",
  });
  expect(view({ isLocked: true, test: works })).toMatchObject({
    state: "locked",
    troubles: [{ what: expect.stringContaining("enter the key again") }],
  });
});

test("a pause is told while it lasts", () => {
  expect(view({ pausedUntil: new Date("2025-12-02T16:50:00Z") }).paused).toBe(
    "asked to wait until 16:50 UTC",
  );
  expect(view({ pausedUntil: new Date("2025-12-02T16:40:00Z") }).paused).toBeNull();
});

test("time and period in words", () => {
  const ago = (text: string) => agoWords(new Date(text), now);
  expect(
    ["2025-12-02T16:41:30Z", "2025-12-02T13:00:00Z", "2025-12-01T16:00:00Z", "2025-11-30T00:00:00Z"].map(ago),
  ).toEqual(["now", "3 h ago", "1 day ago", "2 days ago"]);
  expect(periodWords({ from: "2025-11-01", to: "2025-11-30" })).toBe("November");
  expect(periodWords({ from: "2025-11-02", to: "2025-12-01" })).toBe("2 Nov – 1 Dec 2025");
});
