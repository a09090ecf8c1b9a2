import { WirePermissions, WirePlace } from "@/lib/adapters/providers/vertex/api";
import {
  parseAnswer,
  sendForJson,
  storeWords,
  type VertexClient,
} from "@/lib/adapters/providers/vertex/client";
import { ask, bad, type Check, good } from "./ask";
import { canReach, farWords } from "./places";

const NEEDED = ["storage.objects.create", "storage.objects.get", "storage.objects.list"];

/** Where the bucket is, and what the account may do in it. Google tells both without anything being written. */
export async function bucketChecks(
  client: VertexClient,
  bucket: string,
  signal: AbortSignal,
): Promise<Check[]> {
  const url = `${client.storage}/storage/v1/b/${encodeURIComponent(bucket)}`;
  const words = { ...storeWords(client, `The bucket ${bucket}`), permission: "storage.buckets.get" };
  let place = "";
  const found = await ask({
    name: "Bucket",
    words,
    call: async () => {
      const answer = parseAnswer(WirePlace, await sendForJson(client, { url, signal }), "Cloud Storage");
      place = answer.location ?? "";
    },
  });
  if (found.reach) return [{ ...found.reach, name: "Cloud Storage" }];
  if (found.failure?.kind === "status" && found.failure.status === 404) return [found.check];
  const isFar = place !== "" && !canReach(client.location, place);
  const where = isFar ? bad("Bucket", farWords(`The bucket ${bucket}`, place, client.location)) : found.check;
  return [where, await rightsIn(client, { bucket, url, signal })];
}

async function rightsIn(
  client: VertexClient,
  { bucket, url, signal }: { bucket: string; url: string; signal: AbortSignal },
): Promise<Check> {
  const name = "Files in the bucket";
  const query = NEEDED.map((permission) => `permissions=${permission}`).join("&");
  let held: string[] = [];
  const { check } = await ask({
    name,
    words: storeWords(client, `The bucket ${bucket}`),
    call: async () => {
      const answer = await sendForJson(client, { url: `${url}/iam/testPermissions?${query}`, signal });
      held = parseAnswer(WirePermissions, answer, "Cloud Storage").permissions ?? [];
    },
  });
  if (!check.ok) return check;
  const missing = NEEDED.filter((permission) => !held.includes(permission));
  if (missing.length === 0) return good(name);
  return bad(name, "The account may not read and write files there.", missing.join(", "));
}
