/** One request and its answer, as the sandbox records them. */
export type Exchange = {
  method: string;
  path: string;
  query: Record<string, string>;
  requestBody: unknown;
  status: number;
  responseHeaders: Record<string, string>;
  responseBody: unknown;
  /** The start of a downloaded file. */
  responseText?: string;
};

/** Problems of one exchange; null when the contract does not speak of such a call. */
export type CheckExchange = (exchange: Exchange) => string[] | null;
