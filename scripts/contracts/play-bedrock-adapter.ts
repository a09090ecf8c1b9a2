import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { bedrock } from "@/lib/adapters/providers/bedrock/index";
import type { Submission } from "@/lib/core/provider";
import type { RunningSandbox } from "@/lib/sandbox/start";

const { signal } = new AbortController();

/** Plays the same life through our own adapter, so that what it sends and what it is told are held against the contract too. */
export async function playBedrockAdapter({ urls, control }: RunningSandbox): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "offpeak-contracts-"));
  control.world.changeSettings({ bedrock: { minRecords: { default: 1 }, scheduledSeconds: 10 } });
  const provider = bedrock.open({
    credentials: { accessKeyId: "AKIASANDBOX", secretAccessKey: "secret" },
    settings: {
      region: "us-east-1",
      roleArn: "arn:aws:iam::123456789012:role/offpeak-batch",
      bucket: "contracts",
      endpoint: urls.bedrock,
      runtimeEndpoint: urls.bedrockRuntime,
      s3Endpoint: urls.s3,
    },
    limits: {},
  });
  const start = async (submission: Submission) => {
    const submitted = await provider.submit(submission, signal);
    if (submitted.kind !== "accepted") throw new Error(`the sandbox took no job: ${submitted.message}`);
    return submitted.batch.id;
  };
  try {
    await provider.test(signal);
    const whole = await start(prepare(folder, "whole", ["a", "b\u2028c"]));
    const again = await start(prepare(folder, "whole", ["a", "b\u2028c"]));
    const stopped = await start({ ...prepare(folder, "stopped-", ["a"]), path: "Converse" });
    await provider.find(prepare(folder, "lost", ["a"]), new Set(), signal);
    await provider.cancel(stopped, signal);
    for (const seconds of [1, 40, 86_400]) {
      await control.advance(seconds);
      for (const id of [whole, again, stopped]) await provider.check(id, signal);
    }
    await provider.cancel(whole, signal);
    for (const id of [whole, stopped]) for await (const _ of provider.results(id, signal));
    await provider.check(`${whole.slice(0, -4)}0000`, signal).catch(() => null);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function prepare(folder: string, key: string, prompts: string[]): Submission {
  const path = join(folder, key);
  const lines = prompts.map((content, n) =>
    bedrock.dialect.write(
      {
        body: {
          anthropic_version: "bedrock-2023-05-31",
          max_tokens: 9,
          messages: [{ role: "user", content }],
        },
        path: "InvokeModel",
        model: null,
      },
      `abcdefgh_${n + 1}`,
    ),
  );
  writeFileSync(path, `${lines.join("\n")}\n`);
  return {
    key,
    nonce: "abcdefgh",
    model: "eu.anthropic.claude-haiku-4-5-20251001-v1:0",
    path: "InvokeModel",
    file: { path, bytes: statSync(path).size },
    requests: prompts.length,
    labels: { "cost-center": "Recht & Ordnung 漢字", endpoint: "a/b c", batch: "b_1" },
    deadline: new Date(Date.now() + 30 * 3_600_000),
    since: new Date(),
  };
}
