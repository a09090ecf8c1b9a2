import { expect, test } from "vitest";
import { providers } from "./index";

test("every provider is found by its word", () => {
  const all = providers.list();
  expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
  for (const provider of all) {
    expect(providers.get(provider.id)).toBe(provider);
    expect(provider.mark).toMatch(/^[A-Z]{2}$/);
  }
  expect(providers.get("nobody")).toBeNull();
});

test("a connection without a key is told so by its first call", async () => {
  for (const { open } of providers.list().filter(({ id }) => id === "openai" || id === "anthropic")) {
    const provider = open({ credentials: {}, settings: {}, limits: {} });
    await expect(provider.check("batch_1", new AbortController().signal)).rejects.toMatchObject({
      code: "provider_refused",
    });
  }
});
