/** Why a source counted, by the rule that decided. */
export const RULE_WORDS: Record<string, string> = {
  settled: "Our own settled batches",
  gateway: "What the gateway saw",
  provider: "The provider's own usage; no gateway saw these days",
  remainder: "What the gateway saw, and the rest as the provider counted it",
  chosen: "Chosen by a person",
};
