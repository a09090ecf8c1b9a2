import { shareOf } from "@/lib/sandbox/platform/chance";
import type { Material } from "./question";

const usualDimensions = 16;

export function embeddingsBody({ question, model, tokens }: Material): Record<string, unknown> {
  const { body, key } = question;
  // A list of numbers is one tokenised text, any other list is several texts.
  const count = Array.isArray(body.input) && typeof body.input[0] !== "number" ? body.input.length : 1;
  const size = typeof body.dimensions === "number" ? body.dimensions : usualDimensions;
  return {
    object: "list",
    data: Array.from({ length: count }, (_, index) => ({
      object: "embedding",
      index,
      embedding: encode(vector(size, `${key}:${index}`), body.encoding_format),
    })),
    model,
    usage: { prompt_tokens: tokens.input, total_tokens: tokens.input },
  };
}

function vector(size: number, key: string): number[] {
  return Array.from(
    { length: size },
    (_, place) => Math.round((shareOf(key, String(place)) - 0.5) * 1e6) / 1e6,
  );
}

/** The vendor's SDK asks for base64 of little-endian floats unless told otherwise. */
function encode(numbers: number[], format: unknown): number[] | string {
  return format === "base64" ? Buffer.from(Float32Array.from(numbers).buffer).toString("base64") : numbers;
}
