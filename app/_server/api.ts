import "server-only";
import type { z } from "zod";
import { authorise, type Permission } from "@/lib/core/access";
import { AppError, notFound } from "@/lib/core/errors";
import type { Context } from "@/lib/platform/context";
import { refusal } from "./api/answer";
import { bearerContext } from "./api/bearer";
import { readJson, readParams, readQuery, readText } from "./api/read";
import { respond } from "./api/repeatable";

/** What a call is: read by the wrapper and by openapi.json alike. */
export type RouteSpec = {
  summary: string;
  /** Asked before anything is looked up; the verb asks again and narrows. */
  permission?: Permission;
  query?: z.ZodType;
  /** JSON body. Without it and without `upload` no body is read. */
  body?: z.ZodType;
  /** Another content type that the body may have: the handler then finds its text in `text`. */
  orText?: string;
  /** Content type of a raw body that the handler streams from `request.body` itself. */
  upload?: string;
  /** 200 unless told. */
  status?: number;
  answer?: z.ZodType;
  /** Needs no token. */
  open?: true;
  /** Throws notFound: an absent thing is told before a bad body. */
  find?(ctx: Context, params: Record<string, string>): Promise<unknown>;
};

type Shape<S, K extends string> = S extends { [name in K]: infer Z extends z.ZodType }
  ? z.infer<Z>
  : undefined;
export type RouteInput<S> = {
  params: Record<string, string>;
  query: Shape<S, "query">;
  body: Shape<S, "body">;
  /** The body as it came, when it came as `orText`. */
  text: string | null;
  request: Request;
};
type Handler = (request: Request, context: { params: Promise<unknown> }) => Promise<Response>;
export type Route = Handler & { spec: RouteSpec };

/**
 * One call of /api/v1. Refuses in the promised order: token, role, absent, input. The handler returns data, answered
 * as JSON, or a Response of its own (a CSV, a stream).
 */
export function route<const S extends RouteSpec>(
  spec: S,
  handler: (ctx: Context, input: RouteInput<S>) => Promise<unknown>,
): Route {
  const run: Handler = async (request, context) => {
    try {
      const ctx = await bearerContext(request);
      if (spec.permission) authorise(ctx.actor, spec.permission);
      const params = await readParams(context.params);
      await spec.find?.(ctx, params);
      const text = spec.body ? await readText(request) : "";
      return await respond(ctx, { request, text, status: spec.status ?? 200 }, async () => {
        const query = readQuery(spec.query, new URL(request.url));
        const isText = spec.orText && request.headers.get("content-type")?.startsWith(spec.orText);
        const body = spec.body && !isText ? readJson(spec.body, text) : undefined;
        return handler(ctx, { params, query, body, text: isText ? text : null, request } as RouteInput<S>);
      });
    } catch (error) {
      return refusal(error);
    }
  };
  return Object.assign(run, { spec });
}

/** A call that needs no token and knows no organisation: health and the description of the API. */
export function openRoute(
  spec: Pick<RouteSpec, "summary" | "answer">,
  handler: () => Promise<Response>,
): Route {
  const run: Handler = () => handler().catch(refusal);
  return Object.assign(run, { spec: { ...spec, open: true as const } });
}

type Methods = Partial<Record<(typeof METHODS)[number], Route>>;
const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"] as const;

/** What a route file exports: its calls, and the JSON refusal for every other method. */
export function methods(calls: Methods): Record<(typeof METHODS)[number], Handler> {
  const allowed = METHODS.filter((method) => calls[method]);
  const isOpen = allowed.some((method) => calls[method]?.spec.open);
  const wrong: Handler = async (request) => {
    try {
      if (!isOpen) await bearerContext(request);
      const error = new AppError(
        "method_not_allowed",
        `Use ${allowed.join(" or ")} here, not ${request.method}.`,
      );
      const response = refusal(error);
      response.headers.set("allow", allowed.join(", "));
      return response;
    } catch (error) {
      return refusal(error);
    }
  };
  const of = (method: (typeof METHODS)[number]) => calls[method] ?? wrong;
  return { GET: of("GET"), POST: of("POST"), PUT: of("PUT"), PATCH: of("PATCH"), DELETE: of("DELETE") };
}

/** Every path under /api/v1 that is none. */
export const unknownPath: Handler = async (request) => {
  try {
    await bearerContext(request);
    throw notFound(`${new URL(request.url).pathname}`);
  } catch (error) {
    return refusal(error);
  }
};
