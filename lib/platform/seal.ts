import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  hkdfSync,
  randomBytes,
  timingSafeEqual,
} from "node:crypto";

/** Keys of OFFPEAK_SECRET, one per purpose, so that what was made for one is worth nothing for another. */
export type Seal = {
  /** A signature that fits an address: 132 bits of it. */
  sign(purpose: string, text: string): string;
  isSigned(purpose: string, text: string, signature: string): boolean;
  /** For what must be read again and never shown, such as the address of a Slack channel. */
  lock(purpose: string, text: string): string;
  /** Null when it was locked with another secret, for another purpose, or changed since. */
  unlock(purpose: string, sealed: string): string | null;
};

const SIGNATURE_LENGTH = 22;

export function openSeal(secret: string): Seal {
  const keyOf = (purpose: string) => Buffer.from(hkdfSync("sha256", secret, "", `offpeak ${purpose}`, 32));
  const sign = (purpose: string, text: string) =>
    createHmac("sha256", keyOf(purpose)).update(text).digest("base64url").slice(0, SIGNATURE_LENGTH);
  return {
    sign,
    isSigned(purpose, text, signature) {
      const [given, right] = [Buffer.from(signature), Buffer.from(sign(purpose, text))];
      return given.length === right.length && timingSafeEqual(given, right);
    },
    lock(purpose, text) {
      const iv = randomBytes(12);
      const cipher = createCipheriv("aes-256-gcm", keyOf(purpose), iv);
      const body = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
      return Buffer.concat([iv, cipher.getAuthTag(), body]).toString("base64url");
    },
    unlock(purpose, sealed) {
      try {
        const bytes = Buffer.from(sealed, "base64url");
        const opener = createDecipheriv("aes-256-gcm", keyOf(purpose), bytes.subarray(0, 12));
        opener.setAuthTag(bytes.subarray(12, 28));
        return Buffer.concat([opener.update(bytes.subarray(28)), opener.final()]).toString("utf8");
      } catch {
        return null;
      }
    },
  };
}
