import type { ReactNode } from "react";

/** A column whose heading and cells were drawn by the server: no drawing code is sent to the browser. */
export type ServerColumn = {
  id: string;
  header: ReactNode;
  className: string;
  sorted?: "ascending" | "descending" | "none";
};

export type ServerRow = {
  id: string;
  /** Read by a screen reader at the row's box: the name alone. */
  label: string;
  href: string;
  /** Shows or hides the rows of a group. */
  toggleHref?: string;
  /** Null where it cannot be selected. */
  amount: bigint | null;
  canSelect: boolean;
  isChild: boolean;
  rank: ReactNode;
  name: ReactNode;
  cells: Record<string, ReactNode>;
  /** Drawn over the whole width before this row. */
  before?: ReactNode;
};

/** A row of the foot: a rest or a total, under the columns that have one. */
export type ServerFoot = { id: string; name: ReactNode; cells: Record<string, ReactNode>; className: string };
