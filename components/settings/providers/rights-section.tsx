import { Section } from "@/components/ui/nav/page-header";
import type { FormPlan } from "@/lib/stages/connections/model/plan";
import { CopyPolicy } from "./copy-policy";

/** The exact least that the keys must be allowed, to hand to whoever grants it. */
export function RightsSection({ plan }: { plan: FormPlan }) {
  if (plan.rights.length === 0) return null;
  return (
    <div id="rights" className="scroll-mt-4">
      <Section title="What the keys need" note="The least that works; whatever else they may do is not used">
        <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
          {plan.rights.map(({ title, text, source }) => (
            <div key={title}>
              <div className="mb-1.5 flex max-w-[720px] flex-wrap items-end justify-between gap-2">
                <h3 className="font-medium">{title}</h3>
                <CopyPolicy text={text} href="#rights" of={title} />
              </div>
              <pre
                // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard
                tabIndex={0}
                className="max-h-[420px] max-w-[720px] overflow-auto rounded-ctl border border-line bg-sunk p-3 font-mono text-small"
              >
                {text}
              </pre>
              <p className="mt-1 text-small text-text-3">
                <a href={source} rel="noreferrer" target="_blank" className="underlined decoration-line-2">
                  Source
                </a>
              </p>
            </div>
          ))}
        </div>
      </Section>
    </div>
  );
}
