import { batchHref } from "../address";

/** What stands in the address of one batch: which of its requests are shown. */
export type RequestsAddress = Partial<Record<"status" | "search" | "cursor", string>>;

export function requestsHref(id: string, asked: RequestsAddress, change: RequestsAddress = {}): string {
  const search = new URLSearchParams();
  const words = { ...asked, cursor: "", ...change };
  for (const [name, value] of Object.entries(words)) if (value) search.set(name, value);
  return search.size > 0 ? `${batchHref(id)}?${search}` : batchHref(id);
}
