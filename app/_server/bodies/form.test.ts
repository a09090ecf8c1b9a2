import { expect, test } from "vitest";
import { z } from "zod";
import { AppError } from "@/lib/core/errors";
import { check, readForm, typedValues } from "./form";

function formOf(fields: [string, string][]): FormData {
  const form = new FormData();
  for (const [name, value] of fields) form.append(name, value);
  return form;
}

test("a field that comes twice is a list, and dots reach into objects", () => {
  const form = formOf([
    ["$ACTION_ID_1", ""],
    ["name", "Ada"],
    ["tier", "sync"],
    ["tier", "batch"],
    ["columns.model", "model_name"],
    ["columns.endpoint", "route"],
  ]);
  expect(readForm(form)).toEqual({
    name: "Ada",
    tier: ["sync", "batch"],
    columns: { model: "model_name", endpoint: "route" },
  });
});

test("no field reaches into the prototype of objects", () => {
  readForm(formOf([["__proto__.polluted", "yes"]]));
  expect(({} as { polluted?: string }).polluted).toBeUndefined();
});

test("what was typed comes back, a key does not", () => {
  const form = formOf([
    ["name", "main"],
    ["apiKey", "sk-1"],
    ["credentials.adminKey", "sk-2"],
    ["credentialsNote", "mine"],
  ]);
  expect(typedValues(form, ["apiKey", "credentials"])).toEqual({ name: "main", credentialsNote: "mine" });
});

test("every wrong field is named with what is wrong", () => {
  const schema = z.strictObject({ name: z.string().min(1, "Give it a name."), role: z.enum(["admin"]) });
  try {
    check(schema, { name: "", colour: "red" });
    expect.unreachable();
  } catch (error) {
    expect(error).toBeInstanceOf(AppError);
    const { code, fields } = error as AppError;
    expect(code).toBe("invalid");
    expect(fields).toMatchObject({ name: "Give it a name.", colour: "is not known here" });
    expect(Object.keys(fields ?? {})).toContain("role");
  }
});
