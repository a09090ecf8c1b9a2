import { PageBody, PageHeader } from "@/components/ui/nav/page-header";
import { providerName } from "@/components/ui/provider-mark";
import { formatInstant } from "@/lib/core/instants";
import { formatFineDollars } from "@/lib/core/money";
import type { BatchDetail } from "@/lib/stages/batches/model/view";
import type { BatchFormActions } from "../actions";
import { Live } from "../live/live";
import { StateTag } from "../state-tag";
import { requestsWord, stateWord } from "../words";
import { EventLog } from "./event-log";
import { Figures } from "./figures";
import { HeaderActions } from "./header-actions";
import { Neighbours, type NeighboursProps } from "./neighbours";
import { Notices } from "./notices";
import { PartsTable } from "./parts-table";
import { Requests, type RequestsView } from "./request-table";
import { ResolvePanel } from "./resolve-panel";
import { StatesLine } from "./states-line";
import { TagList } from "./tag-list";
import { WindowBar } from "./window-bar";

type BatchScreenProps = {
  batch: BatchDetail;
  requests: RequestsView;
  now: Date;
  may: { act: boolean };
  neighbours: NeighboursProps;
  actions: BatchFormActions;
};

/** One batch: how far it is, what threatens it, each request, and everything that happened. */
export function BatchScreen({ batch, requests, now, may, neighbours, actions }: BatchScreenProps) {
  return (
    <>
      <PageHeader
        title={<span className="mono text-[19px]">{batch.id}</span>}
        badge={<StateTag row={batch} />}
        crumbs={[
          { href: "/batches", label: "Batches" },
          { href: `/spend/${encodeURIComponent(batch.endpoint.key)}`, label: batch.endpoint.label },
        ]}
        actions={
          <>
            <Neighbours {...neighbours} />
            <HeaderActions {...{ batch, may, actions }} />
          </>
        }
      />
      <PageBody>
        <Figures batch={batch} now={now} />
        <Unsure batch={batch} act={may.act ? actions.resolve : null} />
        <Notices batch={batch} />
        <WindowBar batch={batch} now={now} />
        <StatesLine batch={batch} now={now} />
        <div className="grid grid-cols-[minmax(0,1fr)] gap-x-12 gap-y-6 lg:grid-cols-[minmax(0,1fr)_292px]">
          <div className="min-w-0">
            <Requests batch={batch} view={requests} />
            {batch.parts.length > 1 && <PartsTable parts={batch.parts} now={now} />}
          </div>
          <div className="min-w-0">
            <div className="flex justify-end">
              <Live
                url={`/batches/live?batch=${encodeURIComponent(batch.id)}`}
                seen={[{ id: batch.id, name: batch.endpoint.label, word: stateWord(batch) }]}
                drawnAt={now.toISOString()}
              />
            </div>
            <EventLog events={batch.events} now={now} />
            <TagList batch={batch} />
          </div>
        </div>
      </PageBody>
    </>
  );
}

function Unsure({ batch, act }: { batch: BatchDetail; act: BatchFormActions["resolve"] | null }) {
  if (!batch.actions.resolve) return null;
  const { estimate } = batch.cost;
  return batch.parts
    .filter(({ state }) => state === "unsure")
    .map((part) => (
      <ResolvePanel
        key={part.number}
        batchId={batch.id}
        provider={providerName(batch.provider)}
        part={{
          number: part.number,
          requests: requestsWord(part.requests),
          why: part.reason?.message ?? null,
          candidates: part.candidates.map((one) => ({
            id: one.id,
            words: `${requestsWord(one.requests)}, made ${formatInstant(one.createdAt)}`,
          })),
        }}
        cost={estimate === null ? null : formatFineDollars(estimate)}
        act={act}
      />
    ));
}
