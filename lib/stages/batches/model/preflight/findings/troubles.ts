import type { LineProblem } from "@/lib/core/provider";
import type { Fix } from "../../fix";
import type { Finding } from "../../preflight";
import type { Tally } from "../lines";
import { asTitle, whereWords } from "../words";
import { finding, leaveOut, type Mend, mend } from "./finding";

/** Lines that cannot be read, or that a batch refuses, for one reason. */
export type Trouble = Tally & { problem: LineProblem; unreadable: boolean };

/** What stands in the way line by line: each reason once, with its click. */
export function troubleFindings(
  troubles: ReadonlyMap<string, Trouble>,
  ceiling: number,
  fixes: readonly Fix[],
): Finding[] {
  return [...troubles].map(([code, trouble]) => {
    const { problem, unreadable } = trouble;
    const place = unreadable || problem.at === null ? "" : `\`${problem.at}\` `;
    const where = `${place}${whereWords(trouble)}`;
    return finding(
      {
        ...{ code, severity: "blocker" as const, title: asTitle(problem.message), tally: trouble },
        detail: capital(where),
        mends: [...mendsOf(problem, ceiling), leaveOut(code)],
      },
      fixes,
    );
  });
}

function mendsOf({ mend: offered }: LineProblem, ceiling: number): Mend[] {
  if (!offered) return [];
  // The endpoint's own calls know better than a default of the provider.
  return [mend(offered.kind === "remove" ? offered : { kind: "limit-output", tokens: ceiling })];
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
