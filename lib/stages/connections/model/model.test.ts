import { expect, test } from "vitest";
import type { ConnectionLimits, LimitField } from "@/lib/core/provider";
import { CreateConnection } from "./connection";
import { LimitChanges, limitOf, strangers, withChanges } from "./limits";
import { limitText, numberText, presetOf, readLimits } from "./limits-form";
import { maskOf } from "./mask";
import { hide, withoutSecrets } from "./report";

test.each([
  ["sk-admin-0123456789abcdefc91f", "sk-admin-…c91f"],
  ["sk-ant-admin01-0123456789abcdef7Qe-", "sk-ant-admin01-…7Qe-"],
  ["sk-proj-0123456789abcdefWXYZ", "sk-proj-…WXYZ"],
  ["whsec_0123456789abcdefWXYZ", "whsec_…WXYZ"],
  ["AKIAIOSFODNN7EXAMPLE", "…MPLE"],
  ["sk-sandbox", "••••••••"],
  ["hunter2", "••••••••"],
  ["", "••••••••"],
  ["0123456789abcdef", "…cdef"],
  ["0123456789abcde", "••••••••"],
  ["abc-def-ghi-jklmnopqrst", "••••••••"],
  ['{"type":"service_account","private_key":"secret"}', "••••••••"],
  ["line one\nline two of a private key", "••••••••"],
])("%s is shown as %s", (secret, mask) => expect(maskOf(secret)).toBe(mask));

test("a mask never tells more than four letters of what is random, and hides twelve", () => {
  for (const prefix of ["", "sk-", "sk-ant-api03-", "a-b-c-"])
    for (let length = 0; length < 60; length++) {
      const secret = prefix + "x1Y2z3".repeat(10).slice(0, length);
      const shown = maskOf(secret).replace("…", "");
      if (shown.startsWith("•")) continue;
      expect(secret.length - shown.length).toBeGreaterThanOrEqual(12);
      expect(secret.startsWith(shown.slice(0, -4)) && secret.endsWith(shown.slice(-4))).toBe(true);
    }
});

const tokens: LimitField = {
  name: "enqueuedTokens",
  label: "Enqueued input tokens",
  byModel: true,
  presets: [{ label: "Tier 2", values: { "gpt-5-mini*": 20_000_000, "*": 1_350_000 } }],
  source: null,
};
const pace: LimitField = {
  name: "requestsPerMinute",
  label: "Requests a minute",
  byModel: false,
  presets: [],
  source: null,
};

test("limits are written one model a line, or chosen as published", () => {
  const text = "gpt-5-mini* 20M\n gpt-4o: 90,000\n\n1.35M\n";
  expect(
    readLimits({ enqueuedTokens: { preset: "", text }, requestsPerMinute: { preset: "", text: "60" } }, [
      tokens,
      pace,
    ]),
  ).toEqual({
    ok: true,
    limits: {
      enqueuedTokens: { "gpt-5-mini*": 20_000_000, "gpt-4o": 90_000, "*": 1_350_000 },
      requestsPerMinute: 60,
    },
  });
  const chosen = readLimits({ enqueuedTokens: { preset: "Tier 2", text } }, [tokens, pace]);
  expect(chosen).toEqual({
    ok: true,
    limits: { enqueuedTokens: { "gpt-5-mini*": 20_000_000, "*": 1_350_000 }, requestsPerMinute: null },
  });
});

test.each(["gpt-4o", "gpt-4o many", "gpt-4o -5", "gpt-4o 0", "gpt-4o 0.2", "gpt-4o 9e99"])(
  "“%s” is no limit",
  (text) =>
    expect(readLimits({ enqueuedTokens: { preset: "", text } }, [tokens])).toEqual({
      ok: false,
      fields: { "limits.enqueuedTokens.text": expect.stringContaining("use a model and a number") },
    }),
);

test("a plain limit takes no model", () => {
  expect(readLimits({ requestsPerMinute: { preset: "", text: "gpt-4o 60" } }, [pace]).ok).toBe(false);
});

test("what was saved is shown as it was written, and known as what is published", () => {
  const limits: ConnectionLimits = { enqueuedTokens: { "gpt-5-mini*": 20_000_000, "*": 1_350_000 } };
  expect(limitText(limits, tokens)).toBe("gpt-5-mini* 20M\n1.35M");
  expect(presetOf(limits, tokens)).toBe("Tier 2");
  expect(presetOf({ enqueuedTokens: { "*": 1 } }, tokens)).toBeNull();
  expect(presetOf({}, tokens)).toBeNull();
  expect([90_000, 1_234_567, 15e9, 7].map(numberText)).toEqual(["90K", "1234567", "15B", "7"]);
});

test("a model's own limit wins, then the longest pattern", () => {
  const numbers = { "*": 1, "gpt-5*": 2, "gpt-5-mini*": 3, "gpt-5-mini-2025": 4 };
  expect(
    ["gpt-5-mini-2025", "gpt-5-mini-x", "GPT-5.6", "claude", null].map((model) => limitOf(numbers, model)),
  ).toEqual([4, 3, 2, 1, 1]);
  expect([limitOf({ "gpt-5*": 2 }, "claude"), limitOf(undefined, "claude")]).toEqual([null, null]);
});

test("limits change one by one; strange ones are named", () => {
  const limits = { requestsPerMinute: 60, enqueuedTokens: { "*": 5 } };
  expect(withChanges(limits, { requestsPerMinute: null })).toEqual({ enqueuedTokens: { "*": 5 } });
  expect(withChanges(limits, { enqueuedTokens: {} })).toEqual({ requestsPerMinute: 60 });
  expect(withChanges(limits, { requestsPerMinute: undefined })).toEqual(limits);
  expect(Object.keys(strangers({ minRequests: { "*": 1 } }, [tokens, pace]))).toEqual(["limits.minRequests"]);
  for (const wrong of [
    { requestsPerMinute: 0 },
    { enqueuedTokens: { "a b": 1 } },
    { enqueuedTokens: { "*a*b*c*": 1 } },
    { speed: 1 },
  ])
    expect(LimitChanges.safeParse(wrong).success).toBe(false);
});

test("a report is without keys; whether it works is the provider's word", () => {
  const secret = "sk-live-0123456789abcdef";
  const report = withoutSecrets(
    { ok: true, checks: [{ name: "Batches", ok: false, message: `no ${secret}`, missing: secret }] },
    [secret, "ab"],
  );
  expect(report).toEqual({
    ok: true,
    checks: [{ name: "Batches", ok: false, message: "no [key]", missing: "[key]" }],
  });
  expect(hide("-----KEYLINE----- and ab", ["first line\n-----KEYLINE-----\n", "ab"])).toBe("[key] and ab");
});

test("a credential may come as the JSON it is, and nothing is nothing", () => {
  const { credentials, costCenter } = CreateConnection.parse({
    provider: "vertex",
    name: "A",
    costCenter: "",
    credentials: { serviceAccount: { client_email: "a@b" }, accessToken: null },
  });
  expect(credentials).toEqual({ serviceAccount: '{"client_email":"a@b"}', accessToken: null });
  expect(costCenter).toBeNull();
  expect(
    CreateConnection.safeParse({ provider: "vertex", name: "A", credentials: { key: "x".repeat(20_001) } })
      .success,
  ).toBe(false);
});
