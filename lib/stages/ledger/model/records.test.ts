import { expect, test } from "vitest";
import { foldRecordDays, type RecordDay } from "./records";

const gateway = { id: 1, name: "litellm", format: "litellm", kind: "gateway" };
const usage = { id: 2, name: "openai-usage", format: "openai-usage", kind: "provider" };
const finding = { model: "gpt-5", tier: "sync", class: "output", provider: 0n, counted: 5n };

const day = (more: Partial<RecordDay>): RecordDay => ({
  provider: "openai",
  day: "2025-11-01",
  rule: "gateway",
  sources: [gateway],
  findings: [],
  ...more,
});

test("days in a row that one rule decided are one period, with all that did not add up", () => {
  const periods = foldRecordDays([
    day({ day: "2025-11-03", findings: [finding] }),
    day({ provider: "anthropic", day: "2025-11-03" }),
    day({ day: "2025-11-02", findings: [finding] }),
    day({ day: "2025-11-01", rule: "remainder", sources: [gateway, usage] }),
  ]);
  expect(
    periods.map(({ provider, from, to, rule, findings }) => [provider, from, to, rule, findings]),
  ).toEqual([
    ["anthropic", "2025-11-03", "2025-11-03", "gateway", 0],
    ["openai", "2025-11-02", "2025-11-03", "gateway", 2],
    ["openai", "2025-11-01", "2025-11-01", "remainder", 0],
  ]);
});

test("a day without usage, and another source, begin another period", () => {
  const periods = foldRecordDays([
    day({ day: "2025-11-05" }),
    day({ day: "2025-11-03" }),
    day({ day: "2025-11-02", sources: [usage] }),
  ]);
  expect(periods.map(({ from, to }) => `${from} ${to}`)).toEqual([
    "2025-11-05 2025-11-05",
    "2025-11-03 2025-11-03",
    "2025-11-02 2025-11-02",
  ]);
});
