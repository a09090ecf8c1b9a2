import { startSandbox } from "@/lib/sandbox/start";
import { describeProvider } from "@/lib/testing/provider/describe-provider";
import { bedrock } from "./index";

const MODEL = "anthropic.claude-haiku-4-5-20251001-v1:0";
const body = (content: string) => ({
  anthropic_version: "bedrock-2023-05-31",
  max_tokens: 200,
  messages: [{ role: "user", content }],
});

describeProvider({
  definition: bedrock,
  async start() {
    const { urls, stop } = await startSandbox({
      speed: 0,
      seed: "a fixed seed",
      settings: { bedrock: { minRecords: { default: 2 } } },
    });
    const key = "wJalrXUtnFEMIsecretKEY";
    return {
      control: urls.control,
      address: urls.bedrock,
      key,
      connection: ({ address } = {}) => ({
        credentials: { accessKeyId: "AKIASANDBOX", secretAccessKey: key },
        settings: {
          region: "us-east-1",
          roleArn: "arn:aws:iam::123456789012:role/offpeak-batch",
          bucket: "acme-batches",
          prefix: "teams/research",
          endpoint: address ?? urls.bedrock,
          // A single call goes to another address; where one leads nowhere, so does the other.
          runtimeEndpoint: address ?? urls.bedrockRuntime,
          s3Endpoint: urls.s3,
        },
        limits: {},
      }),
      stop,
    };
  },
  model: MODEL,
  path: "InvokeModel",
  body,
  fewest: 2,
  seconds: { run: 200, window: 86_400 },
  operations: {
    create: "batches.create",
    check: "batches.retrieve",
    download: "objects.get",
    run: "models.invoke",
  },
  outcomes: (overrides) => ({ bedrock: { outcomes: { overrides } } }),
  refused: { bodies: [body("Rumpelstilzchen")], told: "later" },
  withUnknownState: (answer) => ({ ...answer, status: "Reticulating" }),
  refusedBody: { ...body("Rumpelstilzchen"), max_tokens: -1 },
  lacks: ["status-zero"],
});
