import { CircleX, LoaderCircle } from "lucide-react";
import type { ReactNode } from "react";
import type { DraftActions } from "@/components/batches/actions";
import { BrokenLines } from "@/components/batches/new/broken-lines";
import { blockersOf } from "@/components/batches/new/draft";
import { Findings } from "@/components/batches/new/findings";
import { Limits, PlannedParts } from "@/components/batches/new/limits";
import { linesWord } from "@/components/batches/words";
import { Tag } from "@/components/ui/badge";
import { ProviderMark, providerName } from "@/components/ui/provider-mark";
import { formatWhole } from "@/lib/core/numbers";
import type { PreflightReport } from "@/lib/stages/batches/model/preflight";
import { tokensWords } from "@/lib/stages/batches/model/preflight/words";
import type { BatchDetail } from "@/lib/stages/batches/model/view";
import { Step } from "./step";

type PreflightStepProps = { batch: BatchDetail | null; actions: DraftActions | null };

/** What the check found, before anything is sent: a dry run is this page. */
export function PreflightStep({ batch, actions }: PreflightStepProps) {
  if (!batch)
    return (
      <Step number={2} title="Preflight" standing="next">
        <p className="pt-1 text-text-2">
          The file is checked once it is here and step 3 says what it is. Nothing is sent by that.
        </p>
      </Step>
    );
  const report = batch.preflight;
  const isChecking = batch.state === "preflight";
  if (!report)
    return (
      <Step number={2} title="Preflight" standing="now" beside={isChecking && <Checking />}>
        <p className="pt-1 text-text-2">
          {isChecking
            ? "Every line is read. You can leave this page; the check goes on."
            : (batch.reason?.message ??
              "The check did not end. Discard the batch and upload the file again.")}
        </p>
      </Step>
    );
  const blocking = blockersOf(report);
  return (
    <Step
      number={2}
      title="Preflight"
      standing={blocking.length > 0 || isChecking ? "now" : "done"}
      beside={isChecking ? <Checking /> : <Verdict report={report} />}
      aside={`Checked in ${(report.tookMs / 1000).toFixed(1)} s`}
    >
      <Numbers batch={batch} report={report} />
      <Findings batchId={batch.id} findings={report.findings} actions={isChecking ? null : actions} />
      <BrokenLines broken={report.broken} />
      <div className="mt-5 grid grid-cols-[minmax(0,1fr)] gap-x-10 gap-y-5 md:grid-cols-2">
        <Limits provider={providerName(batch.provider)} limits={report.limits} />
        <PlannedParts
          parts={report.parts}
          maxBytes={report.limits.find(({ code }) => code === "bytes")?.allowed ?? null}
        />
      </div>
    </Step>
  );
}

function Checking() {
  return <Tag icon={<LoaderCircle className="icon-xs spinning" />}>Checking</Tag>;
}

function Verdict({ report }: { report: PreflightReport }) {
  const blocking = blockersOf(report);
  if (blocking.length === 0) return null;
  const lines = blocking.reduce((sum, finding) => sum + finding.lines, 0);
  return (
    <Tag tone="bad" icon={<CircleX className="icon-xs" />}>
      {lines > 0
        ? `${linesWord(lines)} ${lines === 1 ? "blocks" : "block"} the start`
        : "Something blocks the start"}
    </Tag>
  );
}

function Numbers({ batch, report }: { batch: BatchDetail; report: PreflightReport }) {
  const { lines, requests, inputTokens, inputTokensBy, outputTokens, models } = report;
  return (
    <>
      <dl className="flex flex-wrap gap-x-12 gap-y-3 pt-3.5 pb-1">
        <Figure name="Lines">{formatWhole(lines)}</Figure>
        {requests !== lines && <Figure name="Sent">{formatWhole(requests)}</Figure>}
        <Figure name={inputTokensBy.how === "exact" ? "Input tokens" : "Input tokens, sampled"}>
          {tokensWords(inputTokens.expected)}
        </Figure>
        <Figure name="Output tokens, estimated">{tokensWords(outputTokens.expected)}</Figure>
        <Figure name="Provider, model">
          <span className="flex items-center gap-1.5">
            <ProviderMark provider={batch.provider} />
            {models.length === 0 ? (batch.model ?? "–") : models.slice(0, 2).join(", ")}
            {models.length > 2 && ` and ${models.length - 2} more`}
          </span>
        </Figure>
      </dl>
      <p className="pb-3 text-small text-text-3">
        {tokensNote(report)} {outputNote(report)}
      </p>
    </>
  );
}

/** How sure the count of tokens is. */
function tokensNote({ inputTokens, inputTokensBy }: PreflightReport): string {
  const { how, tokenizer } = inputTokensBy;
  if (how === "exact") return `Input counted line by line with ${tokenizer}.`;
  return `Input from a sample of lines with ${tokenizer}: ${rangeWords(inputTokens)}.`;
}

/** Where the expected answers come from, and how far off that may be. */
function outputNote({ outputTokens, outputTokensBy }: PreflightReport): string {
  const { low, high } = outputTokens;
  const range = tokensWords(low) === tokensWords(high) ? "" : `, ${rangeWords(outputTokens)} in all`;
  return outputTokens.expected > 0 ? `Output: ${outputTokensBy}${range}.` : "";
}

const rangeWords = ({ low, high }: { low: number; high: number }) =>
  `${tokensWords(low)} to ${tokensWords(high)}`;

function Figure({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="flex flex-col-reverse gap-px">
      <dd className="text-[18px] leading-[26px] font-semibold tracking-[-.02em] [overflow-wrap:anywhere]">
        {children}
      </dd>
      <dt className="text-small text-text-3">{name}</dt>
    </div>
  );
}
