import { isObject } from "./schema";

/** The part of Google's discovery format that the contracts use. */
export type DiscoverySchema = {
  $ref?: string;
  type?: string;
  format?: string;
  enum?: string[];
  properties?: Record<string, DiscoverySchema>;
  additionalProperties?: DiscoverySchema;
  items?: DiscoverySchema;
  readOnly?: boolean;
};

export type DiscoveryMethod = {
  id: string;
  httpMethod: string;
  flatPath: string;
  parameters?: Record<string, { location: string; type: string; enum?: string[]; pattern?: string }>;
  request?: { $ref: string };
  response?: { $ref: string };
};

/** Says what is wrong with a value; nothing when it fits. A request may not set what is only ever answered. */
export type ValidateDiscovery = (
  schema: DiscoverySchema,
  value: unknown,
  where: { at: string; isRequest?: boolean },
) => string[];

const dateTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?Z$/;
const duration = /^-?\d+(\.\d{1,9})?s$/;

/** Discovery schemas are closed, and their JSON leaves absent values out: a null or an unknown field is a mistake. */
export function createDiscoveryValidator(schemas: Record<string, DiscoverySchema>): ValidateDiscovery {
  function validate(
    schema: DiscoverySchema,
    value: unknown,
    where: { at: string; isRequest?: boolean },
  ): string[] {
    const { at } = where;
    if (schema.$ref) {
      const named = schemas[schema.$ref];
      return named ? validate(named, value, where) : [`${at}: the contract does not define ${schema.$ref}`];
    }
    if (value === null) return [`${at} is null`];
    switch (schema.type) {
      case "any":
      case undefined:
        return [];
      case "object":
        return checkObject(schema, value, where);
      case "array":
        if (!Array.isArray(value)) return [`${at} is no list`];
        return value.flatMap((item, place) =>
          validate(schema.items ?? {}, item, { ...where, at: `${at}[${place}]` }),
        );
      default:
        return checkPlain(schema, value, at);
    }
  }

  function checkObject(
    schema: DiscoverySchema,
    value: unknown,
    where: { at: string; isRequest?: boolean },
  ): string[] {
    if (!isObject(value)) return [`${where.at} is no object`];
    return Object.entries(value).flatMap(([name, inner]) => {
      const at = `${where.at}.${name}`;
      const known = schema.properties?.[name] ?? schema.additionalProperties;
      if (!known) return [`${at} is not in the contract`];
      if (where.isRequest && known.readOnly) return [`${at} is only ever answered`];
      return validate(known, inner, { ...where, at });
    });
  }

  return validate;
}

function checkPlain(schema: DiscoverySchema, value: unknown, at: string): string[] {
  switch (schema.type) {
    case "integer":
      return Number.isInteger(value) ? [] : [`${at} is no whole number`];
    case "number":
      return typeof value === "number" ? [] : [`${at} is no number`];
    case "boolean":
      return typeof value === "boolean" ? [] : [`${at} is neither true nor false`];
    default:
      return typeof value === "string" ? checkText(schema, value, at) : [`${at} is no text`];
  }
}

function checkText(schema: DiscoverySchema, value: string, at: string): string[] {
  if (schema.enum && !schema.enum.includes(value))
    return [`${at} is "${value}", not one of the known values`];
  if (schema.format === "int64" && !/^-?\d+$/.test(value)) return [`${at} is no whole number in a text`];
  if (schema.format === "google-datetime" && !dateTime.test(value)) return [`${at} is no moment`];
  return schema.format === "google-duration" && !duration.test(value) ? [`${at} is no duration`] : [];
}
