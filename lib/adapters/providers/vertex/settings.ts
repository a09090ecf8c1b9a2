import { createPrivateKey } from "node:crypto";
import { z } from "zod";
import { BASE_URL_HINT, cleanBaseUrl } from "@/lib/platform/http/base-url";

const blankIsNone = (value: unknown) =>
  typeof value === "string" && value.trim() === "" ? undefined : value;

const ServiceAccount = z.object({
  type: z.literal("service_account"),
  client_email: z.string().regex(/^[^\s@]+@[^\s@]+$/),
  private_key: z.string().min(1),
  private_key_id: z.string().optional(),
  token_uri: z.string().optional(),
  universe_domain: z.string().optional(),
});
export type ServiceAccount = z.infer<typeof ServiceAccount>;

/** Where Google's own accounts fetch their tokens. */
const TOKEN_URIS = ["https://oauth2.googleapis.com/token", "https://accounts.google.com/o/oauth2/token"];

/** The account in a JSON key file, or what is wrong with it in one sentence that says nothing of the key. */
export function readServiceAccount(text: string): ServiceAccount | string {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return "This is no JSON. Paste the whole key file.";
  }
  const parsed = ServiceAccount.safeParse(json);
  // Other kinds of this file name programs, files and addresses that would be asked for tokens.
  if (!parsed.success)
    return 'This is no key of a service account: `type` must be "service_account", with `client_email` and `private_key`.';
  const account = parsed.data;
  if (account.token_uri && !TOKEN_URIS.includes(account.token_uri) && !isLoopback(account.token_uri))
    return "`token_uri` is not Google's address. A key is sent to Google and to nobody else.";
  if (account.universe_domain && account.universe_domain !== "googleapis.com")
    return "`universe_domain` is not googleapis.com. A key is sent to Google and to nobody else.";
  try {
    createPrivateKey(account.private_key);
  } catch {
    return "`private_key` cannot be read. Paste the whole key file.";
  }
  return account;
}

/** An address of this machine, as the simulators have. */
export function isLoopback(address: string): boolean {
  const host = URL.canParse(address) ? new URL(address).hostname : "";
  return host === "localhost" || host === "[::1]" || /^127(\.\d{1,3}){3}$/.test(host);
}

const ServiceAccountText = z
  .string()
  .trim()
  .max(20_000, "This is too long for a key file.")
  .superRefine((text, context) => {
    const account = readServiceAccount(text);
    if (typeof account === "string") context.addIssue({ code: "custom", message: account });
  });

export const VertexCredentials = z
  .strictObject({
    serviceAccount: z.preprocess(blankIsNone, ServiceAccountText.optional()),
    // A token goes into a header: anything but visible ASCII would be refused there, with the token in the message.
    accessToken: z.preprocess(
      blankIsNone,
      z
        .string()
        .trim()
        .max(5_000, "This is too long for a token.")
        .regex(/^[\x21-\x7e]*$/, "A token is one word of plain letters, digits and signs.")
        .optional(),
    ),
  })
  .refine(({ serviceAccount, accessToken }) => !serviceAccount || !accessToken, {
    path: ["accessToken"],
    message: "Give a service account or an access token, not both.",
  });

const BaseUrl = z.string().transform((text, context) => {
  const url = cleanBaseUrl(text);
  if (url !== null) return url;
  context.addIssue({ code: "custom", message: BASE_URL_HINT });
  return z.NEVER;
});
const Address = z.preprocess(blankIsNone, BaseUrl.optional());

const Bucket = z
  .string()
  .trim()
  .transform((text) => text.replace(/^gs:\/\//, "").replace(/\/$/, ""))
  .pipe(
    z
      .string()
      .regex(/^[a-z0-9][a-z0-9._-]{1,220}[a-z0-9]$/, "The name of a bucket alone, such as offpeak-batches."),
  );

export const VertexSettings = z
  .strictObject({
    project: z
      .string({ error: "Name the project." })
      .trim()
      .regex(
        /^([a-z0-9.-]+:)?[a-z][a-z0-9-]{4,61}[a-z0-9]$|^\d{6,20}$/,
        "The project's id, such as my-project-123.",
      ),
    location: z
      .string({ error: "Name the location." })
      .trim()
      .toLowerCase()
      .regex(/^(global|us|eu|[a-z]+-[a-z]+\d{1,2})$/, "A region such as us-central1, or global, us or eu."),
    bucket: z.preprocess(blankIsNone, Bucket.optional()),
    dataset: z.preprocess(
      blankIsNone,
      z
        .string()
        .trim()
        .regex(
          /^[A-Za-z0-9_]{1,1024}$/,
          "The data set alone, such as offpeak_batches: letters, digits and _.",
        )
        .optional(),
    ),
    baseUrl: Address,
    storageEndpoint: Address,
    bigqueryEndpoint: Address,
  })
  .refine(({ bucket, dataset }) => bucket !== undefined || dataset !== undefined, {
    path: ["bucket"],
    message: "Name a bucket or a BigQuery data set: requests and results go there.",
  });
