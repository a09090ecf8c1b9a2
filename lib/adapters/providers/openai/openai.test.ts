import { startSandbox } from "@/lib/sandbox/start";
import { describeProvider } from "@/lib/testing/provider/describe-provider";
import { openai } from "./index";

const body = (content: string) => ({
  model: "gpt-6-luna",
  max_completion_tokens: 200,
  messages: [{ role: "user", content }],
});

describeProvider({
  definition: openai,
  async start() {
    const { urls, stop } = await startSandbox({ speed: 0, seed: "a fixed seed" });
    const key = "sk-proj-0123456789abcdef";
    return {
      control: urls.control,
      address: urls.openai,
      key,
      connection: ({ address = urls.openai } = {}) => ({
        credentials: { apiKey: key },
        settings: { baseUrl: address },
        limits: {},
      }),
      stop,
    };
  },
  model: "gpt-6-luna",
  path: "/v1/chat/completions",
  body,
  fewest: 1,
  seconds: { run: 200, window: 86_400 },
  operations: {
    create: "batches.create",
    check: "batches.retrieve",
    download: "files.content",
    run: "chat.completions",
  },
  outcomes: (overrides) => ({ openai: { outcomes: { overrides } } }),
  refused: {
    bodies: [body("Rumpelstilzchen"), { ...body("Rumpelstilzchen"), model: "gpt-5.6-terra" }],
    told: "later",
  },
  withUnknownState: (answer) => ({ ...answer, status: "reticulating" }),
  refusedBody: { ...body("Rumpelstilzchen"), max_completion_tokens: 0 },
  lacks: [],
});
