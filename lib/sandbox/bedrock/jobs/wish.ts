import { randomUUID } from "node:crypto";
import { refuse } from "@/lib/sandbox/bedrock/dialect";
import { isRecord } from "@/lib/sandbox/platform/settings";
import type { JobWish, Tag } from "./record";

// The service model's own patterns, so that what passes here passes there.

const jobName = /^[a-zA-Z0-9]{1,63}(-*[a-zA-Z0-9+\-.]){0,63}$/;
const roleArn = /^arn:aws(-[^:]+)?:iam::([0-9]{12})?:role\/.+$/;
const modelId =
  /^(arn:aws(-[^:]+)?:bedrock:[a-z0-9-]{1,20}:([0-9]{12})?:(custom-model|foundation-model|inference-profile|application-inference-profile)\/[a-zA-Z0-9-:./]+|[a-z0-9-]{1,63}[.][a-z0-9-]{1,63}([.]?[a-z0-9-]{1,63})([:][a-z0-9-]{1,63}){0,2}|([0-9a-zA-Z][_-]?)+)$/;
const s3Uri =
  /^s3:\/\/[a-z0-9][-.a-z0-9]{1,61}[a-z0-9](?:\/[-!_*'().a-z0-9A-Z]+(?:\/[-!_*'().a-z0-9A-Z]+)*)?\/?$/;
const token = /^[a-zA-Z0-9]{1,256}(-*[a-zA-Z0-9]){0,256}$/;
const tagText = /^[a-zA-Z0-9\s._:/=+@-]*$/;

type Body = Record<string, unknown>;

/** A create's body, as far as it can be judged without looking at anything else. */
export function readWish(body: unknown, timeoutHours: number): JobWish {
  if (!isRecord(body)) return refuse("ValidationException", "The request body must be an object.");
  const input = inner(inner(body, "inputDataConfig"), "s3InputDataConfig", "inputDataConfig");
  const output = inner(inner(body, "outputDataConfig"), "s3OutputDataConfig", "outputDataConfig");
  if (input.s3InputFormat !== undefined && input.s3InputFormat !== "JSONL")
    mustBe("inputDataConfig.s3InputDataConfig.s3InputFormat", "enum value set: [JSONL]");
  const type = body.modelInvocationType ?? "InvokeModel";
  if (type !== "InvokeModel" && type !== "Converse")
    return mustBe("modelInvocationType", "enum value set: [InvokeModel, Converse]");
  return {
    jobName: text(body, "jobName", { pattern: jobName, most: 63 }),
    roleArn: text(body, "roleArn", { pattern: roleArn, most: 2048 }),
    modelId: text(body, "modelId", { pattern: modelId, most: 2048 }),
    type,
    inputUri: text(input, "s3Uri", { pattern: s3Uri, most: 1024 }, "inputDataConfig.s3InputDataConfig."),
    outputUri: text(output, "s3Uri", { pattern: s3Uri, most: 1024 }, "outputDataConfig.s3OutputDataConfig."),
    timeoutHours: hours(body.timeoutDurationInHours) ?? timeoutHours,
    tags: readTags(body.tags),
    token:
      body.clientRequestToken === undefined
        ? randomUUID()
        : text(body, "clientRequestToken", { pattern: token, most: 256 }),
    configs: {
      inputDataConfig: body.inputDataConfig,
      outputDataConfig: body.outputDataConfig,
      ...(body.vpcConfig !== undefined && { vpcConfig: body.vpcConfig }),
    },
  };
}

export function readTags(value: unknown): Tag[] {
  if (value === undefined) return [];
  if (!Array.isArray(value) || value.length > 200) return mustBe("tags", "length less than or equal to 200");
  return value.map((tag) => {
    if (!isRecord(tag)) return mustBe("tags", "structure");
    const key = text(tag, "key", { pattern: tagText, most: 128 }, "tags.");
    if (key === "") return mustBe("tags.key", "length greater than or equal to 1");
    return { key, value: text(tag, "value", { pattern: tagText, most: 256 }, "tags.") };
  });
}

type Rule = { pattern: RegExp; most: number };

function text(body: Body, name: string, { pattern, most }: Rule, at = ""): string {
  const value = body[name];
  if (typeof value !== "string") return mustBe(at + name, "not be null", "Member must ");
  if (value.length > most) return mustBe(at + name, `length less than or equal to ${most}`);
  return pattern.test(value) ? value : mustBe(at + name, `regular expression pattern: ${pattern.source}`);
}

function hours(value: unknown): number | null {
  if (value === undefined) return null;
  if (!Number.isInteger(value)) return mustBe("timeoutDurationInHours", "integer");
  if (Number(value) < 24) return mustBe("timeoutDurationInHours", "value greater than or equal to 24");
  if (Number(value) > 168) return mustBe("timeoutDurationInHours", "value less than or equal to 168");
  return Number(value);
}

function inner(body: Body, name: string, at = ""): Body {
  const value = body[name];
  return isRecord(value) ? value : mustBe(at ? `${at}.${name}` : name, "not be null", "Member must ");
}

function mustBe(name: string, what: string, lead = "Member must satisfy "): never {
  return refuse(
    "ValidationException",
    `1 validation error detected: Value at '${name}' failed to satisfy constraint: ${lead}${what}`,
  );
}
