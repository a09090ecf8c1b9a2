import { generateKeyPairSync } from "node:crypto";
import { describe, expect, test } from "vitest";
import { tokenSource } from "./auth";
import { createClient } from "./client";
import { VertexCredentials, VertexSettings } from "./settings";

const { privateKey } = generateKeyPairSync("rsa", {
  modulusLength: 2048,
  privateKeyEncoding: { type: "pkcs8", format: "pem" },
  publicKeyEncoding: { type: "spki", format: "pem" },
});
const account = {
  type: "service_account",
  project_id: "p",
  private_key: privateKey,
  client_email: "offpeak@my-project.iam.gserviceaccount.com",
  token_uri: "https://oauth2.googleapis.com/token",
  universe_domain: "googleapis.com",
};
const withAccount = (change: object) =>
  VertexCredentials.safeParse({ serviceAccount: JSON.stringify({ ...account, ...change }) });

describe("credentials", () => {
  test("a key file as Google gives it, a token, or nothing for the machine's own identity", () => {
    expect(withAccount({}).success).toBe(true);
    expect(withAccount({ token_uri: undefined, universe_domain: undefined }).success).toBe(true);
    expect(VertexCredentials.parse({ accessToken: " ya29.x " })).toEqual({ accessToken: "ya29.x" });
    expect(VertexCredentials.parse({ serviceAccount: "", accessToken: " " })).toEqual({});
    expect(VertexCredentials.parse({})).toEqual({});
  });

  test.each([
    ["another address for tokens", { token_uri: "https://oauth2.example.com/token" }, /token_uri/],
    ["the address without encryption", { token_uri: "http://oauth2.googleapis.com/token" }, /token_uri/],
    [
      "an address that looks like it",
      { token_uri: "https://oauth2.googleapis.com.example.com/token" },
      /token_uri/,
    ],
    ["another universe", { universe_domain: "example.com" }, /universe_domain/],
    ["a kind that names programs and files", { type: "external_account" }, /service_account/],
    ["a key that cannot be read", { private_key: "-----BEGIN PRIVATE KEY-----\nx" }, /private_key/],
    ["no e-mail", { client_email: undefined }, /client_email/],
  ])("%s is refused, and the key stays unsaid", (_, change, message) => {
    const refused = withAccount(change);
    expect(refused.success).toBe(false);
    expect(refused.error?.issues[0]?.message).toMatch(message);
    expect(JSON.stringify(refused.error?.issues)).not.toContain(privateKey.slice(40, 80));
  });

  test("both at once, and what is no JSON, are refused", () => {
    expect(
      VertexCredentials.safeParse({ accessToken: "x", serviceAccount: JSON.stringify(account) }).success,
    ).toBe(false);
    expect(VertexCredentials.safeParse({ serviceAccount: "{" }).error?.issues[0]?.message).toMatch(/no JSON/);
    expect(VertexCredentials.safeParse({ accessToken: "x\nAuthorization: y" }).success).toBe(false);
  });

  test("towards this machine a token is signed here, and says nothing of the key", async () => {
    const token = await tokenSource({ serviceAccount: JSON.stringify(account) }, "http://127.0.0.1:4004")();
    const [, payload = ""] = token.split(".");
    expect(JSON.parse(Buffer.from(payload, "base64url").toString())).toMatchObject({
      iss: account.client_email,
    });
    expect(await tokenSource({}, "http://localhost:4004")()).toBe("ambient");
  });

  test("an account for this machine is not used anywhere else", async () => {
    const serviceAccount = JSON.stringify({ ...account, token_uri: "http://127.0.0.1:9/token" });
    expect(VertexCredentials.safeParse({ serviceAccount }).success).toBe(true);
    const source = tokenSource({ serviceAccount }, "https://us-central1-aiplatform.googleapis.com");
    await expect(source()).rejects.toMatchObject({ code: "provider_refused" });
  });
});

describe("settings", () => {
  const place = { project: "my-project-123", location: "us-central1" };

  test("a bucket or a data set is needed; the data set goes first", () => {
    const neither = VertexSettings.safeParse(place);
    expect(neither.error?.issues[0]).toMatchObject({
      path: ["bucket"],
      message: expect.stringMatching(/data set/),
    });
    const open = (settings: Record<string, string>) =>
      createClient({ credentials: {}, settings, limits: {} }).mode;
    expect(open({ ...place, bucket: "b" })).toEqual({ kind: "files", bucket: "b" });
    expect(open({ ...place, bucket: "b", dataset: "d" })).toEqual({ kind: "tables", dataset: "d" });
    expect(() => open(place)).toThrow(/Settings/);
  });

  test.each([
    ["gs://offpeak-batches/", "offpeak-batches"],
    [" offpeak.batches ", "offpeak.batches"],
  ])("bucket %j is %s", (bucket, expected) => {
    expect(VertexSettings.parse({ ...place, bucket }).bucket).toBe(expected);
  });

  test.each([
    { project: "My Project" },
    { project: undefined },
    { location: "moon" },
    { location: "us-central1/../x" },
    { bucket: "gs://b/with/folder" },
    { bucket: "UPPER" },
    { bucket: "b", dataset: "p.d" },
    { bucket: "b", dataset: "d`; drop" },
    { bucket: "b", baseUrl: "https://user@host" },
    { bucket: "b", storageEndpoint: "ftp://host" },
  ])("%j is refused", (change) => {
    expect(VertexSettings.safeParse({ ...place, bucket: "offpeak-batches", ...change }).success).toBe(false);
  });

  test.each([
    ["us-central1", "https://us-central1-aiplatform.googleapis.com"],
    ["global", "https://aiplatform.googleapis.com"],
    ["eu", "https://aiplatform.eu.rep.googleapis.com"],
  ])("%s is reached at %s", (location, address) => {
    const client = createClient({
      credentials: {},
      settings: { ...place, location, bucket: "b" },
      limits: {},
    });
    expect(client.address).toBe(address);
  });
});
