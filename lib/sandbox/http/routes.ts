import type { IncomingMessage } from "node:http";
import type { Call, Route } from "./call";

/** The route for a method and path, with what stands in place of its `:names`. */
function matchRoute(routes: Route[], method: string, { pathname, searchParams }: URL) {
  const parts = pathname.split("/");
  for (const route of routes) {
    if (route.method !== method || route.when?.(searchParams) === false) continue;
    const params = matchPath(route.path.split("/"), parts);
    if (params) return { route, params };
  }
  return undefined;
}

function matchPath(pattern: string[], parts: string[]): Record<string, string> | undefined {
  const last = pattern.at(-1) ?? "";
  const takesRest = last.startsWith("*") && parts.length >= pattern.length;
  if (pattern.length !== parts.length && !takesRest) return undefined;
  const params: Record<string, string> = {};
  for (const [i, expected] of pattern.entries()) {
    const part = parts[i] ?? "";
    if (expected.startsWith("*")) params[expected.slice(1)] = decodeURIComponent(parts.slice(i).join("/"));
    else if (expected.startsWith(":")) params[expected.slice(1)] = decodeURIComponent(part);
    else if (expected !== part) return undefined;
  }
  return params;
}

/** A request and the route it asks for, if there is one. */
export function openCall(
  request: IncomingMessage,
  routes: Route[],
): { call: Call; route: Route | undefined } {
  const url = new URL(request.url ?? "/", "http://sandbox.local");
  const method = request.method ?? "GET";
  const match = matchRoute(routes, method, url);
  const call: Call = {
    method,
    path: url.pathname,
    params: match?.params ?? {},
    query: url.searchParams,
    headers: request.headers,
    request,
    origin: `http://${request.headers.host ?? "127.0.0.1"}`,
    scope: "default",
    sent: null,
  };
  return { call, route: match?.route };
}
