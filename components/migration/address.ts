/** What stands in the address of the page. */
export type MigrationAddress = Partial<
  Record<"view" | "open" | "search" | "team" | "all" | "check" | "to", string>
>;

/** The same page with something else in its address; undefined leaves it out. */
export function hrefOf(asked: MigrationAddress, change: MigrationAddress = {}): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries({ ...asked, ...change })) if (value) search.set(name, value);
  const text = search.toString();
  return text ? `/migration?${text}` : "/migration";
}

/** What belongs to one look at the drawer and not to the page. */
export const CLOSED: MigrationAddress = { open: "", check: "", to: "" };
