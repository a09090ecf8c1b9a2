import { formatWhole } from "@/lib/core/numbers";

/** `1 row`, `41 rows` */
export const rowsOf = (count: bigint | number) =>
  `${formatWhole(count)} ${BigInt(count) === 1n ? "row" : "rows"}`;
