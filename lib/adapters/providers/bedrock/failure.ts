import { AppError } from "@/lib/core/errors";
import { recordOf, textOf } from "@/lib/core/json";
import {
  appErrorOf,
  type Failure,
  failureOf,
  retryAfterSeconds,
  type Words,
} from "@/lib/platform/http/failure";
import type { Aws } from "./client";

/** Why a call to AWS did not end well: the failure, AWS's own name for it, and what it says about itself. */
export type AwsFailure = { failure: Failure; name: string; said: string; bucketRegion: string | null };

/** AWS answers 403 to keys that it does not know; a right that is missing has another name. */
const KEY_ERRORS = new Set([
  "UnrecognizedClientException",
  "InvalidSignatureException",
  "SignatureDoesNotMatch",
  "InvalidClientTokenId",
  "InvalidAccessKeyId",
  "InvalidToken",
  "ExpiredToken",
  "ExpiredTokenException",
  "IncompleteSignature",
  "MissingAuthenticationToken",
  "NotAuthorizedException",
]);
const NO_KEYS = new Set(["CredentialsProviderError", "TokenProviderError"]);

export function awsFailure(thrown: unknown): AwsFailure {
  const error = recordOf(thrown);
  const name = textOf(error?.name) ?? "Error";
  const said = textOf(error?.message) ?? "";
  const response = recordOf(error?.$response);
  const headers = headersOf(response?.headers);
  const told = recordOf(error?.$metadata)?.httpStatusCode ?? response?.statusCode;
  const bucketRegion = headers.get("x-amz-bucket-region");
  if (NO_KEYS.has(name)) return { failure: asStatus(401, headers), name, said, bucketRegion };
  if (typeof told !== "number" || told < 300) return { failure: failureOf(thrown), name, said, bucketRegion };
  const status = KEY_ERRORS.has(name) ? 401 : told === 403 && /security token/i.test(said) ? 401 : told;
  return { failure: asStatus(status, headers), name, said, bucketRegion };
}

function asStatus(status: number, headers: Headers): Failure {
  return { kind: "status", status, retryAfterSeconds: retryAfterSeconds(headers), body: null };
}

function headersOf(value: unknown): Headers {
  const entries = Object.entries(recordOf(value) ?? {});
  return new Headers(entries.filter((entry): entry is [string, string] => typeof entry[1] === "string"));
}

/** The right that IAM says is missing: `iam:PassRole`. Nothing else is taken out of its sentence. */
export function missingRight({ said }: Pick<AwsFailure, "said">): string | null {
  return /not authorized to perform: ([a-z0-9-]{1,40}:[A-Za-z*]{1,60})/.exec(said)?.[1] ?? null;
}

/** The same as an error that a person can act on. */
export function awsError(thrown: unknown, words: Words): AppError {
  if (thrown instanceof AppError) return thrown;
  const told = awsFailure(thrown);
  const special = specialWords(told);
  if (special) return new AppError("provider_refused", special);
  return appErrorOf(told.failure, { ...words, permission: missingRight(told) ?? words.permission });
}

/** What AWS means that other vendors do not have; null for the rest. */
export function specialWords({ failure, name, bucketRegion }: AwsFailure): string | null {
  if (NO_KEYS.has(name))
    return "No AWS credentials were found here. Enter an access key, or give this machine a role.";
  if (failure.kind !== "status") return null;
  if (failure.status === 301 || name === "PermanentRedirect" || name === "AuthorizationHeaderMalformed")
    return `The bucket is in another region${bucketRegion ? ` (${bucketRegion})` : ""}. Batches need one in the region of Bedrock.`;
  if (name === "NoSuchBucket")
    return "The bucket does not exist. Create it, or correct its name in Settings.";
  if (failure.status === 401) return "AWS does not accept these credentials. Replace them in Settings.";
  return null;
}

export function wordsOf(
  aws: Aws,
  what: string,
  permission: string,
  place: keyof Aws["address"] = "jobs",
): Words {
  return { provider: place === "s3" ? "S3" : "Bedrock", address: aws.address[place], permission, what };
}

/** Runs a call that changes nothing, and throws what a person can act on. */
export async function reading<T>(words: Words, call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (thrown) {
    throw awsError(thrown, words);
  }
}
