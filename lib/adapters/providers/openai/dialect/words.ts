import { formatWhole } from "@/lib/core/numbers";

export type Verdict = { message: string; remedy: "fix" | "resend" };

const fix = (message: string): Verdict => ({ message, remedy: "fix" });
const resend = (message: string): Verdict => ({ message, remedy: "resend" });

const BY_CODE: Record<string, Verdict> = {
  batch_expired: resend("It did not run before the batch's window closed."),
  batch_cancelled: resend("It did not run before the batch was cancelled."),
  empty_answer: resend("OpenAI says that it worked, but the answer is empty."),
  rate_limit_exceeded: resend("OpenAI was at a rate limit."),
  insufficient_quota: resend("The account had no credit left."),
  billing_hard_limit_reached: resend("The account had reached its spending limit."),
  server_error: resend("OpenAI had an error of its own."),
  service_unavailable_error: resend("OpenAI was overloaded."),
  content_policy_violation: fix("OpenAI's content policy refuses the prompt."),
  content_filter: fix("OpenAI's content filter refuses the prompt."),
  moderation_blocked: fix("OpenAI's moderation refuses the prompt."),
  invalid_prompt: fix("OpenAI's content policy refuses the prompt."),
  model_not_found: fix("The model does not exist, or this key may not use it."),
  invalid_api_key: fix("The key was not accepted."),
  missing_required_parameter: fix("A parameter is missing."),
  unsupported_parameter: fix("A parameter is not supported by this model."),
  unsupported_value: fix("A parameter has a value that this model does not support."),
  invalid_value: fix("A parameter has a value that is not allowed."),
};

/** Parameter names of a body, such as `messages[0].content`; anything else may be somebody's text. */
const PARAMETER = /^[A-Za-z0-9_.[\]]{1,80}$/;

type Refusal = { status: number | null; code: string | null; param: string | null; said: string };

/** What the provider's error means, in our words: its own may quote the prompt. */
export function verdictOf({ status, code, param, said }: Refusal): Verdict {
  const long = tooLong(said);
  if (long) return long;
  const known = code === null ? undefined : BY_CODE[code];
  const where = param !== null && PARAMETER.test(param) ? ` (${param})` : "";
  if (known) return { ...known, message: known.message.replace(/\.$/, `${where}.`) };
  if (code === "context_length_exceeded") return fix("The prompt is longer than the model takes.");
  return byStatus(status, where);
}

function byStatus(status: number | null, where: string): Verdict {
  if (status === null || status === 0) return resend("The request was not answered.");
  if (status === 429) return resend("OpenAI was at a rate limit.");
  if (status === 503) return resend("OpenAI was overloaded.");
  if (status >= 500) return resend(`OpenAI had an error of its own (${status}).`);
  if (status === 408 || status === 409 || status === 425)
    return resend(`OpenAI could not do it then (${status}).`);
  if (status === 401 || status === 403) return fix(`The key may not do this (${status}).`);
  if (status === 404) return fix("The model or what the request names does not exist.");
  if (status === 413) return fix("The request is too large.");
  return fix(`OpenAI refused the request${where} (${status}).`);
}

/** The two numbers are all that is taken out of the provider's sentence. */
function tooLong(said: string): Verdict | null {
  const limit = /(?:maximum context length is|limit of|maximum of) ([\d,]+) tokens/i.exec(said)?.[1];
  const prompt = /(?:resulted in|you requested|requested) (?:about )?([\d,]+) tokens/i.exec(said)?.[1];
  if (!limit || !prompt) return null;
  const whole = (text: string) => formatWhole(BigInt(text.replace(/,/g, "")));
  return fix(`Prompt is ${whole(prompt)} tokens, limit ${whole(limit)}.`);
}
