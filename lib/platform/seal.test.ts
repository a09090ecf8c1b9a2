import { expect, test } from "vitest";
import { openSeal } from "./seal";

const seal = openSeal("a secret for this test");

test("a signature holds for its text, purpose and secret alone", () => {
  const signature = seal.sign("link", "q1.1.9");
  expect(seal.isSigned("link", "q1.1.9", signature)).toBe(true);
  expect(seal.isSigned("link", "q1.1.8", signature)).toBe(false);
  expect(seal.isSigned("other", "q1.1.9", signature)).toBe(false);
  expect(openSeal("another secret here").isSigned("link", "q1.1.9", signature)).toBe(false);
  expect(seal.isSigned("link", "q1.1.9", signature.slice(1))).toBe(false);
});

test("what is locked is read again, and by nobody else", () => {
  const sealed = seal.lock("slack", "https://hooks.example.com/T/1");
  expect(sealed).not.toContain("hooks");
  expect(seal.unlock("slack", sealed)).toBe("https://hooks.example.com/T/1");
  expect(seal.unlock("other", sealed)).toBeNull();
  expect(openSeal("another secret here").unlock("slack", sealed)).toBeNull();
  expect(seal.unlock("slack", `${sealed.slice(0, -2)}AA`)).toBeNull();
  expect(seal.unlock("slack", "")).toBeNull();
});

test("after a change of the secret, what the one before it made still counts, and is locked anew", () => {
  const rotated = openSeal("the new secret of this test", "a secret for this test");
  const sealed = seal.lock("slack", "https://hooks.example.com/T/1");
  expect(rotated.unlock("slack", sealed)).toBe("https://hooks.example.com/T/1");
  expect(rotated.isSigned("link", "q1.1.9", seal.sign("link", "q1.1.9"))).toBe(true);
  expect([rotated.knows(seal.fingerprint), seal.knows(rotated.fingerprint)]).toEqual([true, false]);

  const anew = rotated.relock("slack", sealed) ?? "";
  const later = openSeal("the new secret of this test");
  expect(later.unlock("slack", anew)).toBe("https://hooks.example.com/T/1");
  expect(later.unlock("slack", sealed)).toBeNull();
  expect(later.fingerprint).toBe(rotated.fingerprint);
  expect(rotated.relock("slack", anew)).toBeNull();
  expect(later.relock("slack", sealed)).toBeNull();
});
