import { z } from "zod";
import type { ConnectionReport } from "@/lib/core/provider";

export const TEST_SECONDS = 15;

export const Report = z.object({
  ok: z.boolean(),
  checks: z.array(
    z.object({
      name: z.string(),
      ok: z.boolean(),
      message: z.string().nullable(),
      missing: z.string().nullable(),
    }),
  ),
});

/** A test that found nothing out, because the provider was not reached or answered nothing of use. */
export function failedReport(message: string): ConnectionReport {
  return { ok: false, checks: [{ name: "Reach the provider", ok: false, message, missing: null }] };
}

const LONGEST = 1000;
const SHORTEST_SECRET = 6;

/**
 * A report without our keys in it. Providers quote the key that they refuse, and so do headers that a key does not fit
 * into; adapters leave that out, and this makes sure.
 */
export function withoutSecrets(report: ConnectionReport, secrets: string[]): ConnectionReport {
  const clean = (text: string | null) => text && hide(text, secrets).slice(0, LONGEST);
  return {
    ok: report.ok,
    checks: report.checks.map((check) => ({
      name: hide(check.name, secrets).slice(0, 100),
      ok: check.ok,
      message: clean(check.message),
      missing: clean(check.missing),
    })),
  };
}

export function hide(text: string, secrets: string[]): string {
  return secrets
    .flatMap((secret) => [secret, ...secret.split("\n")])
    .map((secret) => secret.trim())
    .filter((secret) => secret.length >= SHORTEST_SECRET)
    .reduce((hidden, secret) => hidden.replaceAll(secret, "[key]"), text);
}

/** What a failed test means, in one line: for lists and the audit. */
export function failureWords({ checks }: ConnectionReport): string {
  const failed = checks.filter(({ ok }) => !ok);
  return failed.map(({ name, missing }) => (missing ? `${name}: ${missing}` : name)).join(", ");
}
