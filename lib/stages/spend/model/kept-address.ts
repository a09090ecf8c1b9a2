const PASSING = ["from", "to", "cursor", "row", "menu", "words", "expanded", "show"];

/** The part of an address that a view keeps. */
export function keptOf(query: string): string {
  const search = new URLSearchParams(query);
  for (const name of PASSING) search.delete(name);
  search.sort();
  return search.toString();
}
