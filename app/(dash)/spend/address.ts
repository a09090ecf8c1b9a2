export type Asked = Record<string, string | string[] | undefined>;

/** Next hands the address over as an object; every room behind reads it as it was written. */
export function addressOf(asked: Asked): URLSearchParams {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(asked))
    for (const word of [value ?? []].flat()) search.append(name, word);
  return search;
}
