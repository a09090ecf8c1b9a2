import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import {
  file,
  findingIn,
  line,
  lookThrough,
  lookThroughFile,
  many,
} from "@/lib/testing/batches/look-through";
import { documentDialect } from "@/lib/testing/batches/test-dialect";

const folder = mkdtempSync(path.join(os.tmpdir(), "offpeak-scan-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("what a line may look like", () => {
  test("CRLF, a byte order mark and blank lines are no matter; every line keeps its own number", async () => {
    const text = `\uFEFF${line({ id: "a" })}\r\n\r\n   \n${line({ id: "b" })}\r\n\n`;
    const { report, scan } = await lookThrough(text);
    expect(report).toMatchObject({ lines: 2, requests: 2, broken: [] });
    expect([scan.lines.number.get(0), scan.lines.number.get(1)]).toEqual([1, 4]);
    const bytes = Buffer.from(text);
    const at = scan.lines.offset.get(1);
    expect(bytes.subarray(at, at + scan.lines.length.get(1)).toString()).toBe(line({ id: "b" }));
    expect(bytes.subarray(scan.lines.offset.get(0)).toString()).toMatch(/^\{"custom_id":"a"/);
  });

  test("signs that other readers break lines at stay inside their line", async () => {
    const text = "one\u2028two\u2029three\u0085four";
    const { report, scan } = await lookThrough(file(line({ text }), line({ id: "b" })));
    expect(report).toMatchObject({ lines: 2, broken: [] });
    // They are escaped when they are sent: three of them by 3, 3 and 4 bytes.
    const plain = Buffer.byteLength(line({ text, id: "" })) + "nonce678_1".length;
    expect(scan.lines.sentBytes.get(0)).toBe(plain + 10);
  });

  test("a line that begins in one chunk of the file and ends in a later one is whole", async () => {
    const long = line({ id: "long", text: "é".repeat(1_200_000) });
    const { report, scan } = await lookThrough(file(line({ id: "a" }), long, line({ id: "z" })));
    expect(report).toMatchObject({ lines: 3, broken: [] });
    expect(scan.lines.characters.get(1)).toBe(1_200_000);
  });
});

describe("what cannot be read is told by line and column, and never quoted", () => {
  const secret = "MARKER-of-a-prompt";

  test("broken JSON: the first twenty are shown, all are counted", async () => {
    const bad = `{"custom_id":"${secret}" "body":{}}`;
    const { report } = await lookThrough(file(line(), ...Array.from({ length: 30 }, () => bad)));
    const found = findingIn(report, "invalid-json");
    expect(found).toMatchObject({ severity: "blocker", lines: 30, mended: false });
    expect(found.where).toHaveLength(20);
    expect(report.broken).toHaveLength(20);
    expect(report.broken[0]).toEqual({
      line: 2,
      column: 35,
      message: "A comma or a closing bracket is missing.",
    });
    expect(JSON.stringify(report)).not.toContain(secret);
    expect(report.requests).toBe(1);
  });

  test("a file that was cut on its way says so", async () => {
    const whole = file(line({ id: "a" }), line({ id: "b" }));
    const { report } = await lookThrough(whole.slice(0, -20));
    expect(report.broken).toEqual([
      { line: 2, column: expect.any(Number), message: "The last line breaks off: the file seems to be cut." },
    ]);
  });

  test("bytes that are not UTF-8, a NUL, and JSON that is no object", async () => {
    const latin = Buffer.concat([
      Buffer.from('{"custom_id":"x","t":"'),
      Buffer.from([0xe9, 0x28]),
      Buffer.from('"}'),
    ]);
    const text = Buffer.concat([
      ...[Buffer.from(`${line({ id: "ok" })}\n`), latin, Buffer.from("\n")],
      Buffer.from('{"a":"\0"}\n[1,2]\nnull\n"text"\n17\n'),
    ]);
    const { report } = await lookThrough(text);
    expect(findingIn(report, "invalid-utf8")).toMatchObject({ lines: 1, where: [2] });
    expect(findingIn(report, "invalid-json")).toMatchObject({ lines: 1, where: [3] });
    expect(findingIn(report, "not-an-object")).toMatchObject({ lines: 4, where: [4, 5, 6, 7] });
    expect(report.broken.map(({ message }) => message)).toContain("A NUL byte stands in the text.");
  });

  test("a line of 100 MB is refused and never held", async () => {
    const target = path.join(folder, "long");
    const chunk = Buffer.alloc(10_000_000, "a");
    writeFileSync(target, `${line({ id: "a" })}\n{"t":"`);
    for (let n = 0; n < 10; n += 1) writeFileSync(target, chunk, { flag: "a" });
    writeFileSync(target, `"}\n${line({ id: "b" })}\n`, { flag: "a" });
    const before = process.memoryUsage().rss;
    const { report } = await lookThroughFile(target);
    expect(findingIn(report, "line-too-long")).toMatchObject({ lines: 1, where: [2] });
    expect(report).toMatchObject({ lines: 3, requests: 2 });
    expect(process.memoryUsage().rss - before).toBeLessThan(80_000_000);
  });

  test("what the provider's form does not know is told in its words", async () => {
    const { report } = await lookThrough(file(line(), '{"something":"else"}'));
    expect(findingIn(report, "body-missing")).toMatchObject({ title: "The line has no `body`", where: [2] });
  });

  test("nothing, and only blank lines, hold no requests", async () => {
    for (const text of ["", "\n\n  \r\n"]) {
      const { report } = await lookThrough(text);
      expect(findingIn(report, "empty")).toMatchObject({ severity: "blocker" });
      expect(report.parts).toEqual([]);
    }
  });

  test("a fix leaves broken lines out, and taking it back brings the blocker back", async () => {
    const text = file(line({ id: "a" }), "{", line({ id: "b" }), "{");
    const fix = { kind: "leave-out" as const, code: "invalid-json" };
    const mended = (await lookThrough(text, { fixes: [fix] })).report;
    expect(findingIn(mended, "invalid-json")).toMatchObject({ lines: 2, mended: true });
    expect(mended).toMatchObject({ requests: 2, parts: [{ requests: 2 }] });
    expect(findingIn((await lookThrough(text)).report, "invalid-json").mended).toBe(false);
    const all = (await lookThrough(file("{", "{"), { fixes: [fix] })).report;
    expect(findingIn(all, "nothing-left").severity).toBe("blocker");
  });
});

describe("bytes", () => {
  test("what a part will have is known before it is written, in either frame", async () => {
    const id = "x".repeat("nonce678_1".length);
    const lines = [line({ id: "a" }), line({ id: "a much longer id than ours" })];
    const { report } = await lookThrough(file(...lines));
    const sent = lines.map((text) => JSON.stringify({ ...JSON.parse(text), custom_id: id }));
    expect(report.parts[0]?.bytes).toBe(Buffer.byteLength(`${sent.join("\n")}\n`));
    const own = lines.map((text) => JSON.stringify({ custom_id: "a", params: JSON.parse(text).body }));
    const document = (await lookThrough(file(...own), { dialect: documentDialect })).report;
    const inside = own.map((text) => JSON.stringify({ ...JSON.parse(text), custom_id: id }));
    expect(document.parts[0]?.bytes).toBe(Buffer.byteLength(`{"requests":[${inside.join(",")}]}`));
  });

  test("looking changes nothing of the upload", async () => {
    const target = path.join(folder, "same");
    writeFileSync(
      target,
      many(500, (n) => line({ id: `r${n}`, body: n % 3 ? {} : { stream: true } })),
    );
    const hash = () => createHash("sha256").update(readFileSync(target)).digest("hex");
    const before = hash();
    await lookThroughFile(target, { fixes: [{ kind: "remove", at: "stream" }] });
    expect(hash()).toBe(before);
  });
});
