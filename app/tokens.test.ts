import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";

const css = readFileSync(new URL("./tokens.css", import.meta.url), "utf8");

/** The declarations between the braces after `selector`. */
function block(selector: string): string[] {
  const start = css.indexOf("{", css.indexOf(selector) + selector.length - 1) + 1;
  return css
    .slice(start, css.indexOf("}", start))
    .split(";")
    .map((line) => line.replace(/\/\*.*?\*\//gs, "").trim())
    .filter(Boolean);
}

const chosen = block("[data-theme=dark]{");
const bySystem = block(":root:not([data-theme]){");
const light = block(":root,[data-theme=light]{");
const names = (lines: string[]) => lines.map((line) => line.split(":")[0]).sort();

test("dark by the system is dark by choice", () => {
  expect(chosen.length).toBeGreaterThan(30);
  expect(bySystem).toEqual(chosen);
});

test("every colour has a value in both themes", () => {
  expect(names(chosen)).toEqual(names(light));
});

/** WCAG's contrast of two #RRGGBB colours. */
function contrast(a: string, b: string): number {
  const luminance = (hex: string) => {
    const [r = 0, g = 0, blue = 0] = [1, 3, 5].map((at) => {
      const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
      return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * blue;
  };
  const [high = 0, low = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (high + 0.05) / (low + 0.05);
}

const colourOf = (lines: string[], name: string) =>
  lines.find((line) => line.startsWith(`${name}:`))?.slice(name.length + 1) ?? "";

describe.each([
  ["light", light],
  ["dark", chosen],
])("%s", (_theme, lines) => {
  test.each([
    ["--text", "--bg", 4.5],
    ["--text-2", "--sel", 4.5],
    ["--text-3", "--sel", 4.5],
    ["--text-3", "--sunk", 4.5],
    ["--day-text", "--day-tint", 4.5],
    ["--night-text", "--night-tint", 4.5],
    ["--bad", "--bad-tint", 4.5],
    ["--bad", "--bad-wash", 4.5],
    ["--ok", "--ok-tint", 4.5],
    ["--on-ink", "--ink", 4.5],
    ["--on-night", "--night", 4.5],
    ["--ctl-line", "--bg", 3],
    ["--day-edge", "--bg", 3],
    ["--night", "--bg", 3],
    ["--focus", "--bg", 3],
  ])("%s on %s is at least %d", (front, back, least) => {
    expect(contrast(colourOf(lines, front), colourOf(lines, back))).toBeGreaterThanOrEqual(least);
  });
});
