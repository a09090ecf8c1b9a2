import type { FormAction } from "@/components/settings/forms/form-action";
import { cx } from "@/components/ui/class-names";
import { EmptyState } from "@/components/ui/empty-state";
import { Table, Td, Th } from "@/components/ui/table";
import { dayOf, formatWeekday } from "@/lib/core/period";
import type { OutboxRow } from "@/lib/stages/questions/model/asking/outbox";
import { CopyLink } from "../copy-link";
import { RowAction } from "../row-action";

const KINDS: Record<string, string> = {
  question: "Question",
  reminder: "Reminder",
  escalation: "No answer yet",
  answered: "Answer",
};
const STATES: Record<string, string> = {
  sent: "Sent",
  queued: "Waits to be sent",
  failed: "Could not be sent",
  dropped: "Not sent",
};
const time = (at: Date) => `${formatWeekday(dayOf(at))}, ${at.toISOString().slice(11, 16)}`;

/** What is said outside, and what became of it. Where it could not be sent, the link can be handed over. */
export function OutboxTable({ rows, retry }: { rows: OutboxRow[]; retry: FormAction }) {
  if (rows.length === 0) return <EmptyState title="Nothing was sent yet." />;
  return (
    <Table caption="Outbox">
      <thead>
        <tr>
          <Th>Message</Th>
          <Th className="max-md:hidden">To</Th>
          <Th>State</Th>
          <Th>Written (UTC)</Th>
          <Th>
            <span className="sr-only">Actions</span>
          </Th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.id}>
            <Td className="font-medium">
              {KINDS[row.kind] ?? row.kind}
              <span className="block text-small font-normal text-text-3">{row.endpoint}</span>
              <span className="hidden text-small font-normal text-text-3 max-md:block">
                {row.channel === "slack" ? "Slack channel" : row.recipient}
              </span>
            </Td>
            <Td className="max-md:hidden">
              {row.channel === "slack" ? "Slack channel" : row.recipient}
              {row.channel === "slack" && (
                <span className="block text-small text-text-3">{row.recipient}</span>
              )}
            </Td>
            <Td className={cx("min-w-[120px]", row.state === "failed" && "text-bad")}>
              {STATES[row.state] ?? row.state}
              {row.attempts > 1 && `, tried ${row.attempts} times`}
              {row.state !== "sent" && row.problem && (
                <span className="block max-w-[320px] text-small text-text-3">{row.problem}</span>
              )}
            </Td>
            <Td className="whitespace-nowrap text-text-2">
              {time(row.createdAt)}
              {row.state === "queued" && row.nextTryAt && (
                <span className="block text-small text-text-3">Next try {time(row.nextTryAt)}</span>
              )}
            </Td>
            <Td end className="whitespace-nowrap">
              {row.link && <CopyLink link={row.link} about={row.endpoint} />}
              {(row.state === "failed" || row.state === "queued") && (
                <RowAction action={retry} id={row.id} label={`Try the message to ${row.recipient} again`}>
                  Try again
                </RowAction>
              )}
            </Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
