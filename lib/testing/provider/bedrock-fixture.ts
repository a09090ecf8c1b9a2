import { bedrock } from "@/lib/adapters/providers/bedrock/index";
import { startSandbox } from "@/lib/sandbox/start";
import type { ProviderFixture } from "./fixture";

const KEY = "wJalrXUtnFEMIsecretKEY";

export const claudeBody = (content: string): Record<string, unknown> => ({
  anthropic_version: "bedrock-2023-05-31",
  max_tokens: 200,
  messages: [{ role: "user", content }],
});

export const settings = {
  region: "us-east-1",
  roleArn: "arn:aws:iam::123456789012:role/offpeak-batch",
  bucket: "acme-batches",
  prefix: "teams/research",
};

export const bedrockFixture: ProviderFixture = {
  definition: bedrock,
  async start() {
    const { urls, stop } = await startSandbox({
      speed: 0,
      seed: "a fixed seed",
      settings: { bedrock: { minRecords: { default: 2 } } },
    });
    return {
      control: urls.control,
      address: urls.bedrock,
      key: KEY,
      connection: ({ address } = {}) => ({
        credentials: { accessKeyId: "AKIASANDBOX", secretAccessKey: KEY, eventSecret: "an-event-secret" },
        settings: {
          ...settings,
          endpoint: address ?? urls.bedrock,
          // Where the one leads nowhere, so does the other.
          runtimeEndpoint: address ?? urls.bedrockRuntime,
          s3Endpoint: urls.s3,
        },
        limits: {},
      }),
      stop,
    };
  },
  model: "anthropic.claude-haiku-4-5-20251001-v1:0",
  path: "InvokeModel",
  body: claudeBody,
  fewest: 2,
  seconds: { run: 200, window: 86_400 },
  operations: {
    create: "batches.create",
    check: "batches.retrieve",
    download: "objects.get",
    run: "models.invoke",
  },
  outcomes: (overrides) => ({ bedrock: { outcomes: { overrides } } }),
  refused: { bodies: [claudeBody("Rumpelstilzchen")], told: "later" },
  withUnknownState: (answer) => ({ ...answer, status: "Reticulating" }),
  refusedBody: { ...claudeBody("Rumpelstilzchen"), max_tokens: -1 },
  lacks: ["status-zero"],
};
