import { refusal } from "@/app/_server/api/answer";
import { readParams } from "@/app/_server/api/read";
import { announcedLength, bodyOf } from "@/app/_server/bodies/body";
import { doorstep, joinContext } from "@/app/_server/join";
import { SYSTEM } from "@/lib/core/access";
import { unauthenticated } from "@/lib/core/errors";
import { hearSignal } from "@/lib/stages/batches/monitoring/hear-signal";
import { findOwner } from "@/lib/stages/connections/find-owner";

/** A push says which batch has changed, and little else. */
const LARGEST = 256_000;

/**
 * What a provider posts when a batch has changed. Nobody is signed in here: the connection's own secret decides, and
 * everything that is wrong is told in the same way.
 */
export async function POST(request: Request, context: { params: Promise<unknown> }): Promise<Response> {
  try {
    const { provider = "", connectionId = "" } = await readParams(context.params);
    const body = await readSmall(request);
    const organisation = body && (await findOwner(doorstep(), connectionId));
    const isHeard =
      organisation &&
      (await hearSignal(joinContext(organisation, SYSTEM), {
        ...{ provider, connectionId, body },
        headers: request.headers,
      }));
    if (!isHeard) throw unauthenticated("This is no genuine signal of this connection.");
    return new Response(null, { status: 204 });
  } catch (error) {
    return refusal(error);
  }
}

async function readSmall(request: Request): Promise<Uint8Array | null> {
  if ((announcedLength(request) ?? 0) > LARGEST) return null;
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const piece of bodyOf(request)) {
    size += piece.byteLength;
    if (size > LARGEST) return null;
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}
