import { Download, Play, RefreshCw, RotateCw } from "lucide-react";
import { buttonClass } from "@/components/ui/button";
import { TextField } from "@/components/ui/field";
import { MoonIcon, SunIcon } from "@/components/ui/icons";
import { DOLLAR, divideRounded, formatFineDollars, type Picodollars, toDecimal } from "@/lib/core/money";
import { formatWhole } from "@/lib/core/numbers";
import type { BatchDetail } from "@/lib/stages/batches/model/view";
import type { BatchFormActions } from "../actions";
import { batchHref } from "../address";
import { requestsWord } from "../words";
import { ConfirmForm, PressForm } from "./confirm-form";

type HeaderActionsProps = { batch: BatchDetail; may: { act: boolean }; actions: BatchFormActions };

/** What may be done with the batch now, the most likely last. */
export function HeaderActions({ batch, may, actions }: HeaderActionsProps) {
  const can = batch.actions;
  const { id } = batch;
  return (
    <>
      {can.results && (
        <a href={`${batchHref(id)}/results`} download className={buttonClass()}>
          <Download className="icon-s" />
          {batch.group === "finished" ? "Results" : "Results so far"}
        </a>
      )}
      {may.act && (
        <>
          {can.check && (
            <PressForm batchId={id} act={actions.check}>
              <RefreshCw className="icon-s" />
              Check now
            </PressForm>
          )}
          {can.cancel && <Cancel batch={batch} act={actions.cancel} />}
          {can.retry !== null && <Retry batch={batch} count={can.retry} act={actions.retry} />}
          {/* While nobody knows whether the provider has them, they are not run beside it. */}
          {can.runRemaining && !can.runRemaining.isRunning && !can.resolve && (
            <RunRemaining batch={batch} rest={can.runRemaining} act={actions.runRemaining} />
          )}
          {can.release && <Release batch={batch} act={actions.release} />}
          {can.start && <Start batch={batch} act={actions.start} />}
        </>
      )}
    </>
  );
}

type OneProps = { batch: BatchDetail; act: BatchFormActions["start"] };

function Cancel({ batch, act }: OneProps) {
  const isSent = batch.startedAt !== null;
  return (
    <ConfirmForm
      {...{ batchId: batch.id, act }}
      summary="Cancel"
      variant="ghost"
      title={isSent ? "Stop this batch?" : "Cancel this batch?"}
      confirm={isSent ? "Stop it" : "Cancel it"}
      confirmVariant="danger"
    >
      <p>
        {isSent
          ? "What is worked already keeps its result and is charged. The rest ends as cancelled and costs nothing."
          : "Nothing was sent, and nothing is charged. Its requests end as cancelled."}
      </p>
    </ConfirmForm>
  );
}

function Retry({ batch, count, act }: OneProps & { count: number }) {
  return (
    <ConfirmForm
      {...{ batchId: batch.id, act }}
      summary={
        <>
          <RotateCw className="icon-s" />
          Retry {formatWhole(count)} {kindOf(batch)}
        </>
      }
      title={`Send ${requestsWord(count)} again?`}
      confirm={
        <>
          <MoonIcon className="icon-s" />
          Make the batch
        </>
      }
      confirmVariant="night"
    >
      <p>They become a new batch, linked to this one. It is checked first, and costs the batch price.</p>
    </ConfirmForm>
  );
}

function kindOf({ requests }: BatchDetail): string {
  const { failed, expired, cancelled } = requests;
  if (failed > 0 && expired + cancelled === 0) return "failed";
  if (expired > 0 && failed + cancelled === 0) return "expired";
  return "unfinished";
}

type Rest = NonNullable<BatchDetail["actions"]["runRemaining"]>;

/** What it costs stands before the press, and no more than the cap is spent. */
function RunRemaining({ batch, rest, act }: OneProps & { rest: Rest }) {
  return (
    <ConfirmForm
      {...{ batchId: batch.id, act }}
      summary={
        <>
          <SunIcon className="icon-s" />
          Run remaining as sync
        </>
      }
      variant="day"
      title={`Run ${requestsWord(rest.requests)} as sync?`}
      confirm={
        <>
          <SunIcon className="icon-s" />
          Run {formatWhole(rest.requests)} now
        </>
      }
      confirmVariant="day"
    >
      <p>
        {rest.cost === null
          ? "No price is known for them: say what may be spent at most."
          : `Each becomes a normal call at the sync price, about ${formatFineDollars(rest.cost)} in all.`}
        {batch.endedAt === null &&
          " The batch is asked to stop first; what it has worked by then is charged once, at the batch price."}
      </p>
      <TextField
        label="Spend at most, in dollars"
        name="cap"
        inputMode="decimal"
        pattern="\d{1,9}(\.\d{1,12})?"
        required
        defaultValue={rest.cost === null ? "" : capText(rest.cost)}
        hint="It stops before the next call would pass it."
      />
    </ConfirmForm>
  );
}

/** A tenth above what is expected, in whole cents. */
export function capText(cost: Picodollars): string {
  const cent = DOLLAR / 100n;
  return toDecimal((divideRounded(cost * 11n, cent * 10n) + 1n) * cent);
}

function Release({ batch, act }: OneProps) {
  const rest = batch.parts.filter(({ state, isCanary }) => state === "held" && !isCanary);
  const count = rest.reduce((sum, part) => sum + part.requests, 0);
  return (
    <ConfirmForm
      {...{ batchId: batch.id, act }}
      summary={
        <>
          <MoonIcon className="icon-s" />
          Release the rest
        </>
      }
      variant="night"
      title={`Send the other ${requestsWord(count)}?`}
      confirm="Release"
      confirmVariant="night"
    >
      <p>{batchCostWords(batch)} Look at the results of the first ones before.</p>
    </ConfirmForm>
  );
}

function Start({ batch, act }: OneProps) {
  return (
    <ConfirmForm
      {...{ batchId: batch.id, act }}
      summary={
        <>
          <Play className="icon-s" />
          Start
        </>
      }
      variant="night"
      title={`Send ${requestsWord(batch.canary ?? batch.requests.total)} as a batch?`}
      confirm={
        <>
          <MoonIcon className="icon-s" />
          Start
        </>
      }
      confirmVariant="night"
    >
      <p>
        {batchCostWords(batch)}
        {batch.canary !== null && " These are the first ones; the rest waits until you release it."}
      </p>
    </ConfirmForm>
  );
}

function batchCostWords({ cost }: BatchDetail): string {
  return cost.estimate === null
    ? "No price is known for it."
    : `The whole batch costs about ${formatFineDollars(cost.estimate)}.`;
}
