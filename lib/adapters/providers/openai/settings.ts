import { z } from "zod";
import { BASE_URL_HINT, cleanBaseUrl } from "@/lib/platform/http/base-url";

export const HOME = "https://api.openai.com/v1";

const blankIsNone = (value: unknown) =>
  typeof value === "string" && value.trim() === "" ? undefined : value;

// A key goes into a header: anything but visible ASCII would be refused there, with the key in the message.
const Key = z
  .string()
  .trim()
  .min(1, "A key is needed.")
  .max(500, "This is too long for a key.")
  .regex(/^[\x21-\x7e]*$/, "A key is one word of plain letters, digits and signs.");
const Name = z
  .string()
  .trim()
  .max(200)
  .regex(/^[\x21-\x7e]+$/, "Use the id, such as proj_abc.");

export const OpenaiCredentials = z.strictObject({
  apiKey: Key.refine(
    (key) => !key.startsWith("sk-admin-"),
    "This is an admin key, which runs no batches. Use a project key, and put this one under Admin key.",
  ),
  adminKey: z.preprocess(blankIsNone, Key.optional()),
  webhookSecret: z.preprocess(blankIsNone, Key.optional()),
});

const BaseUrl = z.string().transform((text, context) => {
  const url = baseUrlOf(text);
  if (url !== null) return url;
  context.addIssue({ code: "custom", message: BASE_URL_HINT });
  return z.NEVER;
});

export const OpenaiSettings = z.strictObject({
  baseUrl: z.preprocess(blankIsNone, BaseUrl.optional()),
  organization: z.preprocess(blankIsNone, Name.optional()),
  project: z.preprocess(blankIsNone, Name.optional()),
});

/** OpenAI's base ends with `/v1`; a bare host is meant with it. Null when it is no address. */
export function baseUrlOf(text: string): string | null {
  const url = cleanBaseUrl(text);
  if (url === null) return null;
  return new URL(url).pathname === "/" ? `${url}/v1` : url;
}
