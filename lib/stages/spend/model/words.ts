/** Filters that are set from a menu of words that were seen. */
export const WORD_FILTERS = ["provider", "model", "team", "costCenter", "tier", "owner", "job"] as const;
export type WordFilter = (typeof WORD_FILTERS)[number];

/** A menu holds so many; a longer list is searched. */
export const MOST_WORDS = 50;
