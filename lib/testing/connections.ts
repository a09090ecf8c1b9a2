import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { z } from "zod";
import { AppError } from "@/lib/core/errors";
import type {
  BatchProvider,
  ConnectionReport,
  OpenConnection,
  ProviderDefinition,
  ProviderRegistry,
} from "@/lib/core/provider";

/** An entry of the registry that is nobody's: its test speaks to a server that the test file starts. */
export const ACME: ProviderDefinition = {
  id: "acme",
  label: "Acme",
  mark: "AC",
  limits: {
    maxRequests: 50_000,
    maxBytes: 200_000_000,
    minRequests: 1,
    windowHours: { default: 24, min: 24, max: 24 },
    oneModel: true,
    onePath: true,
    concurrentJobs: null,
    visibleAfterSeconds: 5,
    resultsKeptDays: 30,
    source: { title: "Acme limits", url: "https://acme.example/limits", read: "2025-11-01" },
  },
  limitFields: [
    {
      name: "enqueuedTokens",
      label: "Enqueued input tokens",
      byModel: true,
      presets: [
        { label: "Tier 1", values: { "acme-mini*": 2_000_000, "*": 90_000 } },
        { label: "Tier 2", values: { "*": 20_000_000 } },
      ],
      source: { title: "Acme tiers", url: "https://acme.example/tiers", read: "2025-11-01" },
    },
    { name: "requestsPerMinute", label: "Requests a minute", byModel: false, presets: [], source: null },
  ],
  dialect: {
    frame: { head: "", between: "\n", tail: "\n" },
    read: () => ({ code: "not-json", at: null, message: "Acme reads nothing.", mend: null }),
    idKey: null,
    write: () => "",
    limitOutput: (body) => body,
    readResult: () => {
      throw new Error("Acme runs no batches");
    },
  },
  fields: [
    field("apiKey", "API key", "credentials", { secret: true, required: true }),
    field("adminKey", "Admin key", "credentials", { secret: true }),
    field("baseUrl", "Address", "settings", { advanced: true }),
    field("project", "Project", "settings", {}),
  ],
  credentials: z.strictObject({
    apiKey: z.string().startsWith("ac-", "An Acme key begins with ac-."),
    adminKey: z.string().optional(),
  }),
  settings: z.strictObject({ baseUrl: z.string().optional(), project: z.string().optional() }),
  addresses: ["baseUrl"],
  needsModel: false,
  showsProgress: true,
  rights: [{ title: "Key", language: "text", text: "batches: write", source: "https://acme.example/rights" }],
  open,
};

export const acmeRegistry: ProviderRegistry = {
  list: () => [ACME],
  get: (id) => (id === ACME.id ? ACME : null),
};

function field(
  name: string,
  label: string,
  place: "credentials" | "settings",
  more: { secret?: boolean; required?: boolean; advanced?: boolean },
) {
  const plain = { secret: false, required: false, advanced: false, hint: null, placeholder: null };
  return { name, label, in: place, ...plain, ...more };
}

function open({ credentials, settings }: OpenConnection): BatchProvider {
  const never = (): never => {
    throw new Error("Acme runs no batches");
  };
  return {
    submit: never,
    find: never,
    check: never,
    results: never,
    cancel: never,
    runOne: never,
    async test(signal): Promise<ConnectionReport> {
      const headers = { authorization: `Bearer ${credentials.apiKey}` };
      const answer = await fetch(`${settings.baseUrl}/check`, { headers, signal }).catch((error: unknown) => {
        throw new AppError("provider_busy", "Acme cannot be reached.", { cause: error });
      });
      if (answer.status === 418) throw new TypeError(`Bearer ${credentials.apiKey} is not a header`);
      // As some vendors do, it quotes what it refuses.
      const message = answer.ok ? null : await answer.text();
      const missing = answer.status === 403 ? "batches: write" : null;
      return { ok: answer.ok, checks: [{ name: "Batches", ok: answer.ok, message, missing }] };
    },
  };
}

type Answer = (request: IncomingMessage) => { status: number; text: string } | "never";

/** Acme's server: says what it is told, counts who came. */
export async function startAcme() {
  const acme = {
    baseUrl: "",
    answer: (() => ({ status: 200, text: "" })) as Answer,
    keys: [] as string[],
    stop,
  };
  const server = createServer((request, response) => {
    acme.keys.push(request.headers.authorization ?? "");
    const said = acme.answer(request);
    if (said !== "never") response.writeHead(said.status).end(said.text);
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  acme.baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  function stop(): Promise<void> {
    server.closeAllConnections();
    return new Promise((closed) => server.close(() => closed()));
  }
  return acme;
}
