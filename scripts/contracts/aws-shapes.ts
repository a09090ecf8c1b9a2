import { isObject } from "./schema";

/** A shape of a botocore service model, as far as the parts that we hold against it go. */
export type Shape = {
  type: string;
  required?: string[];
  members?: Record<string, Member>;
  member?: Member;
  key?: Member;
  value?: Member;
  enum?: string[];
  pattern?: string;
  min?: number;
  max?: number;
  union?: boolean;
  exception?: boolean;
  error?: { httpStatusCode: number };
};

export type Member = { shape: string; location?: string; locationName?: string };

/** Says what is wrong with a value; nothing when it fits. */
export type ValidateShape = (shape: string, value: unknown, at: string) => string[];

export function createShapeValidator(shapes: Record<string, Shape>): ValidateShape {
  function validate(name: string, value: unknown, at: string): string[] {
    const shape = shapes[name];
    if (!shape) return [`${at} has the shape ${name}, which is not in the contract`];
    switch (shape.type) {
      case "structure":
        return structure(shape, value, at);
      case "list":
        return list(shape, value, at);
      case "map":
        return isObject(value)
          ? Object.entries(value).flatMap(([key, one]) => validate(inner(shape.value), one, `${at}.${key}`))
          : [`${at} is not a map`];
      case "string":
        return text(shape, value, at);
      case "integer":
      case "long":
        return Number.isInteger(value) ? within(shape, Number(value), at) : [`${at} is not a whole number`];
      case "boolean":
        return typeof value === "boolean" ? [] : [`${at} is not true or false`];
      case "timestamp":
        return isMoment(value) ? [] : [`${at} is not a moment in ISO 8601`];
      default:
        return [`${at} has the type ${shape.type}, which nobody checks`];
    }
  }

  function structure({ members = {}, required = [], union }: Shape, value: unknown, at: string): string[] {
    if (!isObject(value)) return [`${at} is not a structure`];
    const found = Object.entries(value);
    const missing = required
      .filter((name) => value[name] === undefined)
      .map((name) => `${at}.${name} is missing`);
    const crowded = union && found.length !== 1 ? [`${at} is a union with ${found.length} members`] : [];
    const wrong = found.flatMap(([name, one]) => {
      const member = members[name];
      if (!member) return [`${at}.${name} is not in the contract`];
      // AWS leaves out what is absent.
      return one === null ? [`${at}.${name} is null`] : validate(member.shape, one, `${at}.${name}`);
    });
    return [...missing, ...crowded, ...wrong];
  }

  function list(shape: Shape, value: unknown, at: string): string[] {
    if (!Array.isArray(value)) return [`${at} is not a list`];
    return [
      ...within(shape, value.length, `${at}'s length`),
      ...value.flatMap((one, place) => validate(inner(shape.member), one, `${at}[${place}]`)),
    ];
  }

  return validate;
}

const inner = (member: Member | undefined) => member?.shape ?? "";

function text(shape: Shape, value: unknown, at: string): string[] {
  if (typeof value !== "string") return [`${at} is not a text`];
  if (shape.enum && !shape.enum.includes(value)) return [`${at} is ${value}, not one of the known values`];
  const fits = !shape.pattern || new RegExp(`^(?:${shape.pattern})$`).test(value);
  return [
    ...(fits ? [] : [`${at} does not match ${shape.pattern}`]),
    ...within(shape, value.length, `${at}'s length`),
  ];
}

function within({ min, max }: Shape, size: number, at: string): string[] {
  if (min !== undefined && size < min) return [`${at} is below ${min}`];
  return max !== undefined && size > max ? [`${at} is above ${max}`] : [];
}

function isMoment(value: unknown): boolean {
  return (
    typeof value === "string" && /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(value) && !Number.isNaN(Date.parse(value))
  );
}
