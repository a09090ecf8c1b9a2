import { expect, test } from "vitest";
import { dialects } from "./dialects";
import { providers } from "./index";

test("every provider is found by its word, and threads get the same dialect without the SDKs", () => {
  const all = providers.list();
  expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
  expect(Object.keys(dialects)).toEqual(all.map(({ id }) => id));
  for (const provider of all) {
    expect(providers.get(provider.id)).toBe(provider);
    expect(dialects[provider.id]).toBe(provider.dialect);
    expect(provider.mark).toMatch(/^[A-Z]{2}$/);
  }
  expect(providers.get("nobody")).toBeNull();
});
