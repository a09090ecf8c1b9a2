import { AppError, STATUS } from "@/lib/core/errors";
import { log } from "@/lib/platform/log";

/** Counts are bigint in the house and numbers on the wire; money is text long before it comes here. */
export function toJson(value: unknown): string {
  return JSON.stringify(value ?? null, (_name, field: unknown) => {
    if (typeof field !== "bigint") return field;
    const number = Number(field);
    return Number.isSafeInteger(number) ? number : field.toString();
  });
}

export function answer(status: number, value: unknown, headers: Record<string, string> = {}): Response {
  return new Response(toJson(value), {
    status,
    headers: { "content-type": "application/json; charset=utf-8", "cache-control": "no-store", ...headers },
  });
}

/** The one shape of every refusal. What is no AppError is a bug: logged here, and told as such. */
export function refusal(error: unknown): Response {
  if (!(error instanceof AppError)) {
    log.error("api.failed", error);
    return refusal(new AppError("internal", "Something went wrong on our side. It has been logged."));
  }
  const { code, message, fields, retryAfterSeconds } = error;
  const headers = retryAfterSeconds ? { "retry-after": String(Math.ceil(retryAfterSeconds)) } : undefined;
  return answer(STATUS[code], { error: { code, message, ...(fields && { fields }) } }, headers);
}
