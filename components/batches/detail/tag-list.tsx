import Link from "next/link";
import type { ReactNode } from "react";
import { LINK } from "@/components/ui/button";
import { providerName } from "@/components/ui/provider-mark";
import { formatInstant } from "@/lib/core/instants";
import { formatBytes } from "@/lib/core/numbers";
import { dayOf, formatDay } from "@/lib/core/period";
import type { BatchDetail } from "@/lib/stages/batches/model/view";
import { batchHref } from "../address";

/** What finance matches invoice lines with, and where the batch is. */
export function TagList({ batch }: { batch: BatchDetail }) {
  const { costCenter, team, label, model, filename, bytes, parts, rawState } = batch;
  const only = parts.length === 1 ? parts[0] : undefined;
  return (
    <section aria-labelledby="tags">
      <h2 id="tags" className="mt-5 mb-1 text-h2">
        Tags
      </h2>
      <dl>
        <Line name="Cost center">{costCenter}</Line>
        {team && <Line name="Team">{team}</Line>}
        {label && <Line name="Label">{label}</Line>}
        {model && <Line name="Model">{model}</Line>}
        <Line name="Connection">
          {providerName(batch.provider)}, {batch.connection.name}
        </Line>
        {only?.providerBatchId && <Line name="Provider id">{<Mono>{only.providerBatchId}</Mono>}</Line>}
        {rawState && <Line name="Provider state">{<Mono>{rawState}</Mono>}</Line>}
        <Line name="File">
          <Mono>{filename}</Mono>, {formatBytes(bytes)}
        </Line>
        <Line name="Uploaded by">
          {batch.createdByName}, {formatInstant(batch.createdAt)}
        </Line>
        <Line name="Files kept">
          {batch.filesRemovedAt
            ? `removed ${formatDay(dayOf(batch.filesRemovedAt))}`
            : `until ${formatDay(dayOf(batch.filesUntil))}`}
        </Line>
        {batch.retryOf && <Line name="Retry of">{<BatchLink id={batch.retryOf} />}</Line>}
        {batch.retriedBy.length > 0 && (
          <Line name="Retried by">
            {batch.retriedBy.map((id) => (
              <BatchLink key={id} id={id} />
            ))}
          </Line>
        )}
      </dl>
    </section>
  );
}

function Line({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="flex justify-between gap-4 border-b border-line py-[5px]">
      <dt className="whitespace-nowrap text-text-3">{name}</dt>
      <dd className="text-right [overflow-wrap:anywhere]">{children}</dd>
    </div>
  );
}

function Mono({ children }: { children: string }) {
  return <span className="mono">{children}</span>;
}

function BatchLink({ id }: { id: string }) {
  return (
    <Link href={batchHref(id)} className={`mono block ${LINK}`}>
      {id}
    </Link>
  );
}
