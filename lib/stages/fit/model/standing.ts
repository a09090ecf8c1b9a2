import type { Funnel } from "./funnel";

/** Where the dollars of the default period stand. */
export type Standing = {
  funnel: Funnel;
  /** At sync prices − batch discount = billed. */
  atSync: bigint;
  discount: bigint;
  billed: bigint;
  /** What would be saved beyond today, of what can wait by its traffic. */
  forecast: bigint;
  realised: bigint;
};
