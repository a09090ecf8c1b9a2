import { z } from "zod";
import type { Route, RouteSpec } from "@/app/_server/api";
import { STATUS } from "@/lib/core/errors";

type Json = Record<string, unknown>;
const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"] as const;

const ErrorAnswer = z.object({
  error: z.object({
    code: z.enum(Object.keys(STATUS) as [string, ...string[]]),
    message: z.string(),
    fields: z.record(z.string(), z.string()).optional(),
  }),
});

/** OpenAPI 3.1 from the very shapes that check the calls. */
export function describeCalls(
  calls: Record<string, Partial<Record<string, unknown>>>,
  version: string,
): Json {
  const paths = Object.entries(calls).map(([path, file]) => {
    const known = METHODS.flatMap((method) => {
      const call = file[method];
      return isRoute(call) ? [[method.toLowerCase(), operation(path, method, call.spec)]] : [];
    });
    return [path, Object.fromEntries(known)];
  });
  return {
    openapi: "3.1.0",
    info: {
      title: "Offpeak",
      version,
      description:
        "Money is a decimal string in US dollars unless a currency stands beside it. Days are UTC, YYYY-MM-DD, both ends inclusive. Unknown is null, never 0.",
    },
    servers: [{ url: "/api/v1" }],
    security: [{ token: [] }],
    paths: Object.fromEntries(paths),
    components: {
      securitySchemes: {
        token: { type: "http", scheme: "bearer", description: "A token of Settings: op_…" },
      },
      schemas: { Error: schemaOf(ErrorAnswer, "output") },
    },
  };
}

function isRoute(call: unknown): call is Route {
  return typeof call === "function" && "spec" in call;
}

function operation(path: string, method: string, spec: RouteSpec): Json {
  const body = spec.body
    ? {
        "application/json": { schema: schemaOf(spec.body, "input") },
        ...(spec.orText && { [spec.orText]: { schema: { type: "string" } } }),
      }
    : spec.upload && { [spec.upload]: { schema: { type: "string", format: "binary" } } };
  const failure = { "application/json": { schema: { $ref: "#/components/schemas/Error" } } };
  return {
    operationId: operationId(path, method),
    summary: spec.summary,
    ...(spec.open && { security: [] }),
    parameters: [...pathParameters(path), ...queryParameters(spec), ...(method === "POST" ? [REPEAT] : [])],
    ...(body && { requestBody: { required: true, content: body } }),
    responses: {
      [spec.status ?? 200]: {
        description: spec.summary,
        ...(spec.answer && { content: { "application/json": { schema: schemaOf(spec.answer, "output") } } }),
      },
      default: { description: "A refusal", content: failure },
    },
  };
}

const REPEAT = {
  name: "Idempotency-Key",
  in: "header",
  required: false,
  description: "A repeat with the same key is given the first answer and changes nothing.",
  schema: { type: "string", maxLength: 200 },
};

/** `GET /imports/{id}/problems` → `getImportsIdProblems` */
function operationId(path: string, method: string): string {
  const words = path.match(/[A-Za-z0-9]+/g) ?? [];
  return method.toLowerCase() + words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join("");
}

function pathParameters(path: string): Json[] {
  return [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: "path",
    required: true,
    schema: { type: "string" },
  }));
}

function queryParameters({ query }: RouteSpec): Json[] {
  if (!query) return [];
  const { properties = {}, required = [] } = schemaOf(query, "input") as {
    properties?: Record<string, Json>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    in: "query",
    required: required.includes(name),
    schema,
  }));
}

function schemaOf(schema: z.ZodType, io: "input" | "output"): Json {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: "any" }) as Json;
  return rest;
}
