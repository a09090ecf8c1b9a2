import { ButtonLink } from "@/components/ui/button";
import { SectionHead } from "@/components/ui/nav/page-header";
import { Table, Td, Th } from "@/components/ui/table";
import type { Page } from "@/lib/core/paging";
import { formatDay } from "@/lib/core/period";
import type { AuditRow } from "@/lib/stages/people/model";
import { actorWords, detailWords, eventWords, subjectWords } from "./audit-words";

const timeOf = (at: Date) => `${formatDay(at.toISOString().slice(0, 10))}, ${at.toISOString().slice(11, 16)}`;

/** The last few, or every one page by page. */
export function AuditSection({ page, isWhole }: { page: Page<AuditRow>; isWhole: boolean }) {
  const older = isWhole ? `/settings?show=audit&cursor=${page.nextCursor}` : "/settings?show=audit";
  return (
    <section className="border-t border-line py-[22px]">
      <SectionHead title="Audit log" note="Nothing can be edited or deleted. Times are UTC" />
      <Table caption="Audit log">
        <thead className="sr-only">
          <tr>
            <Th>Time</Th>
            <Th>What happened</Th>
            <Th end>Detail</Th>
          </tr>
        </thead>
        <tbody>
          {page.rows.map((row) => (
            <tr key={row.id}>
              <Td className="w-[120px] whitespace-nowrap text-text-3">
                <time dateTime={row.at.toISOString()}>{timeOf(row.at)}</time>
              </Td>
              <Td>
                <span className="font-medium">{actorWords(row.actor)}</span> {eventWords(row.event)}{" "}
                {subjectWords(row)}
              </Td>
              <Td end className="text-text-2">
                {detailWords(row.detail)}
              </Td>
            </tr>
          ))}
        </tbody>
      </Table>
      {page.nextCursor && (
        <ButtonLink href={older} size="sm" className="mt-3">
          Older
        </ButtonLink>
      )}
    </section>
  );
}
