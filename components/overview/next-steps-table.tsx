import type { ReactNode } from "react";
import { ROLE_NAMES } from "@/components/shell/role-names";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { SectionHead } from "@/components/ui/nav/page-header";
import { SegmentedLinks } from "@/components/ui/nav/segmented";
import { Table, Td, Th } from "@/components/ui/table";
import type { Role } from "@/lib/core/access";
import { formatDollars } from "@/lib/core/money";
import type { NextStep } from "./next-steps";

/** Owners are many; the other roles are called as their person is. */
const ROLES: Record<Role, string> = { ...ROLE_NAMES, owner: "Endpoint owners" };

type NextStepsProps = {
  steps: NextStep[];
  /** Whose steps are "Mine". */
  viewer: Role;
  /** Null: "Mine", unless there is nothing. */
  show: "everyone" | "mine" | null;
  /** The page with the other choice. */
  hrefs: { everyone: string; mine: string };
};

/** What to do now, grouped by who does it. */
export function NextSteps({ steps, viewer, show, hrefs }: NextStepsProps) {
  const mine = steps.filter((step) => step.role === viewer);
  const isMine = show ? show === "mine" : mine.length > 0;
  const shown = isMine ? mine : steps;
  return (
    <section className="border-t border-line pt-[22px]">
      <div className="-mb-2">
        <SectionHead
          title="What to do next"
          note="One list for the four roles, largest first"
          aside={
            <SegmentedLinks
              label="Whose steps"
              items={[
                { href: hrefs.everyone, label: "Everyone", active: !isMine },
                { href: hrefs.mine, label: `Mine, ${mine.length}`, active: isMine },
              ]}
            />
          }
        />
      </div>
      {shown.length > 0 ? (
        <StepTable steps={shown} viewer={viewer} />
      ) : (
        <EmptyState className="mt-3" title="Nothing to do.">
          {isMine && steps.length > 0 && `Others have ${steps.length} open.`}
        </EmptyState>
      )}
    </section>
  );
}

function StepTable({ steps, viewer }: { steps: NextStep[]; viewer: Role }) {
  return (
    <Table caption="Next steps">
      <thead className="max-md:sr-only">
        <tr>
          <Th className="w-[172px]">Role</Th>
          <Th>Next step</Th>
          <Th end>At stake</Th>
          <Th className="w-[120px]">Age</Th>
          <Th end className="w-[150px]">
            <span className="sr-only">Action</span>
          </Th>
        </tr>
      </thead>
      <tbody>
        {steps.map((step, index) => {
          const isFirst = steps[index - 1]?.role !== step.role;
          const span = steps.filter((other) => other.role === step.role).length;
          const isEnd = index + span === steps.length || index === steps.length - 1;
          return (
            <StepRow key={step.id} step={step} isLast={index === steps.length - 1}>
              {isFirst && (
                <RoleCell name={ROLES[step.role]} span={span} isYou={step.role === viewer} isLast={isEnd} />
              )}
            </StepRow>
          );
        })}
      </tbody>
    </Table>
  );
}

type RoleCellProps = { name: string; span: number; isYou: boolean; isLast: boolean };

function RoleCell({ name, span, isYou, isLast }: RoleCellProps) {
  return (
    <Th
      scope="rowgroup"
      rowSpan={span}
      className={`pt-[11px] align-top max-md:col-span-2 max-md:border-0 max-md:px-0 max-md:pb-1 ${isLast ? "border-b-0" : "border-b-line"}`}
    >
      <div className="text-body font-semibold text-text">{name}</div>
      {isYou && <div className="text-small font-normal">You</div>}
    </Th>
  );
}

function StepRow({ step, isLast, children }: { step: NextStep; isLast: boolean; children: ReactNode }) {
  const cell = `py-2 max-md:border-0 max-md:px-0 max-md:py-0.5 ${isLast ? "border-b-0" : ""}`;
  return (
    <tr className="max-md:grid max-md:grid-cols-[minmax(0,1fr)_auto] max-md:items-center max-md:gap-x-3 max-md:border-b max-md:border-line max-md:py-2">
      {children}
      <Td className={`${cell} first:pl-2.5 max-md:first:pl-0`}>
        <span className="font-medium">{step.title}</span> <span className="text-text-3">{step.detail}</span>
      </Td>
      <Td end className={`${cell} font-medium whitespace-nowrap`}>
        {step.stake === null ? step.stakeWord : formatDollars(step.stake)}
      </Td>
      <Td className={`${cell} whitespace-nowrap text-text-3`}>{step.age}</Td>
      <Td end className={cell}>
        <ButtonLink href={step.action.href} size="sm" className="max-md:h-11">
          {step.action.label}
        </ButtonLink>
      </Td>
    </tr>
  );
}
