import type { ErrorCode } from "./errors";

/** What a server action returns. Ids and text only: a bigint would break the answer to a form without scripts. */
export type ActionResult<T = unknown> =
  | { ok: true; data: T }
  | {
      ok: false;
      error: { code: ErrorCode; message: string; fields?: Record<string, string> };
      values?: Record<string, string>;
    };
