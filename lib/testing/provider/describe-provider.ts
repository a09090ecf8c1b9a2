import { afterEach, beforeEach, describe } from "vitest";
import { definitionCases } from "./definition-cases";
import type { ProviderFixture } from "./fixture";
import { lifeCases } from "./life-cases";
import { resultCases } from "./result-cases";
import { singleCases } from "./single-cases";
import { openStage, type Stage } from "./stage";
import { submissionCases } from "./submission-cases";

/** What one provider must do, all must. Every case has simulators of its own, reached over HTTP. */
export function describeProvider(fixture: ProviderFixture): void {
  describe(fixture.definition.label, () => {
    let open: Stage | null = null;
    const stage = (): Stage => {
      if (!open) throw new Error("no simulators are running");
      return open;
    };
    describe("definition", () => definitionCases(fixture));
    describe("with simulators", () => {
      beforeEach(async () => {
        open = await openStage(fixture);
      });
      afterEach(async () => {
        await open?.close();
        open = null;
      });
      describe("submission", () => submissionCases(fixture, stage));
      describe("life", () => lifeCases(fixture, stage));
      describe("results", () => resultCases(fixture, stage));
      describe("single calls and connections", () => singleCases(fixture, stage));
    });
  });
}
