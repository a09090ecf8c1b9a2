import { expect, test } from "vitest";
import { commandOf } from "./keymap";
import { matching, type PaletteItem } from "./palette-items";

const key = (name: string, shiftKey = false) => ({ key: name, shiftKey });

test("G waits for a place, and the letter after it goes there", () => {
  expect(commandOf(key("g"), false)).toEqual({ kind: "await-place" });
  expect(commandOf(key("s"), true)).toEqual({ kind: "go", href: "/spend" });
  expect(commandOf(key("O", true), true)).toEqual({ kind: "go", href: "/" });
});

test("a letter without a place is no command after G, whatever it means alone", () => {
  expect(commandOf(key("t"), true)).toBeNull();
});

test.each([
  ["?", true, { kind: "shortcuts" }],
  ["t", false, { kind: "theme" }],
  ["z", false, { kind: "undo" }],
  ["/", false, { kind: "press", key: "/" }],
  ["[", false, { kind: "press", key: "[" }],
  ["n", false, { kind: "press", key: "N" }],
])("%s", (name, shift, command) => {
  expect(commandOf(key(name, shift), false)).toEqual(command);
});

test.each(["Enter", "Escape", "ArrowDown", "Tab", " "])("%s is left to what has the focus", (name) => {
  expect(commandOf(key(name), false)).toBeNull();
});

test("the palette finds by the beginning of words", () => {
  const items = ["Owner answers", "Overview", "All shortcuts"].map((label) => ({ label }) as PaletteItem);
  expect(matching(items, "o").map(({ label }) => label)).toEqual(["Owner answers", "Overview"]);
  expect(matching(items, "ans own").map(({ label }) => label)).toEqual(["Owner answers"]);
  expect(matching(items, "verview")).toEqual([]);
  expect(matching(items, "")).toHaveLength(3);
});
