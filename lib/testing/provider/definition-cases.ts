import { expect, test } from "vitest";
import type { LineFacts } from "@/lib/core/provider";
import type { ProviderFixture } from "./fixture";

const dated = {
  title: expect.stringMatching(/\w/),
  url: expect.stringMatching(/^https:/),
  read: expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
};

export function definitionCases({ definition, path, model, body }: ProviderFixture): void {
  const { dialect, fields, limits } = definition;

  test("every limit has a dated source", () => {
    expect(limits.source).toMatchObject(dated);
    for (const field of definition.limitFields) {
      expect(field.source).toMatchObject(dated);
      for (const { values } of field.presets)
        for (const value of Object.values(values)) expect(value).toBeGreaterThan(0);
    }
  });

  test("the form asks for what the connection takes, and nothing else", () => {
    const unknown = { "no-such-field": "x" };
    expect(definition.settings.safeParse(unknown).success).toBe(false);
    expect(definition.credentials.safeParse(unknown).success).toBe(false);
    const names = fields.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    expect(names).toEqual(expect.arrayContaining(definition.addresses));
    expect(fields.filter(({ secret }) => secret).every((field) => field.in === "credentials")).toBe(true);
    expect(definition.rights.every(({ text, source }) => text !== "" && source.startsWith("https:"))).toBe(
      true,
    );
  });

  test("an address that no key should go to is refused", () => {
    for (const name of definition.addresses)
      for (const address of ["ftp://host", "https://user:pass@host", "not an address", "https://host/?key=1"])
        expect(definition.settings.safeParse({ [name]: address }).success, address).toBe(false);
  });

  test("what is written is read again, with the user's own words untouched", () => {
    const given = body('Quotes " and \\ and new\nlines, 漢字, \u2028, \u2029 and \u0085.');
    const line = dialect.write({ body: given, path, model }, "abcdefgh_1");
    expect(line).not.toMatch(/[\n\r\u0085\u2028\u2029]/);
    const facts = dialect.read(JSON.parse(line)) as LineFacts;
    expect(facts).toMatchObject({ body: given, path, problems: [] });
    if (dialect.idKey !== null) expect(JSON.parse(line)[dialect.idKey]).toBe("abcdefgh_1");
  });

  test("a bare body is taken for what it is", () => {
    const facts = dialect.read(body("Sum up."));
    expect(facts).toMatchObject({ form: "bare", customId: null, path, problems: [] });
  });

  test("an output limit is set, lowered and never raised", () => {
    const limited = dialect.limitOutput(body("Sum up."), path, 50);
    const read = (value: Record<string, unknown>) => (dialect.read(value) as LineFacts).maxOutput;
    expect(read(limited)).toBe(50);
    expect(read(dialect.limitOutput(limited, path, 500))).toBe(50);
    expect(read(dialect.limitOutput(limited, path, 20))).toBe(20);
  });

  test("more text is more input", () => {
    const short = dialect.read(body("Sum up.")) as LineFacts;
    const long = dialect.read(body("Sum up.".padEnd(1000, "x"))) as LineFacts;
    expect(long.inputCharacters - short.inputCharacters).toBe(993);
  });

  test.each([[null], [7], ["text"], [[]], [{}], [{ foo: 1 }], [true]])(
    "%j is no line, and no error",
    (line) => {
      const read = dialect.read(line);
      expect("code" in read && read.message).toMatch(/\.$/);
    },
  );

  test.each(["", "{", "null", "[]", "7", "{}", '{"custom_id":7}', "\u0000", '{"result":null,"response":[]}'])(
    "a result line %j never throws",
    (text) => {
      const outcome = dialect.readResult({ part: "output", bytes: new TextEncoder().encode(text) });
      expect(outcome).toMatchObject({ id: null, status: "failed", usage: null });
      expect(outcome.message).toMatch(/\.$/);
    },
  );

  test("50,000 lines are read in the time that preflight has for it", () => {
    const line = {
      ...JSON.parse(dialect.write({ body: body("Sum up. ".repeat(400)), path, model }, "abcdefgh_1")),
    };
    const before = performance.now();
    for (let n = 0; n < 50_000; n++) dialect.read(line);
    expect(performance.now() - before).toBeLessThan(5_000);
  });
}
