import { FlaskConical } from "lucide-react";
import { cx } from "@/components/ui/class-names";

/** Stands on every page while OFFPEAK_SANDBOX=1, so that nobody takes a simulator's answers for a provider's. */
export function SandboxLine({ className }: { className?: string }) {
  return (
    <section aria-label="Sandbox" className={cx("text-small", className)}>
      <p
        className="flex items-center gap-1.5 whitespace-nowrap"
        title="This installation talks to simulators"
      >
        <FlaskConical aria-hidden="true" className="icon-xs text-text-3" />
        <span>
          <span className="font-medium">Sandbox</span>
          <span className="text-text-2">, simulators</span>
        </span>
      </p>
    </section>
  );
}
