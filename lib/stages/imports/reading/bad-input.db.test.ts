import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { TestContext } from "@/lib/testing/context";
import { drop, gz, importContext } from "@/lib/testing/imports/drop";
import type { Seen } from "../model/view";

let ctx: TestContext;
beforeAll(async () => {
  ctx = await importContext();
});
afterAll(() => ctx.close());

const HEADING = "timestamp,provider,model,endpoint,input_tokens,output_tokens,cost_usd";
const good = (endpoint: string) => `2025-11-03T02:14:07Z,openai,gpt-5,${endpoint},100,10,0.5`;
const file = (...rows: string[]) => [HEADING, ...rows, ""].join("\n");

const counts = ({ import: one }: Seen) => [one.rowsRead, one.rowsAccepted, one.rowsRejected].map(Number);
const causes = ({ problems }: Seen) => problems.map(({ line, column, code }) => [line, column, code]);

describe("a file that cannot be read fails with one clear sentence and leaves nothing", () => {
  const cases: [string, string | Buffer, string, RegExp][] = [
    ["whitespace alone", "\n  \n", "empty-file", /is empty/],
    ["a heading alone", `${HEADING}\n`, "no-rows", /no rows/],
    ["prose", "Dear colleague\nhere is the usage\n", "not-a-table", /neither a table/],
    ["a web page", "<!DOCTYPE html><html><body>Sign in</body></html>", "web-page", /web page/],
    ["a truncated gzip", gz(file(good("a"))).subarray(0, 60), "truncated-gzip", /cut off/],
    ["a gzip that lost its last bytes", gz(file(good("a"))).subarray(0, -4), "truncated-gzip", /cut off/],
    ["a damaged gzip", damaged(gz(file(good("a")))), "broken-gzip", /damaged/],
    ["a zip renamed to csv", Buffer.from("PK\u0003\u0004\u0014\u0000usage.csv"), "zip", /zip archive/],
    ["an Excel workbook", Buffer.from("PK\u0003\u0004\u0014\u0000[Content_Types].xml xl/"), "xlsx", /Excel/],
    ["Parquet", Buffer.from("PAR1\u0000\u0000"), "parquet", /Parquet/],
    ["UTF-16", Buffer.from(`\ufeff${file(good("a"))}`, "utf16le"), "utf-16", /UTF-16/],
    ["UTF-16 without a mark", Buffer.from(file(good("a")), "utf16le"), "utf-16", /UTF-16/],
    ["bytes", Buffer.alloc(5000), "binary", /binary/],
    [
      "a truncated JSON array",
      '[{"request_id":"a","spend":1,"prompt_tokens":1,"completion_tokens":1,"startTime":"2025-11-03T00:00:00Z"},{"req',
      "broken-json",
      /broken at record/,
    ],
    ["a table whose heading never ends", "x".repeat(300_000), "long-line", /first line/],
    ["duplicate headings", `${HEADING},model\n${good("a")},gpt-5\n`, "refused", /"model" 2 times/],
    [
      "OpenAI's cost report",
      '{"object":"page","data":[{"object":"bucket","results":[{"object":"organization.costs.result"}]}]}',
      "wrong-format",
      /cost report/,
    ],
  ];
  test.each(cases)("%s", async (_name, content, code, message) => {
    const seen = await drop(ctx, content);
    expect(seen.import.status).toBe("failed");
    expect(seen.import.failure?.code).toBe(code);
    expect(seen.import.failure?.message).toMatch(message);
    expect(seen.standing.rows).toBe(0n);
  });

  test("an empty body is refused at the door", async () => {
    await expect(drop(ctx, "")).rejects.toThrow(/body is empty/);
  });
});

describe("what is only unusual is read as it is meant", () => {
  const cases: [string, string | Buffer][] = [
    ["a byte order mark", `\ufeff${file(good("a"))}`],
    ["CRLF", file(good("a")).replaceAll("\n", "\r\n")],
    ["CR alone", file(good("a")).replaceAll("\n", "\r")],
    ["semicolons", file(good("a")).replaceAll(",", ";")],
    ["tabs", file(good("a")).replaceAll(",", "\t")],
    ["pipes", file(good("a")).replaceAll(",", "|")],
    ["Excel's own line", `sep=;\n${file(good("a")).replaceAll(",", ";")}`],
    ["gzip", gz(file(good("a")))],
    ["two gzip files in one", Buffer.concat([gz(`${HEADING}\n`), gz(`${good("a")}\n`)])],
    ["no line end at the end", file(good("a")).trimEnd()],
    ["blank lines", `${HEADING}\n\n${good("a")}\n\n`],
    ["quotes and line breaks in a cell", file(`2025-11-03T02:14:07Z,openai,gpt-5,"a ""b""\nc",100,10,0.5`)],
    ["scientific notation", file("2025-11-03T02:14:07Z,openai,gpt-5,a,1e2,1E1,5e-01")],
    [
      "whole numbers with a point, grouped thousands",
      file(`2025-11-03T02:14:07Z,openai,gpt-5,a,100.0,"10.00","0.50"`),
    ],
    ["NULL as text", `${HEADING},owner,team\n${good("a")},NULL,null\n`],
  ];
  test.each(cases)("%s", async (name, content) => {
    const here = await ctx.elsewhere();
    const seen = await drop(here, content);
    expect(seen.import.failure).toBeNull();
    expect(counts(seen), name).toEqual([1, 1, 0]);
    expect(seen.standing).toMatchObject({ freshInput: 100n, output: 10n, costReported: 500_000_000_000n });
  });
});

describe("a bad row never stops a good one, and is told with its line", () => {
  const row = (cells: string) => file(good("before"), cells, good("after"));
  const cases: [string, string | Buffer, string | null, string][] = [
    ["negative tokens", row("2025-11-03T02:14:07Z,openai,gpt-5,a,-5,10,0.5"), "input_tokens", "negative"],
    ["NaN tokens", row("2025-11-03T02:14:07Z,openai,gpt-5,a,NaN,10,0.5"), "input_tokens", "not-a-number"],
    ["half a token", row("2025-11-03T02:14:07Z,openai,gpt-5,a,1.5,10,0.5"), "input_tokens", "not-a-number"],
    ["endless cost", row("2025-11-03T02:14:07Z,openai,gpt-5,a,1,10,inf"), "cost_usd", "not-a-number"],
    ["negative cost", row("2025-11-03T02:14:07Z,openai,gpt-5,a,1,10,-0.5"), "cost_usd", "negative"],
    ["a date in 1970", row("1970-01-01T00:00:00Z,openai,gpt-5,a,1,10,0.5"), "timestamp", "too-early"],
    [
      "a date in the future",
      row("2025-12-04T00:00:00Z,openai,gpt-5,a,1,10,0.5"),
      "timestamp",
      "in-the-future",
    ],
    ["no such day", row("2025-11-31T02:14:00Z,openai,gpt-5,a,1,10,0.5"), "timestamp", "not-a-time"],
    ["no time", row(",openai,gpt-5,a,1,10,0.5"), "timestamp", "missing"],
    ["too few columns", row("2025-11-03T02:14:07Z,openai"), null, "too-few-columns"],
    ["too many columns", row(`${good("a")},1,2`), null, "too-many-columns"],
    ["an open quote", row('2025-11-03T02:14:07Z,openai,gpt-5,"a,1,10,0.5'), null, "quote"],
    ["text after a quote", row('2025-11-03T02:14:07Z,openai,gpt-5,"a"b,1,10,0.5'), null, "quote"],
    [
      "a NUL byte in a name",
      row("2025-11-03T02:14:07Z,openai,gpt-5,a\0b,1,10,0.5"),
      "endpoint",
      "unusable-text",
    ],
    [
      "an endless name",
      row(`2025-11-03T02:14:07Z,openai,gpt-5,${"a".repeat(2000)},1,10,0.5`),
      "endpoint",
      "unusable-text",
    ],
    [
      "bytes that are no UTF-8",
      withByte(row("2025-11-03T02:14:07Z,openai,gpt-5,a~b,1,10,0.5")),
      null,
      "not-utf-8",
    ],
  ];
  test.each(cases)("%s", async (_name, content, column, code) => {
    const here = await ctx.elsewhere();
    const seen = await drop(here, content);
    expect(seen.import.status).toBe("done");
    expect(counts(seen)).toEqual([3, 2, 1]);
    expect(causes(seen)).toEqual([[3, column, code]]);
    expect(seen.problems[0]?.message).not.toBe("");
    expect(seen.standing.rows).toBe(2n);
  });

  test("a line of 100 MB in the middle of a file", async () => {
    const here = await ctx.elsewhere();
    async function* body() {
      yield Buffer.from(`${HEADING}\n${good("before")}\n2025-11-03T02:14:07Z,openai,gpt-5,`);
      for (let n = 0; n < 100; n += 1) yield Buffer.alloc(1_000_000, "a");
      yield Buffer.from(`,1,1,1\n${good("after")}\n`);
    }
    const seen = await drop(here, body());
    expect(counts(seen)).toEqual([3, 2, 1]);
    expect(causes(seen)).toEqual([[3, null, "line-too-long"]]);
  });

  test("mixed line ends", async () => {
    const here = await ctx.elsewhere();
    const seen = await drop(here, `${HEADING}\n${good("a")}\r\n${good("b")}\n${good("c")}\r\n`);
    expect(counts(seen)).toEqual([3, 3, 0]);
  });

  test("an impossible day is told as such", async () => {
    const here = await ctx.elsewhere();
    const seen = await drop(here, row("31/11/2025 02:14,openai,gpt-5,a,1,10,0.5"));
    expect(seen.problems[0]?.message).toBe("November has 30 days");
    expect(seen.problems[0]?.raw).toBe("31/11/2025 02:14,openai,gpt-5,a,1,10,0.5");
  });
});

test("lines are counted as an editor counts them, through quoted line breaks, blank lines and broken lines", async () => {
  const here = await ctx.elsewhere();
  const bad = "2025-11-03T02:14:07Z,openai,gpt-5,bad,-1,1,1";
  const seen = await drop(
    here,
    [
      "",
      HEADING,
      '2025-11-03T02:14:07Z,openai,gpt-5,"two\nlines",1,1,1',
      "",
      bad,
      "short,row",
      '2025,"open',
      bad,
      good("x"),
    ].join("\r\n"),
  );
  expect(causes(seen)).toEqual([
    [6, "input_tokens", "negative"],
    [7, null, "too-few-columns"],
    [8, null, "quote"],
    [9, "input_tokens", "negative"],
  ]);
  expect(counts(seen)).toEqual([6, 2, 4]);
});

test("bad JSON lines are told one by one", async () => {
  const here = await ctx.elsewhere();
  const line = (tokens: unknown) =>
    JSON.stringify({
      timestamp: "2025-11-03T02:14:07Z",
      provider: "openai",
      model: "gpt-5",
      endpoint: "a",
      input_tokens: tokens,
    });
  const seen = await drop(here, [line(1), "{broken", "", line(-2), "[1]", line("3.0")].join("\n"), {
    filename: "u.jsonl",
  });
  expect(causes(seen)).toEqual([
    [2, null, "not-json"],
    [4, "input_tokens", "negative"],
    [5, null, "not-json"],
  ]);
  expect(counts(seen)).toEqual([5, 2, 3]);
  expect(seen.standing.freshInput).toBe(4n);
});

test("a path in the file name is only a name", async () => {
  const seen = await drop(ctx, file(good("a")), { filename: "../../etc/C:\\temp\\usage.csv" });
  expect(seen.import.filename).toBe("usage.csv");
});

function damaged(bytes: Buffer): Buffer {
  const copy = Buffer.from(bytes);
  const at = copy.length - 6;
  copy[at] = (copy[at] ?? 0) ^ 255;
  return copy;
}

/** `~` becomes a byte that begins no character. */
function withByte(text: string): Buffer {
  const bytes = Buffer.from(text);
  bytes[bytes.indexOf("~")] = 0xff;
  return bytes;
}
