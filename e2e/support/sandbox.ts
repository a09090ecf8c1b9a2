import { readFileSync } from "node:fs";
import path from "node:path";
import { expect } from "@playwright/test";

export type Simulators = Record<"openai" | "anthropic" | "control", string> &
  Record<"bedrock" | "bedrockRuntime" | "s3" | "vertex" | "gcs" | "bigquery", string>;

type Announcement = {
  urls: Simulators;
  connections: { provider: string; credentials: Record<string, string>; settings: Record<string, string> }[];
};

/** What npm start says of its simulators: where they are, and how each is reached. */
export function simulators(): Announcement {
  const file = path.join(process.env.OFFPEAK_DATA_DIR ?? "", "sandbox.json");
  return JSON.parse(readFileSync(file, "utf8"));
}

/** Pulls a string behind the stage: `/config`, `/batches/ID/finish`. */
export async function tell(what: string, body: unknown = {}): Promise<void> {
  const answer = await fetch(`${simulators().urls.control}${what}`, {
    method: "POST",
    body: JSON.stringify(body),
  });
  expect(answer.status, `${what}: ${await answer.text()}`).toBe(200);
}
