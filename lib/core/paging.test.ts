import { expect, test } from "vitest";
import { z } from "zod";
import { AppError } from "./errors";
import { cursorOf, Paging, pageOf, readCursor } from "./paging";

const Position = z.tuple([z.string(), z.number()]);

test("a cursor survives the way through an address, whatever words it holds", () => {
  const cursor = cursorOf(["größe/✓ & co", 7]);
  expect(cursor).toMatch(/^[A-Za-z0-9_-]+$/);
  expect(readCursor(cursor, Position)).toEqual(["größe/✓ & co", 7]);
});

test.each(["", "%%%", "bm90IGpzb24", cursorOf([1, 2])])("%s is no cursor of this list", (cursor) => {
  expect(() => readCursor(cursor, Position)).toThrow(AppError);
});

test("the row too many tells of a next page and is not shown", () => {
  const page = pageOf(["a", "b", "c"], 2, (row) => [row]);
  expect(page.rows).toEqual(["a", "b"]);
  expect(readCursor(page.nextCursor ?? "", z.tuple([z.string()]))).toEqual(["b"]);
  expect(pageOf(["a", "b"], 2, (row) => [row]).nextCursor).toBeNull();
});

test("a page holds 50 rows unless asked, and 500 at most", () => {
  expect(Paging.parse({})).toEqual({ limit: 50 });
  expect(Paging.safeParse({ limit: "501" }).success).toBe(false);
  expect(Paging.safeParse({ limit: "0" }).success).toBe(false);
});
