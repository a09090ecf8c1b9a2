import type { Submission } from "@/lib/core/provider";
import type { BedrockSettings } from "./settings";

// Everything that a job bears follows from the submission's key, so that a crash changes none of it.

export const jobNameOf = (key: string): string => `offpeak-${key}`;
/** It must end with a letter or a digit, whatever the key ends with. */
export const tokenOf = (key: string): string => `offpeak-${key}-create`;

const folderOf = ({ prefix }: BedrockSettings, key: string) => `${prefix ? `${prefix}/` : ""}offpeak/${key}`;

export const inputKeyOf = (settings: BedrockSettings, key: string): string =>
  `${folderOf(settings, key)}/input.jsonl`;

export function urisOf(settings: BedrockSettings, key: string): { input: string; output: string } {
  const { bucket } = settings;
  return {
    input: `s3://${bucket}/${inputKeyOf(settings, key)}`,
    output: `s3://${bucket}/${folderOf(settings, key)}/output/`,
  };
}

/** All that the rights of caller and job role must cover. */
export const everythingOf = ({ bucket, prefix }: BedrockSettings): string =>
  `arn:aws:s3:::${bucket}/${prefix ? `${prefix}/` : ""}offpeak/*`;

/** A bucket and what comes after it. */
export function placeOf(s3Uri: string): { bucket: string; key: string } {
  const [, bucket = "", key = ""] = /^s3:\/\/([^/]+)\/?(.*)$/.exec(s3Uri) ?? [];
  return { bucket, key };
}

/** Where a job's results lie: its own folder below the place that it was given. */
export function outputOf(jobArn: string, s3Uri: string): { bucket: string; prefix: string } {
  const { bucket, key } = placeOf(s3Uri);
  const folder = key === "" || key.endsWith("/") ? key : `${key}/`;
  return { bucket, prefix: `${folder}${jobArn.split("/").at(-1) ?? ""}/` };
}

const HOUR_MS = 3_600_000;
const [SHORTEST, LONGEST] = [24, 168];

/** The shortest time-out that holds the deadline. */
export function timeoutHours(deadline: Date, now: Date): number {
  const hours = Math.ceil((deadline.getTime() - now.getTime()) / HOUR_MS);
  return Math.min(LONGEST, Math.max(SHORTEST, hours));
}

type Tag = { key: string; value: string };

/** Labels as tags. Bills write their keys without signs, so they have none: `costcenter` comes back as `user_costcenter`. */
export function tagsOf(labels: Submission["labels"]): Tag[] {
  const tags = new Map<string, string>();
  for (const [name, text] of Object.entries(labels)) {
    const key = name.replace(/[^a-zA-Z0-9]/g, "").slice(0, 128);
    const value = plain(text).slice(0, 256).trim();
    if (key !== "" && value !== "" && !tags.has(key)) tags.set(key, value);
  }
  return [...tags].slice(0, 50).map(([key, value]) => ({ key, value }));
}

/** In the letters that a tag may have; accents go, the rest becomes a hyphen. */
function plain(text: string): string {
  return text
    .normalize("NFKD")
    .replace(/\p{Mark}/gu, "")
    .replace(/[^a-zA-Z0-9\s._:/=+@-]/gu, "-");
}
