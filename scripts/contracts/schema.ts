/** The part of JSON Schema that the vendors' contracts use. */
export type Schema = {
  $ref?: string;
  type?: string | string[];
  enum?: unknown[];
  required?: string[];
  properties?: Record<string, Schema>;
  additionalProperties?: boolean | Schema;
  items?: Schema;
  anyOf?: Schema[];
  oneOf?: Schema[];
  allOf?: Schema[];
  minimum?: number;
  maximum?: number;
};

/** Says what is wrong with a value; nothing when it fits. */
export type Validate = (schema: Schema, value: unknown, at?: string) => string[];

/** `resolve` finds what a `$ref` points to. */
export function createValidator(resolve: (reference: string) => Schema): Validate {
  function validate(schema: Schema, value: unknown, at = "body"): string[] {
    if (schema.$ref) return validate(resolve(schema.$ref), value, at);
    return [
      ...checkType(schema, value, at),
      ...(schema.allOf ?? []).flatMap((part) => validate(part, value, at)),
      ...checkChoices(schema, value, at),
      ...checkObject(schema, value, at),
      ...(schema.items && Array.isArray(value)
        ? value.flatMap((item, place) => validate(schema.items ?? {}, item, `${at}[${place}]`))
        : []),
    ];
  }

  function checkChoices(schema: Schema, value: unknown, at: string): string[] {
    const choices = schema.anyOf ?? schema.oneOf;
    if (!choices) return [];
    const failures = choices.map((choice) => validate(choice, value, at));
    return failures.some((found) => found.length === 0) ? [] : (failures[0] ?? []);
  }

  function checkObject(schema: Schema, value: unknown, at: string): string[] {
    if (!isObject(value)) return [];
    const required = schema.required ?? [];
    const missing = required
      .filter((name) => value[name] === undefined)
      .map((name) => `${at}.${name} is missing`);
    const wrong = Object.entries(value).flatMap(([name, inner]) => {
      const known = schema.properties?.[name];
      // The vendor's own examples write null for a field that the schema only calls optional.
      if (inner === undefined || (inner === null && !required.includes(name))) return [];
      if (known) return validate(known, inner, `${at}.${name}`);
      if (schema.additionalProperties === false) return [`${at}.${name} is not in the contract`];
      return isObject(schema.additionalProperties)
        ? validate(schema.additionalProperties, inner, `${at}.${name}`)
        : [];
    });
    return [...missing, ...wrong];
  }

  return validate;
}

function checkType(schema: Schema, value: unknown, at: string): string[] {
  const types = schema.type === undefined ? [] : [schema.type].flat();
  const found = typeOf(value);
  const fits =
    types.length === 0 || types.some((type) => type === found || (type === "number" && found === "integer"));
  const failures = fits ? [] : [`${at} is ${found}, not ${types.join(" or ")}`];
  if (schema.enum && !schema.enum.includes(value))
    failures.push(`${at} is ${JSON.stringify(value)}, not one of the known values`);
  if (typeof value !== "number") return failures;
  if (schema.minimum !== undefined && value < schema.minimum)
    failures.push(`${at} is below ${schema.minimum}`);
  if (schema.maximum !== undefined && value > schema.maximum)
    failures.push(`${at} is above ${schema.maximum}`);
  return failures;
}

function typeOf(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  return Number.isInteger(value) ? "integer" : typeof value;
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
