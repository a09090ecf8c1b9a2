import { z } from "zod";
import { BASE_URL_HINT, cleanBaseUrl } from "@/lib/platform/http/base-url";

export const HOME = "https://api.anthropic.com";

const blankIsNone = (value: unknown) =>
  typeof value === "string" && value.trim() === "" ? undefined : value;

// A key goes into a header: anything but visible ASCII would be refused there, with the key in the message.
const Key = z
  .string()
  .trim()
  .min(1, "A key is needed.")
  .max(500, "This is too long for a key.")
  .regex(/^[\x21-\x7e]*$/, "A key is one word of plain letters, digits and signs.");

export const AnthropicCredentials = z.strictObject({
  apiKey: Key.refine(
    (key) => !key.startsWith("sk-ant-admin"),
    "This is an admin key, which runs no batches. Use a workspace key, and put this one under Admin key.",
  ),
  adminKey: z.preprocess(blankIsNone, Key.optional()),
});

const BaseUrl = z.string().transform((text, context) => {
  const url = baseUrlOf(text);
  if (url !== null) return url;
  context.addIssue({ code: "custom", message: BASE_URL_HINT });
  return z.NEVER;
});

export const AnthropicSettings = z.strictObject({
  baseUrl: z.preprocess(blankIsNone, BaseUrl.optional()),
});

/** Anthropic's base has no `/v1`, since its paths begin with it; typed all the same, it is taken off. */
export function baseUrlOf(text: string): string | null {
  return cleanBaseUrl(text)?.replace(/\/v1$/, "") ?? null;
}
