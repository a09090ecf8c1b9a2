import { expect, test } from "vitest";
import { addressProblem, isLoopback, reachProblem } from "./address-rule";

const strict = { local: false };
const sandbox = { local: true };
/** A name server that says what it is told. */
const names = (addresses: string[]) => async () => addresses.map((address) => ({ address }));

test.each([
  "https://api.openai.com/v1",
  "https://us-east5-aiplatform.googleapis.com",
  "https://8.8.8.8:8443",
  "https://[2606:4700::1111]/v1",
])("%s may be sent keys", (address) => expect(addressProblem(address, strict)).toBeNull());

test.each([
  "http://api.openai.com/v1",
  "https://localhost",
  "https://localhost.",
  "https://api.localhost:8443",
  "https://127.0.0.1",
  "https://2130706433",
  "https://0x7f.1",
  "https://[::1]",
  "https://[::ffff:10.0.0.1]",
  "https://10.1.2.3/v1",
  "https://169.254.169.254/latest",
  "https://metadata.google.internal",
  "https://gateway",
  "https://printer.local",
])("%s may not, outside of the sandbox", (address) => {
  expect(addressProblem(address, strict)).toMatch(/https\.|private network/);
  expect(addressProblem(address, sandbox)).toBeNull();
});

test.each([
  "https://user:secret@api.openai.com",
  "https://user@api.openai.com",
  "https://api.openai.com/v1?key=secret",
  "https://api.openai.com/v1#secret",
  "ftp://api.openai.com",
  "file:///etc/passwd",
  "javascript:alert(1)",
  "api.openai.com",
  "https://",
  "",
])("“%s” is refused everywhere, without repeating it", (address) => {
  for (const rule of [strict, sandbox]) {
    expect(addressProblem(address, rule)).toMatch(/^(Use|Leave)/);
    expect(addressProblem(address, rule)).not.toContain("secret");
  }
});

test("a name that cannot be resolved passes, a literal private address does not", async () => {
  expect(await reachProblem("https://no-such-host.invalid/v1", strict)).toBeNull();
  expect(await reachProblem("https://10.0.0.8", strict)).toMatch(/private network/);
  expect(await reachProblem("http://127.0.0.1:4001", sandbox)).toBeNull();
});

test("a public name that leads into a private network is refused", async () => {
  const leads = (...to: string[]) => reachProblem("https://gateway.example.com/v1", strict, names(to));
  expect(await leads("10.0.0.8")).toMatch(/private network/);
  expect(await leads("8.8.8.8", "169.254.169.254")).toMatch(/private network/);
  expect(await leads("8.8.8.8")).toBeNull();
});

test("only this machine is loopback", () => {
  expect(["http://127.0.0.1:1", "http://localhost:2/v1", "http://[::1]"].map(isLoopback)).toEqual([
    true,
    true,
    true,
  ]);
  expect(["http://10.0.0.1", "https://localhost.example.com", "nothing"].map(isLoopback)).toEqual([
    false,
    false,
    false,
  ]);
});
