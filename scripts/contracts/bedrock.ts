import { readFileSync } from "node:fs";
import { createShapeValidator, type Member, type Shape } from "./aws-shapes";
import type { CheckExchange, Exchange } from "./exchange";
import { isObject } from "./schema";

// Holds recorded calls of Bedrock's control plane against the service model that botocore ships.

type Operation = {
  name: string;
  http: { method: string; requestUri: string; responseCode: number };
  input?: { shape: string };
  output?: { shape: string };
  errors?: { shape: string }[];
};
type Model = { operations: Record<string, Operation>; shapes: Record<string, Shape> };

/** Errors of every AWS service, which no operation lists. */
const anywhere = ["UnrecognizedClientException", "ServiceUnavailableException", "MissingAuthenticationToken"];

export function bedrockContract(path: string): CheckExchange {
  const { operations, shapes }: Model = JSON.parse(readFileSync(path, "utf8"));
  const validate = createShapeValidator(shapes);

  function check(exchange: Exchange): string[] | null {
    for (const operation of Object.values(operations)) {
      const params = paramsOf(operation, exchange);
      if (params)
        return exchange.status >= 400
          ? checkError(operation, exchange)
          : [...checkRequest(operation, exchange, params), ...checkAnswer(operation, exchange)];
    }
    return null;
  }

  function checkRequest({ input }: Operation, exchange: Exchange, params: Record<string, string>): string[] {
    const members = shapes[input?.shape ?? ""]?.members ?? {};
    const query = Object.entries(exchange.query).flatMap(([name, text]) => {
      const member = Object.values(members).find(
        ({ location, locationName }) => location === "querystring" && locationName === name,
      );
      if (!member) return [`query.${name} is not in the contract`];
      return validate(
        member.shape,
        shapes[member.shape]?.type === "integer" ? Number(text) : text,
        `query.${name}`,
      );
    });
    const inPath = Object.entries(params).flatMap(([name, text]) => {
      const member = members[name];
      return member ? validate(member.shape, text, `path.${name}`) : [`path.${name} is not in the contract`];
    });
    return [...query, ...inPath, ...checkBody(input?.shape, members, exchange.requestBody)];
  }

  /** What is left of the input for the body, once path and query have theirs. */
  function checkBody(name: string | undefined, members: Record<string, Member>, body: unknown): string[] {
    const inBody = Object.entries(members).filter(([, member]) => !member.location);
    if (inBody.length === 0)
      return isObject(body) && Object.keys(body).length > 0 ? ["request has a body"] : [];
    return name ? validate(name, body, "request") : [];
  }

  function checkAnswer({ http, output }: Operation, { status, responseBody }: Exchange): string[] {
    const code = status === http.responseCode ? [] : [`status ${status}, not ${http.responseCode}`];
    return output ? [...code, ...validate(output.shape, responseBody, "response")] : code;
  }

  function checkError({ name, errors = [] }: Operation, exchange: Exchange): string[] {
    const told = exchange.responseHeaders["x-amzn-errortype"]?.split(":")[0] ?? "";
    if (anywhere.includes(told)) return [];
    if (!errors.some(({ shape }) => shape === told)) return [`${name} knows no error '${told}'`];
    const wanted = shapes[told]?.error?.httpStatusCode;
    return [
      ...(exchange.status === wanted ? [] : [`${told} came with ${exchange.status}, not ${wanted}`]),
      ...validate(told, exchange.responseBody, "error"),
    ];
  }

  return check;
}

/** What stands in a path in place of the contract's names; null when it is another call. */
function paramsOf({ http }: Operation, { method, path }: Exchange): Record<string, string> | null {
  if (http.method !== method) return null;
  const names = http.requestUri.split("/");
  const parts = path.split("/");
  if (names.length !== parts.length) return null;
  const params: Record<string, string> = {};
  for (const [place, name] of names.entries()) {
    const part = parts[place] ?? "";
    if (name.startsWith("{")) params[name.slice(1, -1)] = decodeURIComponent(part);
    else if (name !== part) return null;
  }
  return params;
}
