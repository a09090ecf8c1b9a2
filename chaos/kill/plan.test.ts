import { describe, expect, test } from "vitest";
import { PROVIDERS, planRounds, WINDOWS, wantedHits } from "./plan";

const pairs = (count: number, providers = [...PROVIDERS]) =>
  planRounds("a", count, providers).map(({ provider, window }) => `${provider} ${window}`);

describe("rounds", () => {
  test("the same seed gives the same rounds, another one others", () => {
    const told = (seed: string) =>
      JSON.stringify(
        planRounds(seed, 60, PROVIDERS).map(({ roll, ...round }) => ({ ...round, x: roll("x") })),
      );
    expect(told("a")).toBe(told("a"));
    expect(told("a")).not.toBe(told("b"));
  });

  test("sixteen see every window at every provider, four see each once", () => {
    expect(new Set(pairs(16)).size).toBe(PROVIDERS.length * WINDOWS.length);
    const first = planRounds("a", 4, PROVIDERS);
    expect(new Set(first.map(({ window }) => window)).size).toBe(4);
    expect(new Set(first.map(({ provider }) => provider)).size).toBe(4);
  });

  test.each([[["openai"]], [["bedrock", "vertex"]], [[...PROVIDERS]]] as const)(
    "a hundred of %j aim at each window more than ten times",
    (providers) => {
      for (const window of WINDOWS)
        expect(
          planRounds("a", 100, providers).filter((round) => round.window === window).length,
        ).toBeGreaterThanOrEqual(20);
    },
  );

  test("a hundred need ten hits of each window, five need one, one needs none", () => {
    expect([100, 99, 5, 4, 3, 1].map(wantedHits)).toEqual([10, 1, 1, 1, 0, 0]);
  });
});
