import { z } from "zod";
import { formatDollars, type Picodollars, parseDollars } from "@/lib/core/money";

export const LATE = ["sync", "wait"] as const;
export type Late = (typeof LATE)[number];
export const LATE_WORDS: Record<Late, string> = {
  sync: "Finish with normal calls",
  wait: "Wait for the batch",
};
export const MOST_RETRIES = 3;
export const RETRY_WORDS = [
  "Sync at once",
  "Retry once, then sync",
  "Retry twice, then sync",
  "Retry 3 times, then sync",
];

/** What happens when a batch is late: nobody is left without a result. */
export type Policy = {
  /** `05:00` UTC, or `20h` after it was sent. */
  deadline: string;
  late: Late;
  /** What late calls may cost as sync per night; null: no cap. */
  capPerNight: Picodollars | null;
  retries: number;
};

const CLOCK = /^([01]\d|2[0-3]):[0-5]\d$/;
const HOURS = /^(\d{1,2})h$/;

export const Deadline = z
  .string()
  .trim()
  .refine(
    (text) => CLOCK.test(text) || isWait(text),
    "Use a time such as 05:00, or a wait such as 20h (1 to 24).",
  );

function isWait(text: string): boolean {
  const hours = waitHours(text);
  return hours !== null && hours >= 1 && hours <= 24;
}

/** Of `20h`: 20. Null for a time of day. */
export function waitHours(deadline: string): number | null {
  const match = HOURS.exec(deadline);
  return match ? Number(match[1]) : null;
}

const Cap = z
  .string()
  .trim()
  .transform((text) => text.replace(/^\$/, "").replaceAll(",", ""))
  .refine(
    (text) => text === "" || (parseDollars(text) ?? -1n) >= 0n,
    "Use dollars, such as 200. Empty means no cap.",
  )
  .refine((text) => text === "" || (parseDollars(text) ?? 0n) <= 10n ** 18n, "Use at most $1,000,000.")
  .transform((text) => (text === "" ? null : parseDollars(text)));

export const SaveFallbackPolicy = z.object({
  key: z.string().min(1).max(500),
  deadline: Deadline,
  late: z.enum(LATE),
  capPerNight: Cap.default(null),
  retries: z.coerce.number().int().min(0).max(MOST_RETRIES, `Use at most ${MOST_RETRIES}.`),
});
export type SaveFallbackPolicy = z.infer<typeof SaveFallbackPolicy>;

/** `Sync at 05:00`, `Sync after 20 h`, `Wait, no fallback` */
export function policyWords(policy: Policy | null): string {
  if (!policy) return "–";
  if (policy.late === "wait") return "Wait, no fallback";
  const hours = waitHours(policy.deadline);
  return hours === null ? `Sync at ${policy.deadline}` : `Sync after ${hours} h`;
}

/** How the deadline reads in a list of choices. */
export function deadlineWords(deadline: string): string {
  const hours = waitHours(deadline);
  return hours === null ? deadline : `${hours} h after it was sent`;
}

export function capWords(policy: Policy): string {
  return policy.capPerNight === null ? "No cap" : formatDollars(policy.capPerNight);
}
