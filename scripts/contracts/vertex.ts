import { readFileSync } from "node:fs";
import { createDiscoveryValidator, type DiscoveryMethod, type DiscoverySchema } from "./discovery";
import type { CheckExchange, Exchange } from "./exchange";
import { isObject } from "./schema";

// Holds recorded job calls of Vertex AI against Google's discovery document; and of answers what it says of their usage.

type Resource = { methods?: Record<string, DiscoveryMethod>; resources?: Record<string, Resource> };
type Contract = Resource & {
  version: string;
  parameters: DiscoveryMethod["parameters"];
  schemas: Record<string, DiscoverySchema>;
};

const words: Record<string, number> = {
  INVALID_ARGUMENT: 400,
  FAILED_PRECONDITION: 400,
  UNAUTHENTICATED: 401,
  PERMISSION_DENIED: 403,
  NOT_FOUND: 404,
  ALREADY_EXISTS: 409,
  RESOURCE_EXHAUSTED: 429,
  INTERNAL: 500,
  UNAVAILABLE: 503,
};

export function vertexContract(path: string): CheckExchange {
  const contract: Contract = JSON.parse(readFileSync(path, "utf8"));
  const { version, schemas } = contract;
  const validate = createDiscoveryValidator(schemas);
  const methods = methodsOf(contract);
  const usage = Object.keys(schemas).find((name) => name.endsWith("GenerateContentResponseUsageMetadata"));

  function check(exchange: Exchange): string[] | null {
    const method = methods.find((one) => fits(one, exchange));
    if (method) return checkCall(method, exchange);
    if (exchange.path.endsWith(":generateContent")) return checkGenerated(exchange);
    return exchange.path.endsWith("predictions.jsonl") || exchange.responseText ? checkRows(exchange) : null;
  }

  function checkCall(method: DiscoveryMethod, exchange: Exchange): string[] {
    if (exchange.status >= 400) return checkError(exchange);
    const { request, response } = method;
    return [
      ...checkQuery(method, exchange),
      ...(request ? validate(request, exchange.requestBody, { at: "request", isRequest: true }) : []),
      ...(response ? validate(response, exchange.responseBody, { at: "response" }) : []),
    ];
  }

  function checkQuery({ parameters = {} }: DiscoveryMethod, { query }: Exchange): string[] {
    return Object.entries(query).flatMap(([name, text]) => {
      const known = parameters[name] ?? contract.parameters?.[name];
      if (known?.location !== "query") return [`query.${name} is not in the contract`];
      return known.type === "integer" && !/^\d+$/.test(text) ? [`query.${name} is no whole number`] : [];
    });
  }

  function checkError({ status, responseBody }: Exchange): string[] {
    const error = isObject(responseBody) ? responseBody.error : null;
    if (!isObject(error)) return ["error is missing"];
    const { status: word, ...told } = error;
    const problems = validate({ $ref: "GoogleRpcStatus" }, told, { at: "error" });
    if (error.code !== status) problems.push(`error.code is ${error.code}, not ${status}`);
    if (words[String(word)] !== status) problems.push(`error.status ${word} does not go with ${status}`);
    return problems;
  }

  function checkGenerated({ path: asked, status, responseBody }: Exchange): string[] | null {
    if (!asked.startsWith(`/${version}/`)) return null;
    return status >= 400
      ? checkError({ status, responseBody } as Exchange)
      : checkUsage(responseBody, "response");
  }

  function checkUsage(answer: unknown, at: string): string[] {
    const told = isObject(answer) ? answer.usageMetadata : undefined;
    if (told === undefined) return [`${at}.usageMetadata is missing`];
    return usage ? validate({ $ref: usage }, told, { at: `${at}.usageMetadata` }) : [];
  }

  function checkRows({ responseText = "" }: Exchange): string[] {
    return responseText.split("\n").flatMap((text, place) => {
      if (text === "") return [];
      const line: unknown = JSON.parse(text);
      if (!isObject(line) || typeof line.status !== "string") return [`line ${place + 1} is no row`];
      return line.status === "" ? checkUsage(line.response, `line ${place + 1}`) : [];
    });
  }

  return check;
}

function methodsOf({ methods = {}, resources = {} }: Resource): DiscoveryMethod[] {
  return [...Object.values(methods), ...Object.values(resources).flatMap(methodsOf)];
}

/** `v1/projects/{projectsId}/…/{batchPredictionJobsId}:cancel` */
function fits({ httpMethod, flatPath }: DiscoveryMethod, { method, path }: Exchange): boolean {
  const pattern = flatPath.replace(/[.*+?^$|[\]\\()]/g, "\\$&").replace(/\{[^}]+\}/g, "[^/:]+");
  return httpMethod === method && new RegExp(`^/${pattern}$`).test(path);
}
