import { CircleAlert } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { ButtonLink, LINK } from "@/components/ui/button";
import { PageBody, PageHeader } from "@/components/ui/nav/page-header";
import { Notice } from "@/components/ui/notice";
import { providerName } from "@/components/ui/provider-mark";
import { formatNear } from "@/lib/core/instants";
import { formatBytes } from "@/lib/core/numbers";
import type { BatchDetail } from "@/lib/stages/batches/model/view";
import type { DraftActions } from "../actions";
import { batchHref } from "../address";
import { Live } from "../live/live";
import { linesWord, stateWord } from "../words";
import { DiscardForm } from "./discard-form";
import { LedgerAside } from "./ledger-aside";
import { FirstSteps } from "./steps/first-steps";
import { PreflightStep } from "./steps/preflight-step";
import { START_FORM, StartForm } from "./steps/start-step";
import { Step } from "./steps/step";
import type { TagChoices, Typed } from "./tags-fields";
import type { Begun } from "./upload/use-upload";
import { WindowPreview } from "./window-preview";

/** Where the form goes without scripts: a route that streams the file to disk. */
const FORM = "/api/upload/batches/form";

type NewScreenProps = {
  /** Null until a file was uploaded and tagged. */
  batch: BatchDetail | null;
  choices: TagChoices;
  typed: Typed;
  problems: Typed;
  /** Uploads of this person that stopped on their way. */
  begun: Begun[];
  windowHours: number;
  /** How long such a batch usually takes; null: nothing to go by. */
  usualSeconds: number | null;
  /** Which calls the owner lets wait; null: nothing was said, or all of them. */
  ownersWord: string | null;
  now: Date;
  may: { connect: boolean };
  actions: DraftActions;
};

/** No batch fails for a reason that could be seen before: four steps on one page, with what it costs beside them. */
export function NewScreen(props: NewScreenProps) {
  const { batch, choices, now, windowHours, usualSeconds, actions } = props;
  return (
    <>
      <PageHeader
        title="New batch"
        crumbs={[{ href: "/batches", label: "Batches" }, { label: "New" }]}
        actions={batch && <DraftFacts batch={batch} now={now} discard={actions.discard} />}
      />
      <PageBody>
        {choices.connections.length === 0 && !batch && <NoConnection mayConnect={props.may.connect} />}
        <div className="grid grid-cols-[minmax(0,1fr)] gap-x-14 lg:grid-cols-[minmax(0,1fr)_296px]">
          <div className="min-w-0">
            {batch ? (
              <DraftSteps {...props} batch={batch} />
            ) : (
              <FirstSteps
                {...{ choices, typed: props.typed, problems: props.problems, begun: props.begun }}
                formTo={FORM}
                preflight={<PreflightStep batch={null} actions={null} />}
                start={<StartStep {...{ batch: null, now, windowHours, usualSeconds, actions }} />}
              />
            )}
          </div>
          <LedgerAside batch={batch} now={now} windowHours={windowHours} formId={START_FORM} />
        </div>
      </PageBody>
    </>
  );
}

function DraftSteps(props: NewScreenProps & { batch: BatchDetail }) {
  const { batch, now, windowHours, usualSeconds, actions } = props;
  const tags = [batch.endpoint.label, batch.costCenter, batch.team, batch.label].filter(Boolean).join(", ");
  return (
    <>
      <Step
        number={1}
        title="Upload"
        standing="done"
        beside={
          <>
            <span className="mono text-text-2">{batch.filename}</span>
            <Fact>
              {formatBytes(batch.bytes)}
              {batch.preflight && `, ${linesWord(batch.preflight.lines)}`}
            </Fact>
          </>
        }
        aside={
          <Link href="/batches/new" className={LINK}>
            Another file
          </Link>
        }
      />
      <PreflightStep batch={batch} actions={actions} />
      <Step
        number={3}
        title="Tags"
        standing="done"
        beside={
          <>
            <span className="text-text-2">{tags}</span>
            <Fact>
              {providerName(batch.provider)}, {batch.connection.name}
            </Fact>
          </>
        }
      >
        {props.ownersWord && (
          <p className="flex items-center gap-1.5 pt-1.5 text-small text-text-2">
            <CircleAlert className="icon-xs flex-none" />
            {props.ownersWord}
          </p>
        )}
      </Step>
      <StartStep {...{ batch, now, windowHours, usualSeconds, actions }} />
    </>
  );
}

type StartStepProps = Pick<NewScreenProps, "batch" | "now" | "windowHours" | "usualSeconds" | "actions">;

function StartStep({ batch, now, windowHours, usualSeconds, actions }: StartStepProps) {
  const isReady = batch?.actions.start ?? false;
  return (
    <Step number={4} title="Start" standing={isReady ? "now" : "next"}>
      {batch ? (
        <StartForm
          key={batch.version}
          batchId={batch.id}
          requests={batch.preflight?.requests ?? null}
          canary={batch.canary}
          act={actions.confirm}
        />
      ) : (
        <p className="pt-1 text-text-2">
          Now or held, all at once or a few lines first: chosen after the check.
        </p>
      )}
      <WindowPreview now={now} hours={windowHours} usualSeconds={usualSeconds} />
    </Step>
  );
}

type DraftFactsProps = { batch: BatchDetail; now: Date; discard: DraftActions["discard"] };

function DraftFacts({ batch, now, discard }: DraftFactsProps) {
  return (
    <>
      <Live
        url={`/batches/live?batch=${encodeURIComponent(batch.id)}`}
        seen={[{ id: batch.id, name: batch.filename, word: stateWord(batch) }]}
        drawnAt={now.toISOString()}
      />
      <span className="text-small text-text-3">
        Draft{" "}
        <Link href={batchHref(batch.id)} className="mono hover:text-text">
          {batch.id}
        </Link>{" "}
        kept since {formatNear(batch.createdAt, now)}
      </span>
      <DiscardForm batchId={batch.id} act={discard} />
    </>
  );
}

function NoConnection({ mayConnect }: { mayConnect: boolean }) {
  return (
    <Notice
      icon={<CircleAlert className="icon" />}
      title="No provider is connected yet."
      className="mb-4"
      actions={
        mayConnect && (
          <ButtonLink href="/settings?show=providers" size="sm">
            Connect one
          </ButtonLink>
        )
      }
    >
      {mayConnect ? "A batch needs a connection to run through." : "An admin connects one in Settings."}
    </Notice>
  );
}

function Fact({ children }: { children: ReactNode }) {
  return <span className="text-small text-text-3">{children}</span>;
}
