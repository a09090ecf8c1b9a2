import { expect, test } from "vitest";
import { cleanBaseUrl } from "./base-url";

test.each([
  ["https://api.openai.com/v1", "https://api.openai.com/v1"],
  [" https://API.openai.com/v1// ", "https://api.openai.com/v1"],
  ["https://gateway.example:8443/", "https://gateway.example:8443"],
  ["http://127.0.0.1:4001/v1", "http://127.0.0.1:4001/v1"],
  ["https://user:pass@host", null],
  ["https://host/?key=secret", null],
  ["https://host/#x", null],
  ["ftp://host", null],
  ["javascript:alert(1)", null],
  ["api.openai.com", null],
  ["", null],
])("%s", (text, expected) => expect(cleanBaseUrl(text)).toBe(expected));
