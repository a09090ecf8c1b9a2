import { readFileSync } from "node:fs";
import type { CheckExchange, Exchange } from "./exchange";
import { createValidator, isObject, type Schema } from "./schema";

// Holds recorded OpenAI traffic against the vendor's OpenAPI file: what was asked and what was answered.

type Content = { content?: Record<string, { schema: Schema }> };
type Operation = {
  parameters?: { name: string; in: string; schema: Schema }[];
  requestBody?: Content;
  responses: Record<string, Content>;
};
type Contract = {
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, Schema> };
};

export function openaiContract(path: string): CheckExchange {
  const contract: Contract = JSON.parse(readFileSync(path, "utf8"));
  const named = (name: string): Schema => contract.components.schemas[name] ?? {};
  const validate = createValidator((reference) => named(reference.split("/").at(-1) ?? ""));

  function check(exchange: Exchange): string[] | null {
    const operation = findOperation(contract, exchange);
    if (!operation) return null;
    if (exchange.status >= 400) return validate(named("ErrorResponse"), exchange.responseBody, "error");
    const answer = operation.responses["200"]?.content?.["application/json"]?.schema ?? {};
    return [
      ...checkQuery(operation, exchange),
      ...checkRequest(operation, exchange),
      ...(exchange.responseText === undefined
        ? validate(answer, exchange.responseBody, "response")
        : checkLines(exchange.responseText)),
    ];
  }

  function checkQuery(operation: Operation, { query }: Exchange): string[] {
    return Object.entries(query).flatMap(([name, text]) => {
      const known = operation.parameters?.find(
        (parameter) => parameter.in === "query" && parameter.name === name,
      );
      if (!known) return [`query.${name} is not in the contract`];
      return validate(known.schema, known.schema.type === "integer" ? Number(text) : text, `query.${name}`);
    });
  }

  function checkRequest(operation: Operation, { requestBody }: Exchange): string[] {
    const content = operation.requestBody?.content ?? {};
    const form = content["multipart/form-data"];
    if (form)
      return [...validate(form.schema, fromForm(requestBody), "request"), ...checkUpload(requestBody)];
    const body = content["application/json"];
    return body ? validate(body.schema, requestBody, "request") : [];
  }

  function checkUpload(form: unknown): string[] {
    const file = isObject(form) && isObject(form.file) ? form.file : {};
    return typeof file.text === "string" ? checkLines(file.text) : [];
  }

  function checkLines(text: string): string[] {
    return text.split("\n").flatMap((line, place) => {
      const value = parse(line);
      if (!isObject(value)) return [];
      return validate(
        named("method" in value ? "BatchRequestInput" : "BatchRequestOutput"),
        value,
        `line ${place + 1}`,
      );
    });
  }

  return check;
}

function findOperation(contract: Contract, { method, path }: Exchange): Operation | undefined {
  const parts = path.replace(/^\/v1/, "").split("/");
  for (const [pattern, operations] of Object.entries(contract.paths)) {
    const names = pattern.split("/");
    const fits =
      names.length === parts.length &&
      names.every((name, place) => name.startsWith("{") || name === parts[place]);
    const operation = fits ? operations[method.toLowerCase()] : undefined;
    if (operation) return operation;
  }
  return undefined;
}

/** `a[b]` fields of a form make an object again; numbers were numbers before they were sent. */
function fromForm(form: unknown): unknown {
  if (!isObject(form)) return form;
  const { file, ...fields } = form;
  const body: Record<string, unknown> = file ? { file: "(bytes)" } : {};
  const expiry: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(fields)) {
    const inner = /^expires_after\[(\w+)\]$/.exec(name)?.[1];
    if (inner) expiry[inner] = inner === "seconds" ? Number(value) : value;
    else body[name] = value;
  }
  return Object.keys(expiry).length > 0 ? { ...body, expires_after: expiry } : body;
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}
