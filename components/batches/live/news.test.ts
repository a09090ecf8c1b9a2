import { expect, test } from "vitest";
import { changesOf, takeNews } from "./news";

const seen = (id: string, word: string) => ({ id, name: `batch ${id}`, word });

test("only a change of state is news", () => {
  const before = [seen("a", "Running"), seen("b", "Running")];
  expect(changesOf(before, [seen("a", "Running"), seen("b", "Completed"), seen("c", "Queued")])).toEqual([
    "batch b: completed",
  ]);
});

test("news waits until half a minute has passed, and then says all of it at once", () => {
  expect(takeNews(["a"], 0, 29_999)).toBeNull();
  expect(takeNews(["a", "b"], 0, 30_000)).toBe("a, b");
  expect(takeNews(["a", "b", "c", "d", "e"], 0, 30_000)).toBe("a, b, c and 2 more changes");
  expect(takeNews([], 0, 90_000)).toBeNull();
});
