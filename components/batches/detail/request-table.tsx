import { Ban, Check, Clock, LoaderCircle, Search, X } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { Status } from "@/components/ui/badge";
import { LINK } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { inputClass } from "@/components/ui/field";
import { SunIcon } from "@/components/ui/icons";
import { TabLinks } from "@/components/ui/nav/tabs";
import { Table, Td, Th } from "@/components/ui/table";
import { formatFineDollars } from "@/lib/core/money";
import { formatWhole } from "@/lib/core/numbers";
import type { RequestStatus } from "@/lib/core/values";
import type { BatchDetail, RequestRow } from "@/lib/stages/batches/model/view";
import { batchHref } from "../address";
import { type RequestsAddress, requestsHref } from "./address";

export type RequestsView = { rows: RequestRow[]; nextCursor: string | null; asked: RequestsAddress };
type RequestsProps = { batch: BatchDetail; view: RequestsView };

/** Every request of the batch with how it ended; by state, and by the beginning of its id. */
export function Requests({ batch, view }: RequestsProps) {
  const { rows, nextCursor, asked } = view;
  return (
    <div className="min-w-0">
      <div className="mb-0.5 flex flex-wrap items-center justify-between gap-x-4">
        <div className="min-w-0 [&>nav]:border-0">
          <TabLinks label="Which requests" items={tabsOf(batch, asked)} />
        </div>
        <SearchForm batch={batch} asked={asked} />
      </div>
      {rows.length > 0 ? <RequestTable rows={rows} /> : <EmptyState title={emptyWords(batch, asked)} />}
      <p className="flex gap-4 pt-3">
        {asked.cursor && (
          <Link href={requestsHref(batch.id, asked)} className={LINK}>
            First page
          </Link>
        )}
        {nextCursor && (
          <Link href={requestsHref(batch.id, asked, { cursor: nextCursor })} className={LINK}>
            More requests
          </Link>
        )}
      </p>
    </div>
  );
}

function tabsOf({ id, requests, parts }: BatchDetail, asked: RequestsAddress) {
  const pending = parts.some(({ providerBatchId }) => providerBatchId !== null) ? "Running" : "Waiting";
  const all: [string, string, number][] = [
    ["", "All", requests.total],
    ["succeeded", "Done", requests.succeeded],
    ["failed", "Failed", requests.failed],
    ["expired", "Expired", requests.expired],
    ["cancelled", "Cancelled", requests.cancelled],
    ["pending", pending, requests.pending],
  ];
  return all
    .filter(([status, , count]) => status === "" || count > 0 || asked.status === status)
    .map(([status, label, count]) => ({
      href: requestsHref(id, asked, { status }),
      label,
      count: formatWhole(count),
      active: (asked.status ?? "") === status,
    }));
}

function SearchForm({ batch, asked }: { batch: BatchDetail; asked: RequestsAddress }) {
  return (
    <form action={batchHref(batch.id)} method="get" className="relative my-1 w-[180px] max-md:w-full">
      {asked.status && <input type="hidden" name="status" value={asked.status} />}
      <Search className="icon-s pointer-events-none absolute top-1/2 left-2.5 -translate-y-1/2 text-text-3" />
      <input
        type="search"
        name="search"
        aria-label="Request id begins with"
        aria-keyshortcuts="/"
        placeholder="Request id"
        maxLength={200}
        defaultValue={asked.search ?? ""}
        className={`${inputClass} h-[28px] border-line-2 pl-8 text-small`}
      />
    </form>
  );
}

function emptyWords({ state, requests }: BatchDetail, { search }: RequestsAddress): string {
  if (search) return `No request id begins with “${search}”.`;
  if (requests.total === 0 || state === "preflight") return "Its requests are listed once it was checked.";
  return "No request is in this state.";
}

function RequestTable({ rows }: { rows: RequestRow[] }) {
  const hasSchema = rows.some(({ fitsSchema }) => fitsSchema !== null);
  return (
    <Table caption="Requests">
      <thead>
        <tr>
          <Th>Request id</Th>
          <Th>State</Th>
          <Th>Error</Th>
          {hasSchema && <Th>Schema</Th>}
          <Th end>Tokens in / out</Th>
          <Th end>Tries</Th>
          <Th end>Cost</Th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.n} className="h-11">
            <Th
              scope="row"
              className="mono min-w-[128px] py-1 [overflow-wrap:anywhere] max-md:sticky max-md:left-0 max-md:bg-bg"
            >
              {row.customId}
            </Th>
            <Td className="py-1 whitespace-nowrap">
              <RequestState row={row} />
            </Td>
            <Td className="py-1 text-small">
              <Problem row={row} />
            </Td>
            {hasSchema && <Td className="py-1 whitespace-nowrap">{schemaWord(row.fitsSchema)}</Td>}
            <Td end className="py-1 whitespace-nowrap text-text-2">
              <Tokens row={row} />
            </Td>
            <Td end className="py-1 text-text-2">
              {row.attempts > 0 ? row.attempts : "–"}
            </Td>
            <Td end className="py-1">
              {formatFineDollars(row.cost)}
            </Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

const FACES: Record<RequestStatus, [word: string, tone: "ok" | "bad" | "plain" | "night", icon: ReactNode]> =
  {
    succeeded: ["Done", "ok", <Check key="i" className="icon-xs" />],
    failed: ["Failed", "bad", <X key="i" className="icon-xs" />],
    expired: ["Expired", "bad", <Clock key="i" className="icon-xs" />],
    cancelled: ["Cancelled", "plain", <Ban key="i" className="icon-xs" />],
    pending: ["Running", "night", <LoaderCircle key="i" className="icon-xs" />],
  };

/** One that no provider has been seen to have waits, whatever the others do. */
function RequestState({ row }: { row: RequestRow }) {
  if (row.status === "pending" && row.attempts === 0)
    return <Status icon={<Clock className="icon-xs" />}>Waiting</Status>;
  const [word, tone, icon] = FACES[row.status];
  return (
    <span className="flex items-center gap-2">
      <Status tone={tone} icon={icon}>
        {word}
      </Status>
      {row.lane === "sync" && (
        <span className="flex items-center gap-1 text-small text-day-text">
          <SunIcon className="icon-xs" />
          sync
        </span>
      )}
    </span>
  );
}

const REMEDIES = { fix: "Would fail again as it is", resend: "Can be sent again" };

/** In plain words; the provider's own code stands above them. */
function Problem({ row }: { row: RequestRow }) {
  if (row.code === null && row.message === null) return <span className="text-text-3">–</span>;
  return (
    <>
      {row.code && <span className="mono block text-text-3">{row.code}</span>}
      <span className="[overflow-wrap:anywhere]">{row.message}</span>
      {row.remedy && <span className="block text-text-3">{REMEDIES[row.remedy]}</span>}
    </>
  );
}

function Tokens({ row }: { row: RequestRow }) {
  const { inputTokens, cachedInputTokens, cacheWriteTokens, outputTokens } = row;
  if (inputTokens === null && outputTokens === null) return "–";
  const word = (count: number | null) => (count === null ? "–" : formatWhole(count));
  return (
    <>
      {word(inputTokens)} / {word(outputTokens)}
      {cachedInputTokens !== null && cachedInputTokens > 0 && (
        <span className="block text-micro text-text-3">{word(cachedInputTokens)} cached</span>
      )}
      {cacheWriteTokens !== null && cacheWriteTokens > 0 && (
        <span className="block text-micro text-text-3">{word(cacheWriteTokens)} written</span>
      )}
    </>
  );
}

function schemaWord(fits: boolean | null): string {
  if (fits === null) return "–";
  return fits ? "Fits" : "Does not fit";
}
