import { z } from "zod";

const flag = z
  .enum(["0", "1", "true", "false", ""])
  .optional()
  .transform((value) => value === "1" || value === "true");
const optional = z
  .string()
  .optional()
  .transform((value) => (value === "" ? undefined : value));
const url = z
  .union([z.literal(""), z.url()])
  .optional()
  .transform((value) => (value === "" ? undefined : value));

/** Every variable Offpeak reads. `.env.example` lists the same names; a test compares them. */
export const Environment = z.object({
  PORT: z.coerce.number().int().min(1).max(65535).default(3000),
  HOST: z.string().min(1).default("127.0.0.1"),
  OFFPEAK_URL: url,
  OFFPEAK_DATA_DIR: z.string().min(1).default(".offpeak"),
  DATABASE_URL: z.string().regex(/^postgres(ql)?:\/\//, "must start with postgres://"),
  OFFPEAK_SECRET: z.string().min(16, "needs at least 16 characters"),
  OFFPEAK_SECRET_PREVIOUS: z.string().min(16, "needs at least 16 characters").optional(),
  OFFPEAK_SANDBOX: flag,
  OFFPEAK_POLL_SECONDS: z.coerce.number().positive().optional(),
  OIDC_ISSUER: url,
  OIDC_CLIENT_ID: optional,
  OIDC_CLIENT_SECRET: optional,
  OIDC_LABEL: z.string().default("single sign-on"),
  SMTP_URL: optional,
  MAIL_FROM: z.string().default("Offpeak <offpeak@localhost>"),
});
export type Environment = z.infer<typeof Environment>;

let parsed: Environment | null = null;

/** Parsed once; throws one message that names every variable that is wrong. */
export function env(): Environment {
  parsed ??= readEnvironment(process.env);
  return parsed;
}

export function readEnvironment(source: Record<string, string | undefined>): Environment {
  // A line of .env left empty means: not set.
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ""));
  const result = Environment.safeParse(given);
  if (result.success) return result.data;
  const wrong = result.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`);
  throw new Error(`The environment is not complete. ${wrong.join("; ")}. See .env.example.`);
}

/** Where people reach this installation, without a slash at the end. The same rule as scripts/app/environment.mjs. */
export function publicUrl(): string {
  const { OFFPEAK_URL, HOST, PORT } = env();
  const everywhere = ["0.0.0.0", "::", "127.0.0.1", "::1", "localhost"];
  const host = everywhere.includes(HOST) ? "localhost" : HOST.includes(":") ? `[${HOST}]` : HOST;
  return (OFFPEAK_URL ?? `http://${host}:${PORT}`).replace(/\/$/, "");
}

/** The parts of the environment that `openPost` needs. */
export function postSettings(): { address: string; smtpUrl: string | undefined; from: string } {
  return { address: publicUrl(), smtpUrl: env().SMTP_URL, from: env().MAIL_FROM };
}

/** What holds for the whole installation. */
export type Installation = {
  /** Provider simulators may be used: connections may point at loopback. */
  sandbox: boolean;
  /** A fixed interval between checks of running batches; null: adaptive. */
  pollSeconds: number | null;
};

/** The parts of the environment that verbs ask for. */
export function installation(): Installation {
  return { sandbox: env().OFFPEAK_SANDBOX, pollSeconds: env().OFFPEAK_POLL_SECONDS ?? null };
}

/** next-auth reads its own address from the process alone; nobody has to know a second name for OFFPEAK_URL. */
export function tellNextAuth(): void {
  process.env.NEXTAUTH_URL ??= publicUrl();
}

export const isProduction = process.env.NODE_ENV === "production";
