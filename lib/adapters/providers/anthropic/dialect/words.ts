import { formatWhole } from "@/lib/core/numbers";

export type Verdict = { message: string; remedy: "fix" | "resend" };

const fix = (message: string): Verdict => ({ message, remedy: "fix" });
const resend = (message: string): Verdict => ({ message, remedy: "resend" });

/** `invalid_request_error` must be fixed first; by the vendor's word all others may be sent again as they are. */
const BY_TYPE: Record<string, Verdict> = {
  invalid_request_error: fix("Anthropic refused the request."),
  // The same model will not be there the next time either.
  not_found_error: fix("The model or what the request names does not exist."),
  request_too_large: fix("The request is too large."),
  authentication_error: resend("The key was not accepted."),
  billing_error: resend("Anthropic had a problem with the account's billing."),
  permission_error: resend("The key may not do this."),
  rate_limit_error: resend("Anthropic was at a rate limit."),
  timeout_error: resend("Anthropic ran out of time."),
  api_error: resend("Anthropic had an error of its own."),
  overloaded_error: resend("Anthropic was overloaded."),
};

/** What the provider's error means, in our words: its own may quote the prompt. */
export function verdictOf({ type, said }: { type: string; said: string }): Verdict {
  const long = tooLong(said);
  if (long) return long;
  const known = BY_TYPE[type] ?? resend("Anthropic could not work the request.");
  const place = known.remedy === "fix" ? placeOf(said) : null;
  return place ? { ...known, message: known.message.replace(/\.$/, ` (${place}).`) } : known;
}

/** `max_tokens: Field required` names a parameter; so do paths such as `messages.0.content.1.text`. */
function placeOf(said: string): string | null {
  const place = /^([a-z_]+(?:\.[a-z0-9_]+){0,8}): /.exec(said)?.[1];
  return place && place.length <= 80 ? place : null;
}

/** The numbers are all that is taken out of the provider's sentence. */
function tooLong(said: string): Verdict | null {
  const whole = (text: string) => formatWhole(BigInt(text.replace(/,/g, "")));
  const prompt = /prompt is too long: ([\d,]+) tokens > ([\d,]+)/i.exec(said);
  if (prompt?.[1] && prompt[2])
    return fix(`Prompt is ${whole(prompt[1])} tokens, limit ${whole(prompt[2])}.`);
  const both = /exceed context limit: ([\d,]+) \+ ([\d,]+) > ([\d,]+)/i.exec(said);
  if (!both?.[1] || !both[2] || !both[3]) return null;
  const [, input, output, limit] = both;
  return fix(`Prompt is ${whole(input)} tokens and max_tokens ${whole(output)}, limit ${whole(limit)}.`);
}
