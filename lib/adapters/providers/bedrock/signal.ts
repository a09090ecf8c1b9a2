import { createHash, timingSafeEqual } from "node:crypto";
import type { RemoteSignal } from "@/lib/core/provider";
import { parseBytes } from "@/lib/platform/http/json-line";
import { WireEvent } from "./api";
import type { Aws } from "./client";

const HEADER = "x-offpeak-secret";

/** An event of EventBridge, once it bears our secret. Which job it is about is all it says; how that stands is asked. */
export function readSignal({ eventSecret }: Aws, headers: Headers, body: Uint8Array): RemoteSignal | null {
  const given = headers.get(HEADER);
  if (eventSecret === null || given === null || !isSame(given, eventSecret)) return null;
  const { data } = WireEvent.safeParse(parseBytes(body));
  return data ? { id: data.id, remoteId: data.detail.batchJobArn } : null;
}

/** In the same time, however much of it is right. */
function isSame(given: string, wanted: string): boolean {
  const digest = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(given), digest(wanted));
}
