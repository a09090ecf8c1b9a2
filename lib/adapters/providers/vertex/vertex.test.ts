import { describe } from "vitest";
import { startSandbox } from "@/lib/sandbox/start";
import { describeProvider } from "@/lib/testing/provider/describe-provider";
import type { ProviderFixture } from "@/lib/testing/provider/fixture";
import { vertex } from "./index";

const body = (text: string) => ({
  contents: [{ role: "user", parts: [{ text }] }],
  generationConfig: { maxOutputTokens: 200 },
});

type Place = { bucket: string } | { dataset: string };

function fixtureFor(place: Place): ProviderFixture {
  const isFiles = "bucket" in place;
  return {
    definition: vertex,
    async start() {
      const { urls, stop } = await startSandbox({ speed: 0, seed: "a fixed seed" });
      const key = "ya29.a0123456789abcdef";
      return {
        control: urls.control,
        address: urls.vertex,
        key,
        connection: ({ address = urls.vertex } = {}) => ({
          credentials: { accessToken: key },
          settings: {
            project: "offpeak-tests",
            location: "us-central1",
            ...place,
            baseUrl: address,
            storageEndpoint: urls.gcs,
            bigqueryEndpoint: urls.bigquery,
          },
          limits: {},
        }),
        stop,
      };
    },
    model: "gemini-2.5-flash",
    path: "generateContent",
    body,
    fewest: 1,
    seconds: { run: 200, window: 86_400 },
    operations: {
      create: "batches.create",
      check: "batches.retrieve",
      download: isFiles ? "objects.content" : "tabledata.list",
      run: "generateContent",
    },
    outcomes: (overrides) => ({ vertex: { outcomes: { overrides } } }),
    refused: {
      bodies: [body("Rumpelstilzchen"), body("Rumpelstilzchen")],
      config: { vertex: { maxRequests: 1 } },
      told: "later",
    },
    withUnknownState: (answer) => ({ ...answer, state: "JOB_STATE_RETICULATING" }),
    refusedBody: { ...body("Rumpelstilzchen"), labels: { "No Label": "x" } },
    unfinished: "absent",
    lacks: isFiles ? ["status-zero"] : ["status-zero", "bom", "blank-line"],
  };
}

describe("in a bucket", () => describeProvider(fixtureFor({ bucket: "offpeak-sandbox" })));
describe("in a data set", () => describeProvider(fixtureFor({ dataset: "offpeak" })));
