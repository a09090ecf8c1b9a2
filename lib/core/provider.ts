import type { z } from "zod";
import type { Feature } from "./values";

// The one port to other people's batch APIs. A provider is a folder in lib/adapters/providers; nothing else knows its
// URLs, headers, field names or status words.

/** Tokens of one request. The input classes never overlap; `reasoning` is part of `output`. Null: not told. */
export type Usage = {
  freshInput: number | null;
  cachedInput: number | null;
  cacheWrite5m: number | null;
  cacheWrite1h: number | null;
  cacheWriteOther: number | null;
  output: number | null;
  reasoning: number | null;
};

/** What is wrong with one line before it is sent. `at` names the place in the sync body, such as `stream`. */
export type LineProblem = {
  code: string;
  at: string | null;
  /** A sentence without any text of the prompt. */
  message: string;
  /** What a click can do about it. */
  mend: Mend | null;
};

/** remove: takes the parameter away. limit-output: sets or lowers the output limit. */
export type Mend = { kind: "remove"; at: string } | { kind: "limit-output"; tokens: number };

/** What preflight sees of a line. */
export type LineFacts = {
  /** wrapped: the provider's own line. bare: a sync body, which we wrap. */
  form: "wrapped" | "bare";
  customId: string | null;
  /** Null where lines name none (Bedrock, Vertex). */
  model: string | null;
  /** In the words of the batch-support data: `/v1/chat/completions`, `/v1/messages`, `InvokeModel`, `generateContent`. */
  path: string;
  /** The sync body. */
  body: Record<string, unknown>;
  /** Null: no output limit is set, so the line may run as long as the model can. */
  maxOutput: number | null;
  /** Characters of all that becomes input tokens: messages, system prompt, tools. Images and files are not text. */
  inputCharacters: number;
  features: Feature[];
  /** What a batch of this provider refuses in this line. */
  problems: LineProblem[];
};

/** How a file of lines is framed: JSON Lines, or one JSON document around them. */
export type Frame = { head: string; between: string; tail: string };

/** The lines of one provider. Pure: it also runs in worker threads, away from any connection. */
export type LineDialect = {
  frame: Frame;
  /** Reads one parsed line of an upload. A problem instead of facts: the line cannot be understood at all. */
  read(line: unknown): LineFacts | LineProblem;
  /** Where in a wrapped line the id stands, so that a clean line is copied and not written anew; null: always anew. */
  idKey: string | null;
  /** The provider's own line as one line of JSON text: no raw U+2028, U+2029 or U+0085 in it. */
  write(line: Pick<LineFacts, "body" | "path" | "model">, id: string): string;
  /** The same body with an output limit. */
  limitOutput(body: Record<string, unknown>, path: string, tokens: number): Record<string, unknown>;
  /** Where the vendor's tokenizer is public: the texts of a body that become input tokens. Absent: an estimate must do. */
  texts?(body: Record<string, unknown>, path: string): string[];
  /** Beside `texts`: the tokens that the vendor puts around them. */
  around?(body: Record<string, unknown>, path: string): number;
  /** Reads one raw line that `results` gave. Never throws: what cannot be read is a failed item, or has no id. */
  readResult(line: ResultLine): ItemOutcome;
  /** What the model wrote, out of `ItemOutcome.response`, to be checked against a schema; null: no text. */
  answerText?(response: unknown): string | null;
};

/**
 * A raw line of a result file, without its line end. `part` tells files apart: `output`, `errors`, `rows`. One of the
 * part `summary` is no request's result: its outcome has no id, and its message says where the provider's own account
 * of the whole differs from the rows.
 */
export type ResultLine = { part: string; bytes: Uint8Array };

export type ItemStatus = "succeeded" | "failed" | "expired" | "cancelled";

/** How one request ended. */
export type ItemOutcome = {
  /** The id that we sent; null when the line bears none. */
  id: string | null;
  status: ItemStatus;
  /** The provider's own code of the failure; null when it succeeded. */
  code: string | null;
  /** In plain words, without any text of the prompt or the answer. */
  message: string | null;
  /** fix: the same request would fail again. resend: it may work as it is. */
  remedy: "fix" | "resend" | null;
  /** Null: nothing was worked, or nothing is told. */
  usage: Usage | null;
  /** As the answer names them; null: not told. */
  model: string | null;
  tier: string | null;
  /** The sync answer, and the error as the provider wrote it. They go to files and to the caller, never to logs or rows. */
  response: unknown;
  error: unknown;
};

export type RemoteCounts = {
  total: number;
  /** Null: the provider tells nothing before the end. */
  succeeded: number | null;
  failed: number | null;
  expired: number | null;
  cancelled: number | null;
};

/**
 * A batch as the provider shows it. `running` also stands for every raw state that we do not know.
 * over: nothing will change any more, except that results may still be read.
 */
export type RemoteBatch = {
  id: string;
  state: "validating" | "running" | "finishing" | "cancelling" | "over";
  /** Null until it is over. failed: the input was refused, nothing ran. */
  ending: "completed" | "failed" | "expired" | "cancelled" | null;
  rawState: string;
  counts: RemoteCounts | null;
  hasResults: boolean;
  createdAt: Date;
  expiresAt: Date | null;
  endedAt: Date | null;
  /** Why it failed as a whole. `retry`: nothing ran, and the same input may be accepted later (a full queue). */
  failure: { code: string; message: string; retry: boolean } | null;
};

/** One submission. Everything in it is stored before it is sent, and the same again after a crash. */
export type Submission = {
  /** Ours, 1–40 of [a-z0-9-]: metadata, job name, token or label, whatever the provider lets a batch bear. */
  key: string;
  /** Every id in the file begins with it: `<nonce>_<n>`. */
  nonce: string;
  model: string | null;
  path: string;
  /** The framed body as a file; stream it, it may have gigabytes. */
  file: { path: string; bytes: number };
  requests: number;
  /** cost-center, endpoint and batch, for providers that take labels. Values are the user's words: the adapter fits them. */
  labels: Record<string, string>;
  /** When the work must be done; providers with a choice of windows take the shortest that holds it. */
  deadline: Date;
  /** When the first try of this submission began. */
  since: Date;
};

/**
 * accepted: it runs. refused: it will never run as it is. later: surely not accepted, try again.
 * unknown: it may have been accepted (a lost answer, a 5xx): look before anything else is done.
 */
export type Submitted =
  | { kind: "accepted"; batch: RemoteBatch }
  | { kind: "refused"; code: string; message: string }
  | { kind: "later"; message: string; retryAfterSeconds: number | null }
  | { kind: "unknown"; message: string };

/**
 * What became of a submission whose answer was lost. found: it bears our mark. none: the provider has no such batch.
 * maybe: it could be one of these, and only their results will tell. unsure: the provider cannot be asked.
 */
export type Found =
  | { kind: "found"; batch: RemoteBatch }
  | { kind: "none" }
  | { kind: "maybe"; candidates: RemoteBatch[] }
  | { kind: "unsure"; message: string };

/** One request outside of a batch. `text`: the sync body as JSON. */
export type SingleRequest = { id: string; model: string | null; path: string; body: Record<string, unknown> };

/** What a connection can do, as tested: each with what is missing in the words of the vendor's permissions. */
export type ConnectionReport = {
  ok: boolean;
  checks: { name: string; ok: boolean; message: string | null; missing: string | null }[];
};

/** A push signal, verified: look at this batch now. */
export type RemoteSignal = { id: string; remoteId: string };

/**
 * An opened connection. Every method throws `provider_busy` (with retryAfterSeconds where told) for what may work later,
 * `provider_refused` for what will not, and `not_found` for a batch or file that the provider does not have (yet).
 * Messages never hold a key or a prompt.
 */
export type BatchProvider = {
  /** Sends once; never retries by itself. Errors are values here, because each kind needs another next step. */
  submit(submission: Submission, signal: AbortSignal): Promise<Submitted>;
  /** Looks for the batch of a submission whose answer was lost. `known`: ids that already belong to other submissions. */
  find(submission: Submission, known: ReadonlySet<string>, signal: AbortSignal): Promise<Found>;
  check(remoteId: string, signal: AbortSignal): Promise<RemoteBatch>;
  /** Raw lines of every result file there is, streamed, split on newline bytes, BOM and blank lines left out. */
  results(remoteId: string, signal: AbortSignal): AsyncIterable<ResultLine>;
  /** Asks for the end; what is already worked stays and is billed. Idempotent. */
  cancel(remoteId: string, signal: AbortSignal): Promise<void>;
  /** One request at the sync price. Never retries by itself. Answers the outcome, and throws only when surely not worked. */
  runOne(request: SingleRequest, lane: "sync" | "flex", signal: AbortSignal): Promise<ItemOutcome>;
  test(signal: AbortSignal): Promise<ConnectionReport>;
  /** Null: not a genuine signal of this connection, or none that matters. */
  readSignal?(headers: Headers, body: Uint8Array): RemoteSignal | null | Promise<RemoteSignal | null>;
};

export type ProviderLimits = {
  maxRequests: number;
  maxBytes: number;
  minRequests: number;
  /** Hours that a batch may take: what is asked for, at least and at most. */
  windowHours: { default: number; min: number; max: number };
  /** One file holds lines of one model, one path. */
  oneModel: boolean;
  onePath: boolean;
  /** Jobs of one model at a time; null: no such limit. */
  concurrentJobs: number | null;
  /** After a create whose answer was lost: how long until a list surely shows it. */
  visibleAfterSeconds: number;
  /** How long results stay at the provider; null: they are ours. */
  resultsKeptDays: number | null;
  source: { title: string; url: string; read: string };
};

/** A limit that differs per account, so that a connection states it. `byModel`: one number for each model. */
export type LimitField = {
  name: "enqueuedTokens" | "requestsPerMinute" | "concurrentJobs" | "minRequests";
  label: string;
  byModel: boolean;
  /** What the vendor publishes, by account tier; patterns of models to numbers. */
  presets: { label: string; values: Record<string, number> }[];
  source: { title: string; url: string; read: string } | null;
};

/** A field of the form that makes a connection. */
export type ConnectionField = {
  name: string;
  label: string;
  /** secret: written once, kept encrypted, shown masked. */
  in: "credentials" | "settings";
  secret: boolean;
  required: boolean;
  hint: string | null;
  placeholder: string | null;
  /** Shown under "more": base URLs and the like. */
  advanced: boolean;
  multiline?: true;
  /** What is shown of a value that is no plain key, such as the account in a file; never anything of use to others. */
  mask?(value: string): string;
};

export type OpenConnection = {
  credentials: Record<string, string>;
  settings: Record<string, string>;
  limits: ConnectionLimits;
};

/** Patterns of models (`*` stands for any letters) to numbers; plain numbers hold for all. */
export type ConnectionLimits = {
  enqueuedTokens?: Record<string, number>;
  requestsPerMinute?: number;
  concurrentJobs?: Record<string, number>;
  minRequests?: Record<string, number>;
};

export type ProviderDefinition = {
  /** The folded word of the ledger: openai, anthropic, bedrock, vertex. */
  id: string;
  label: string;
  /** Two letters for small places: OA, AN, BR, VX. */
  mark: string;
  limits: ProviderLimits;
  limitFields: LimitField[];
  dialect: LineDialect;
  fields: ConnectionField[];
  /** Refuses unknown and malformed values with a message per field. */
  credentials: z.ZodType<Record<string, string | undefined>>;
  settings: z.ZodType<Record<string, string | undefined>>;
  /** Settings that hold an address: plain http and loopback are accepted in the sandbox alone. */
  addresses: string[];
  /** True where lines name no model, so that the batch must. */
  needsModel: boolean;
  /** False where counts stay frozen until the end: no progress bar. */
  showsProgress: boolean;
  /** Codes of a batch that failed as a whole for want of a right or a place: Settings tells them. */
  setupCodes?: readonly string[];
  /** The exact minimal rights, to copy. */
  rights: { title: string; language: "json" | "text"; text: string; source: string }[];
  /** What stands for the blanks in them, such as BUCKET, as far as a connection tells. */
  blanks?(known: Record<"settings" | "masks", Record<string, string>>): Record<string, string | undefined>;
  open(connection: OpenConnection): BatchProvider;
};

export type ProviderRegistry = {
  list(): ProviderDefinition[];
  get(id: string): ProviderDefinition | null;
};
