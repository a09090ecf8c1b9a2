// Everything that looks random here is a hash of the seed and a name, so a run can be repeated exactly.

/** A well mixed 32-bit hash of a text. */
export function hash32(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/** A number in [0, 1) that depends on the seed and the key only. */
export function shareOf(seed: string, key: string): number {
  return hash32(`${seed}\n${key}`) / 2 ** 32;
}

/** A whole number between the two bounds, both inclusive. */
export function between(low: number, high: number, share: number): number {
  return low + Math.floor(share * (Math.max(low, high) - low + 1));
}

/** The numbers 0…size-1 in an order that depends on the seed only. */
export function shuffled(size: number, seed: string): Uint32Array {
  const order = new Uint32Array(size);
  for (let i = 0; i < size; i++) order[i] = i;
  let state = hash32(seed);
  for (let i = size - 1; i > 0; i--) {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    const other = ((mixed ^ (mixed >>> 14)) >>> 0) % (i + 1);
    const kept = order[i] ?? 0;
    order[i] = order[other] ?? 0;
    order[other] = kept;
  }
  return order;
}

/** An identifier of hexadecimal digits, cheap enough to make one for every line of a file. */
export function hexOf(text: string, digits: number): string {
  let out = "";
  for (let part = 0; out.length < digits; part++)
    out += hash32(`${part}:${text}`).toString(16).padStart(8, "0");
  return out.slice(0, digits);
}
