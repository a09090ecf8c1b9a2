import { ChevronDown, ChevronUp, type LucideIcon } from "lucide-react";
import Link from "next/link";
import { Kbd } from "@/components/ui/kbd";
import { batchHref } from "../address";

/** Ids of the batches before and after in the list; null: there is none. */
export type NeighboursProps = { previous: string | null; next: string | null };

/** K and J, as in the list. */
export function Neighbours({ previous, next }: NeighboursProps) {
  if (!previous && !next) return null;
  return (
    <nav aria-label="Other batches" className="mr-1 flex items-center gap-1 text-text-3">
      <Step icon={ChevronUp} name="K" label="Previous batch" to={previous} />
      <Step icon={ChevronDown} name="J" label="Next batch" to={next} />
    </nav>
  );
}

type StepProps = { icon: LucideIcon; name: string; label: string; to: string | null };

function Step({ icon: Icon, name, label, to }: StepProps) {
  const face = (
    <>
      <Icon className="icon-s" />
      <span className="max-md:hidden">
        <Kbd>{name}</Kbd>
      </span>
    </>
  );
  const shape = "flex min-h-6 items-center gap-1 rounded-ctl px-1 max-md:min-h-11";
  if (to === null)
    return (
      <span aria-hidden="true" className={`${shape} opacity-45`}>
        {face}
      </span>
    );
  return (
    <Link
      href={batchHref(to)}
      aria-label={label}
      title={label}
      aria-keyshortcuts={name}
      className={`${shape} hover:bg-sel hover:text-text`}
    >
      {face}
    </Link>
  );
}
