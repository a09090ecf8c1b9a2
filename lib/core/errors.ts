export const STATUS = {
  invalid: 400,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  method_not_allowed: 405,
  conflict: 409,
  refused: 422,
  rate_limited: 429,
  internal: 500,
  provider_refused: 502,
  provider_busy: 503,
} as const;

export type ErrorCode = keyof typeof STATUS;

type Details = {
  fields?: Record<string, string>;
  retryable?: boolean;
  retryAfterSeconds?: number;
  cause?: unknown;
};

/** An error that a person can act on. Everything else that is thrown is a bug. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly fields: Record<string, string> | undefined;
  readonly retryable: boolean;
  readonly retryAfterSeconds: number | undefined;

  constructor(code: ErrorCode, message: string, details: Details = {}) {
    super(message, { cause: details.cause });
    this.name = "AppError";
    this.code = code;
    this.fields = details.fields;
    this.retryable = details.retryable ?? (code === "provider_busy" || code === "rate_limited");
    this.retryAfterSeconds = details.retryAfterSeconds;
  }
}

export const invalid = (message: string, fields?: Record<string, string>) =>
  new AppError("invalid", message, fields ? { fields } : {});
export const unauthenticated = (message = "Sign in first.") => new AppError("unauthenticated", message);
export const forbidden = (message: string) => new AppError("forbidden", message);
export const notFound = (what: string) => new AppError("not_found", `${what} was not found.`);
export const conflict = (message: string) => new AppError("conflict", message);
export const refused = (message: string) => new AppError("refused", message);
