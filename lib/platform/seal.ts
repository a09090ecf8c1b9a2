import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  hkdfSync,
  randomBytes,
  timingSafeEqual,
} from "node:crypto";

/**
 * Keys of OFFPEAK_SECRET, one per purpose, so that what was made for one is worth nothing for another. What the secret
 * before it made is still read and still counts as signed.
 */
export type Seal = {
  /** Names the secret that locks now, without telling anything of it: kept beside what is locked, for rotation. */
  fingerprint: string;
  /** Whether what was locked under this fingerprint can be read. */
  knows(fingerprint: string): boolean;
  /** A signature that fits an address: 132 bits of it. */
  sign(purpose: string, text: string): string;
  isSigned(purpose: string, text: string, signature: string): boolean;
  /** For what must be read again and never shown, such as the address of a Slack channel. */
  lock(purpose: string, text: string): string;
  /** Null when it was locked with another secret, for another purpose, or changed since. */
  unlock(purpose: string, sealed: string): string | null;
  /** The same locked with the secret of now; null when there is nothing to do or it cannot be read. */
  relock(purpose: string, sealed: string): string | null;
};

const SIGNATURE_LENGTH = 22;
const TAG_LENGTH = 16;

export function openSeal(secret: string, previous?: string): Seal {
  const now = keysOf(secret);
  const known = [now, ...(previous === undefined ? [] : [keysOf(previous)])];
  const unlock: Seal["unlock"] = (purpose, sealed) => {
    for (const keys of known) {
      const text = keys.unlock(purpose, sealed);
      if (text !== null) return text;
    }
    return null;
  };
  return {
    fingerprint: now.fingerprint,
    knows: (fingerprint) => known.some((keys) => keys.fingerprint === fingerprint),
    sign: now.sign,
    isSigned: (purpose, text, signature) => known.some((keys) => isSame(signature, keys.sign(purpose, text))),
    lock: now.lock,
    unlock,
    relock(purpose, sealed) {
      if (now.unlock(purpose, sealed) !== null) return null;
      const text = unlock(purpose, sealed);
      return text === null ? null : now.lock(purpose, text);
    },
  };
}

/** What one secret can do. */
function keysOf(secret: string) {
  const keyOf = (purpose: string) => Buffer.from(hkdfSync("sha256", secret, "", `offpeak ${purpose}`, 32));
  const sign = (purpose: string, text: string) =>
    createHmac("sha256", keyOf(purpose)).update(text).digest("base64url").slice(0, SIGNATURE_LENGTH);
  return {
    fingerprint: sign("fingerprint", "offpeak").slice(0, 12),
    sign,
    lock(purpose: string, text: string): string {
      const iv = randomBytes(12);
      const cipher = createCipheriv("aes-256-gcm", keyOf(purpose), iv);
      const body = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
      return Buffer.concat([iv, cipher.getAuthTag(), body]).toString("base64url");
    },
    unlock(purpose: string, sealed: string): string | null {
      try {
        const bytes = Buffer.from(sealed, "base64url");
        const options = { authTagLength: TAG_LENGTH };
        const opener = createDecipheriv("aes-256-gcm", keyOf(purpose), bytes.subarray(0, 12), options);
        opener.setAuthTag(bytes.subarray(12, 12 + TAG_LENGTH));
        return Buffer.concat([opener.update(bytes.subarray(12 + TAG_LENGTH)), opener.final()]).toString(
          "utf8",
        );
      } catch {
        return null;
      }
    },
  };
}

function isSame(given: string, right: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(right)];
  return a.length === b.length && timingSafeEqual(a, b);
}
