import { AppError } from "@/lib/core/errors";
import { appErrorOf, failureOf, type Words } from "./failure";
import { parseBytes } from "./json-line";
import { splitLines } from "./lines";

export type Download = {
  response: Response;
  words: Words;
  /** How long the file is, asked only where the answer itself does not say; null: nobody knows. */
  length(): Promise<number | null>;
};

/**
 * The lines of a downloaded file as they come, with constant memory. A download that ends early throws
 * `provider_busy` so that it is read again, also where the server ends it as if all were well.
 */
export async function* downloadLines({ response, words, length }: Download): AsyncGenerator<Uint8Array> {
  if (!response.body) throw cutOff(words);
  const isPlain = !response.headers.get("content-encoding");
  const announced = isPlain ? numberOf(response.headers.get("content-length")) : null;
  let received = 0;
  const counted = async function* (body: AsyncIterable<Uint8Array>) {
    for await (const chunk of body) {
      received += chunk.length;
      yield chunk;
    }
  };
  let last: Uint8Array | null = null;
  try {
    for await (const { bytes, isWhole } of splitLines(counted(response.body))) {
      if (isWhole) yield bytes;
      else last = bytes;
    }
  } catch (thrown) {
    throw thrown instanceof AppError ? thrown : appErrorOf(failureOf(thrown), words);
  }
  const expected = announced ?? (await length());
  if (expected !== null && received < expected) throw cutOff(words);
  if (last === null) return;
  // Where nobody knows the length, half a line at the end is the only sign.
  if (expected === null && parseBytes(last) === undefined) throw cutOff(words);
  yield last;
}

function cutOff({ provider }: Words): AppError {
  return new AppError("provider_busy", `A result file of ${provider} ended early. It is read again.`);
}

function numberOf(text: string | null): number | null {
  const number = text === null || text.trim() === "" ? Number.NaN : Number(text);
  return Number.isSafeInteger(number) && number >= 0 ? number : null;
}
