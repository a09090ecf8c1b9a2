import { describe, expect, test } from "vitest";
import { ProviderAccount, Verdict } from "./account";
import type { RemoteLine, RemoteRecord } from "./record";

const line = (request: string, status: RemoteLine["status"] = "succeeded"): RemoteLine => ({
  ...{ custom_id: `nonce_${request}`, request, status, tokens: null },
});
const record = (batches: RemoteLine[][], sync: string[] = []): RemoteRecord => ({
  ...{ failures: [], sync: sync.map((request) => ({ request })) },
  batches: batches.map((lines, n) => ({ id: `b${n}`, state: "completed", lines })),
});

function judged(...rounds: { record: RemoteRecord; asked: number }[]) {
  const verdict = new Verdict(() => {});
  const account = new ProviderAccount();
  for (const { record, asked } of rounds) account.judge(record, asked, verdict);
  const { lost, submittedTwice, isClean } = verdict;
  return { lost, submittedTwice, isClean };
}

describe("by the provider's own account", () => {
  const clean = record([[line("a"), line("b", "failed")], [line("c")]]);

  test("all that was asked was taken on once", () => {
    expect(judged({ record: clean, asked: 3 })).toEqual({ lost: 0, submittedTwice: 0, isClean: true });
  });

  test("a batch that was sent again counts with every request in it", () => {
    const twice = record([[line("a"), line("b")], [line("a"), line("b")], [line("c")]]);
    expect(judged({ record: twice, asked: 3 })).toMatchObject({ submittedTwice: 2, isClean: false });
  });

  test("so does a single call for what a batch had already", () => {
    expect(judged({ record: record([[line("a")]], ["a"]), asked: 1 })).toMatchObject({ submittedTwice: 1 });
  });

  test("what was refused was not taken on", () => {
    const refused = record([[line("a", "refused")], [line("a")]]);
    expect(judged({ record: refused, asked: 1 })).toMatchObject({ isClean: true });
  });

  test("what never arrived is lost", () => {
    expect(judged({ record: record([[line("a")]]), asked: 3 })).toMatchObject({ lost: 2, isClean: false });
  });

  test("each is told once, however many rounds follow", () => {
    const twice = record([[line("a")], [line("a")]]);
    const later = record([[line("a")], [line("a")], [line("c")]]);
    expect(judged({ record: twice, asked: 2 }, { record: later, asked: 1 })).toMatchObject({
      ...{ lost: 1, submittedTwice: 1 },
    });
  });
});
