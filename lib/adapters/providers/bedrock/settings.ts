import { z } from "zod";
import { BASE_URL_HINT, cleanBaseUrl } from "@/lib/platform/http/base-url";

const blankIsNone = (value: unknown) =>
  typeof value === "string" && value.trim() === "" ? undefined : value;
const optional = <T extends z.ZodType>(shape: T) => z.preprocess(blankIsNone, shape.optional());

// A key goes into a header: anything but visible ASCII would be refused there, with the key in the message.
const Key = z
  .string()
  .trim()
  .min(1, "A key is needed.")
  .max(4000, "This is too long for a key.")
  .regex(/^[\x21-\x7e]*$/, "A key is one word of plain letters, digits and signs.");

export const BedrockCredentials = z
  .strictObject({
    accessKeyId: optional(Key),
    secretAccessKey: optional(Key),
    sessionToken: optional(Key),
    eventSecret: optional(Key),
  })
  .superRefine((given, context) => {
    const missing = (name: string, message: string) =>
      context.addIssue({ code: "custom", path: [name], message });
    if (given.accessKeyId && !given.secretAccessKey)
      missing("secretAccessKey", "The access key needs its secret.");
    if (given.secretAccessKey && !given.accessKeyId)
      missing("accessKeyId", "The secret belongs to an access key: enter its id.");
    if (given.sessionToken && !given.accessKeyId)
      missing("accessKeyId", "A session token belongs to an access key: enter its id.");
  });

const Address = z.string().transform((text, context) => {
  const url = cleanBaseUrl(text);
  if (url !== null) return url;
  context.addIssue({ code: "custom", message: BASE_URL_HINT });
  return z.NEVER;
});

// Job and bucket go by these names into a URI, so the patterns are those of the service model.
export const BedrockSettings = z.strictObject({
  region: z
    .string()
    .trim()
    .regex(/^[a-z]{2}(-[a-z]+)+-\d{1,2}$/, "Use the region's code, such as us-east-1."),
  roleArn: z
    .string()
    .trim()
    .max(2048)
    .regex(
      /^arn:aws(-[^:\s]+)?:iam::\d{12}:role\/[\x21-\x7e]+$/,
      "Use the role's ARN, such as arn:aws:iam::123456789012:role/offpeak-batch.",
    ),
  bucket: z.preprocess(
    (value) =>
      typeof value === "string"
        ? value
            .trim()
            .replace(/^s3:\/\//, "")
            .replace(/\/+$/, "")
        : value,
    z.string().regex(/^[a-z0-9][-.a-z0-9]{1,61}[a-z0-9]$/, "Use the bucket's name, such as acme-batches."),
  ),
  prefix: z.preprocess(
    (value) => blankIsNone(typeof value === "string" ? value.trim().replace(/^\/+|\/+$/g, "") : value),
    z
      .string()
      .max(500)
      .regex(
        /^[-!_*'().a-zA-Z0-9]+(\/[-!_*'().a-zA-Z0-9]+)*$/,
        "Use a folder such as teams/offpeak, in plain letters, digits and - _ . ! * ' ( ).",
      )
      .optional(),
  ),
  endpoint: optional(Address),
  runtimeEndpoint: optional(Address),
  s3Endpoint: optional(Address),
});
export type BedrockSettings = z.output<typeof BedrockSettings>;
