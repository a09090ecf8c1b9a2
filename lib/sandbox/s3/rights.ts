import { regionOf } from "@/lib/sandbox/bedrock/caller";
import type { BucketSettings } from "@/lib/sandbox/bedrock/settings";
import type { Call } from "@/lib/sandbox/http/call";
import type { World } from "@/lib/sandbox/platform/world";
import { refuse } from "./dialect";

export type Deed = BucketSettings["callerMay"][number];

export function bucketSettings(world: World, bucket: string): BucketSettings {
  const { buckets } = world.settings().bedrock;
  return (
    buckets[bucket] ??
    buckets.default ?? {
      exists: false,
      region: null,
      callerMay: [],
      roleMay: [],
    }
  );
}

export function bucketRegion(world: World, bucket: string): string {
  return bucketSettings(world, bucket).region ?? world.settings().bedrock.region;
}

/** The bucket of a call, if it is there, stands in the region that the call was signed for, and the caller may. */
export function admittedBucket(world: World, call: Call, deed: Deed): string {
  const bucket = call.params.bucket ?? "";
  const { exists, callerMay } = bucketSettings(world, bucket);
  if (!exists)
    return refuse({
      status: 404,
      code: "NoSuchBucket",
      message: "The specified bucket does not exist",
      more: { BucketName: bucket },
    });
  const region = bucketRegion(world, bucket);
  if (regionOf(call.headers, world.settings().bedrock) !== region)
    refuse({
      status: 301,
      code: "PermanentRedirect",
      message:
        "The bucket you are attempting to access must be addressed using the specified endpoint. Please send all future requests to this endpoint.",
      headers: { "x-amz-bucket-region": region },
      more: { Endpoint: `${bucket}.s3.${region}.amazonaws.com`, Bucket: bucket },
    });
  if (!callerMay.includes(deed)) refuse({ status: 403, code: "AccessDenied", message: "Access Denied" });
  return bucket;
}
