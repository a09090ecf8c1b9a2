// A process of its own that counts tokens: the tokenizer is slow and its tables are large, so nobody else waits for it,
// and its memory is given back when it ends. Plain JavaScript, so that it starts without a loader.

const ENCODINGS = {
  o200k_base: () => import("gpt-tokenizer/encoding/o200k_base"),
  cl100k_base: () => import("gpt-tokenizer/encoding/cl100k_base"),
};

/** What a prompt calls `<|endoftext|>` is text, and no sign to the model. */
const PLAIN = { disallowedSpecial: new Set() };

// Merging is quadratic in the length of an unbroken run, so that a page without a space would take minutes.
const MOST = 400;
const LONG_RUN = /\S{401,}|\s{401,}/;
const RUNS = /[\p{L}\p{M}]{401,}|[^\s\p{L}\p{N}]{401,}|\s{401,}/gu;

const tokenizer = ENCODINGS[process.argv[2]]();

function countOf(countTokens, text) {
  if (!LONG_RUN.test(text)) return countTokens(text, PLAIN);
  let tokens = 0;
  let from = 0;
  for (const { 0: run, index } of text.matchAll(RUNS)) {
    if (index > from) tokens += countTokens(text.slice(from, index), PLAIN);
    for (let at = 0; at < run.length; at += MOST) tokens += countTokens(run.slice(at, at + MOST), PLAIN);
    from = index + run.length;
  }
  return from < text.length ? tokens + countTokens(text.slice(from), PLAIN) : tokens;
}

// Each item is the texts of one line.
process.on("message", async ({ id, items }) => {
  const { countTokens } = await tokenizer;
  const counts = items.map((texts) => texts.reduce((sum, text) => sum + countOf(countTokens, text), 0));
  process.send({ id, counts });
});
// Whoever asked is gone.
process.on("disconnect", () => process.exit(0));
