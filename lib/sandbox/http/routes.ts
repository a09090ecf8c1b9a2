import type { Route } from "./call";

/** The route for a method and path, with what stands in place of its `:names`. */
export function matchRoute(routes: Route[], method: string, path: string) {
  const parts = path.split("/");
  for (const route of routes) {
    if (route.method !== method) continue;
    const params = matchPath(route.path.split("/"), parts);
    if (params) return { route, params };
  }
  return undefined;
}

function matchPath(pattern: string[], parts: string[]): Record<string, string> | undefined {
  if (pattern.length !== parts.length) return undefined;
  const params: Record<string, string> = {};
  for (const [i, expected] of pattern.entries()) {
    const part = parts[i] ?? "";
    if (expected.startsWith(":")) params[expected.slice(1)] = decodeURIComponent(part);
    else if (expected !== part) return undefined;
  }
  return params;
}
