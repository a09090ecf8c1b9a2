import { startSandbox } from "@/lib/sandbox/start";
import { describeProvider } from "@/lib/testing/provider/describe-provider";
import { anthropic } from "./index";

const body = (content: string) => ({
  model: "claude-haiku-4-5",
  max_tokens: 200,
  messages: [{ role: "user", content }],
});

describeProvider({
  definition: anthropic,
  async start() {
    const { urls, stop } = await startSandbox({ speed: 0, seed: "a fixed seed" });
    const key = "sk-ant-api03-0123456789abcdef";
    return {
      control: urls.control,
      address: urls.anthropic,
      key,
      connection: ({ address = urls.anthropic } = {}) => ({
        credentials: { apiKey: key },
        settings: { baseUrl: address },
        limits: {},
      }),
      stop,
    };
  },
  model: "claude-haiku-4-5",
  path: "/v1/messages",
  body,
  fewest: 1,
  seconds: { run: 200, window: 86_400 },
  operations: {
    create: "batches.create",
    check: "batches.retrieve",
    download: "batches.results",
    run: "messages.create",
  },
  outcomes: (overrides) => ({ anthropic: { outcomes: { overrides } } }),
  refused: { bodies: [body("Rumpelstilzchen")], config: { anthropic: { maxBytes: 10 } }, told: "at once" },
  withUnknownState: (answer) => ({ ...answer, processing_status: "reticulating" }),
  refusedBody: { ...body("Rumpelstilzchen"), max_tokens: -1 },
  lacks: ["status-zero"],
});
