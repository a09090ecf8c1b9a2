import { expect, test } from "vitest";
import { z } from "zod";
import { checkInput, readArguments } from "./arguments";
import { UsageError } from "./command";
import { table } from "./table";

test("names and words of a command line", () => {
  const { values, positionals } = readArguments(["Acme", "--org", "sample"], { org: { type: "string" } }, 1);
  expect(values.org).toBe("sample");
  expect(positionals).toEqual(["Acme"]);
});

test.each([[["--colour", "red"]], [["one", "two"]], [["--org"]]])("%j is refused with the usage", (args) => {
  expect(() => readArguments(args, { org: { type: "string" } }, 1)).toThrow(UsageError);
});

test("a wrong value is named", () => {
  const shape = z.object({ role: z.enum(["admin"], { error: "Use admin." }) });
  expect(() => checkInput(shape, { role: "king" })).toThrow("role: Use admin.");
});

test("figures stand at their right edge", () => {
  expect(
    table(
      [
        ["name", "cost"],
        ["a", "$1"],
        ["longer", "$1,000"],
      ],
      [1],
    ),
  ).toBe(["name      cost", "a           $1", "longer  $1,000"].join("\n"));
});
