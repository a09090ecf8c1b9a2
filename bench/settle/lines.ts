import type { ResultLine } from "@/lib/core/provider";

/** Result lines as OpenAI writes them, some 700 bytes each, in an order of their own. */
export function resultLines(nonce: string, rows: number): ResultLine[] {
  const lines: ResultLine[] = [];
  for (let at = 0; at < rows; at += 1) {
    const n = ((at * 7919) % rows) + 1;
    lines.push({ part: "output", bytes: Buffer.from(lineOf(nonce, n)) });
  }
  return lines;
}

const ANSWER =
  "The courier left the parcel with a neighbour, and the customer asks for a refund of the fee. ".repeat(3);

function lineOf(nonce: string, n: number): string {
  const [input, cached, output] = [900 + (n % 400), 128 * (n % 3), 100 + (n % 90)];
  return JSON.stringify({
    id: `batch_req_${n}`,
    custom_id: `${nonce}_${n}`,
    response: {
      status_code: 200,
      request_id: `req_${n}`,
      body: {
        ...{ id: `chatcmpl-${n}`, object: "chat.completion", created: 1_764_540_000, model: "gpt-5.6-luna" },
        choices: [
          { index: 0, message: { role: "assistant", content: ANSWER, refusal: null }, finish_reason: "stop" },
        ],
        usage: {
          ...{ prompt_tokens: input, completion_tokens: output, total_tokens: input + output },
          prompt_tokens_details: { cached_tokens: cached, audio_tokens: 0 },
          completion_tokens_details: { reasoning_tokens: 0, audio_tokens: 0 },
        },
        service_tier: "default",
        system_fingerprint: null,
      },
    },
    error: null,
  });
}
