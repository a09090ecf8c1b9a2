import * as audit from "../audit/route";
import * as health from "../health/route";
import * as prices from "../prices/route";

/** Every path of the API with the file that answers it. A test compares the list with the folders. */
export const CALLS: Record<string, Partial<Record<string, unknown>>> = {
  "/audit": audit,
  "/health": health,
  "/prices": prices,
};
