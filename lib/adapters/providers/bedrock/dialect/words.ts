import { formatWhole } from "@/lib/core/numbers";

export type Verdict = { message: string; remedy: "fix" | "resend" };

const fix = (message: string): Verdict => ({ message, remedy: "fix" });
const resend = (message: string): Verdict => ({ message, remedy: "resend" });

const BY_CODE: Record<string, Verdict> = {
  empty_answer: resend("Bedrock says that it worked, but the answer is empty."),
  no_answer: resend("The request was not answered."),
  answer_lost: resend("Bedrock's answer was lost. It may have been worked and billed."),
};

type Refusal = { status: number | null; code: string; said: string };

/** What Bedrock's error means, in our words: its own may quote the prompt. */
export function verdictOf({ status, code, said }: Refusal): Verdict {
  return BY_CODE[code] ?? tooLong(said) ?? byStatus(status, placeOf(said));
}

function byStatus(status: number | null, place: string | null): Verdict {
  const where = place === null ? "" : ` (${place})`;
  if (status === null) return resend("Bedrock could not work the request.");
  if (status === 429) return resend("Bedrock was at a rate limit.");
  if (status === 503) return resend("Bedrock was overloaded.");
  if (status === 424) return resend("The model had an error of its own.");
  if (status === 408) return resend("The model ran out of time.");
  if (status >= 500) return resend(`Bedrock had an error of its own (${status}).`);
  if (status === 401 || status === 403)
    return fix(`The job role or the key may not use the model (${status}).`);
  if (status === 404) return fix("The model or what the request names does not exist.");
  if (status === 413) return fix("The request is too large.");
  return fix(`The model refused the request${where} (${status}).`);
}

/** Names of parameters: `modelId: Extra inputs are not permitted`, `extraneous key [modelId]`, `#/messages/0/content`. */
const PLACES = [
  /^([A-Za-z_]+(?:\.[A-Za-z0-9_]+){0,8}): /,
  /(?:extraneous|required) key \[([A-Za-z_]{1,60})\]/,
  /#\/((?:[A-Za-z0-9_]+\/?){1,8}):/,
  /The ([A-Za-z]{1,40}) field /,
];

function placeOf(said: string): string | null {
  for (const pattern of PLACES) {
    const place = pattern.exec(said)?.[1];
    if (place && place.length <= 80) return place.replaceAll("/", ".");
  }
  return null;
}

/** The numbers are all that is taken out of the provider's sentence. */
function tooLong(said: string): Verdict | null {
  const prompt =
    /prompt is too long: ([\d,]+) tokens > ([\d,]+)/i.exec(said)?.slice(1) ??
    /Max input tokens: ([\d,]+), request input token count: ([\d,]+)/i.exec(said)?.slice(1).reverse();
  if (!prompt?.[0] || !prompt[1]) return null;
  const [tokens, limit] = prompt.map((text) => formatWhole(BigInt(text.replace(/,/g, ""))));
  return fix(`Prompt is ${tokens} tokens, limit ${limit}.`);
}
