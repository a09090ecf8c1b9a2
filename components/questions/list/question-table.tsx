import Link from "next/link";
import type { FormAction } from "@/components/settings/forms/form-action";
import { LINK } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Table, Td, Th } from "@/components/ui/table";
import { dayOf, formatDay } from "@/lib/core/period";
import type { QuestionRow } from "@/lib/stages/questions/model/question";
import { CopyLink } from "../copy-link";
import { RowAction } from "../row-action";
import { AnswerState } from "./answer-state";

export const BULK = "answer-many";
type Props = {
  rows: QuestionRow[];
  now: Date;
  /** May ask: links, sending again, taking back. */
  canAsk: boolean;
  canAnswer: boolean;
  resend: FormAction;
  cancel: FormAction;
};

const day = (at: Date) => formatDay(dayOf(at));

export function QuestionTable({ rows, now, canAsk, canAnswer, resend, cancel }: Props) {
  return (
    <Table caption="Questions to owners">
      <thead>
        <tr>
          {canAnswer && (
            <Th>
              <span className="sr-only">Choose</span>
            </Th>
          )}
          <Th>Endpoint</Th>
          <Th className="max-md:hidden">Owner</Th>
          <Th>Answer</Th>
          <Th>Asked</Th>
          {canAsk && <Th>Message</Th>}
          {canAsk && (
            <Th>
              <span className="sr-only">Actions</span>
            </Th>
          )}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.id}>
            {canAnswer && (
              <Td>
                {row.status === "open" && (
                  <Checkbox name="ids" value={row.id} form={BULK} aria-label={`Choose ${row.endpoint}`} />
                )}
              </Td>
            )}
            <Td className="font-medium">
              {canAnswer && row.status !== "cancelled" ? (
                <Link href={`/questions/${row.id}`} className={LINK}>
                  {row.endpoint}
                </Link>
              ) : (
                row.endpoint
              )}
              <span className="hidden text-small font-normal text-text-3 max-md:block">{row.ownerName}</span>
            </Td>
            <Td className="max-md:hidden">
              {row.ownerName}
              <span className="block text-small text-text-3">
                {row.owner}
                {row.forwardedBy && `, named by ${row.forwardedBy}`}
              </span>
            </Td>
            <Td>
              <AnswerState row={row} now={now} />
              {row.latest?.questionId === row.id && row.latest.note && (
                <span className="block max-w-[280px] text-small text-text-2">{row.latest.note}</span>
              )}
            </Td>
            <Td className="whitespace-nowrap text-text-2">
              {day(row.askedAt)}
              <span className="block text-small text-text-3">by {row.askedByName}</span>
            </Td>
            {canAsk && (
              <Td className="min-w-[150px] text-text-2">
                <DeliveryWords row={row} />
              </Td>
            )}
            {canAsk && (
              <Td end className="whitespace-nowrap">
                {row.link && <CopyLink link={row.link} about={row.endpoint} />}
                {row.status === "open" && (
                  <>
                    <RowAction action={resend} id={row.id} label={`Send ${row.endpoint} again`}>
                      Send again
                    </RowAction>
                    <RowAction action={cancel} id={row.id} label={`Take back ${row.endpoint}`}>
                      Take back
                    </RowAction>
                  </>
                )}
              </Td>
            )}
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

const STATES: Record<string, string> = {
  sent: "Sent",
  queued: "Waits to be sent",
  failed: "Could not be sent",
  dropped: "Not sent",
};

function DeliveryWords({ row }: { row: QuestionRow }) {
  const { delivery, nextReminderAt, remindersSent } = row;
  const next = row.status === "open" && nextReminderAt ? `Next on ${day(nextReminderAt)}` : null;
  return (
    <>
      <span className={delivery?.state === "failed" ? "text-bad" : undefined}>
        {delivery ? (STATES[delivery.state] ?? delivery.state) : "–"}
        {remindersSent > 0 && `, reminded ${remindersSent === 1 ? "once" : `${remindersSent} times`}`}
      </span>
      <span className="block text-small text-text-3">
        {delivery?.state === "sent" || !delivery?.problem ? next : delivery.problem}
      </span>
    </>
  );
}
