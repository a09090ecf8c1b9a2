/** Which requests a part holds, and which of them have had their result: a byte each. */
export class ExpectedRequests {
  private readonly states: Uint8Array;
  private readonly first: number;
  private open: number;

  constructor(
    private readonly nonce: string,
    places: readonly { from: number; to: number }[],
  ) {
    this.first = places[0]?.from ?? 0;
    this.states = new Uint8Array((places.at(-1)?.to ?? -1) - this.first + 1);
    this.open = 0;
    for (const { from, to } of places) {
      this.states.fill(EXPECTED, from - this.first, to - this.first + 1);
      this.open += to - from + 1;
    }
  }

  /** The place in the upload that an id stands for, the first time it comes; else why it counts for nothing. */
  take(id: string | null): number | "unknown" | "repeated" {
    const n = this.placeOf(id);
    const state = n === null ? undefined : this.states[n - this.first];
    if (n === null || !state) return "unknown";
    if (state === SEEN) return "repeated";
    this.states[n - this.first] = SEEN;
    this.open -= 1;
    return n;
  }

  /** How many have had no result. */
  get missing(): number {
    return this.open;
  }

  /** `<nonce>_<n>` and nothing else: a number that is written otherwise was not written by us. */
  private placeOf(id: string | null): number | null {
    const { nonce } = this;
    if (id === null || id.length < nonce.length + 2 || id[nonce.length] !== "_" || !id.startsWith(nonce))
      return null;
    const digits = id.slice(nonce.length + 1);
    return /^[1-9]\d{0,8}$/.test(digits) ? Number(digits) : null;
  }
}

const EXPECTED = 1;
const SEEN = 2;
