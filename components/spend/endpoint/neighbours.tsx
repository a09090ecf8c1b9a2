import { ChevronDown, ChevronUp, type LucideIcon } from "lucide-react";
import Link from "next/link";
import { Kbd } from "@/components/ui/kbd";
import type { EndpointDetail } from "@/lib/stages/spend/model/endpoint";
import { rowHref } from "../links";

/** K and J: the endpoints before and after in the list that one came from. */
export function Neighbours({ detail, search }: { detail: EndpointDetail; search: string }) {
  return (
    <nav aria-label="Other endpoints of the list" className="mr-1 flex items-center gap-1 text-text-3">
      <Step icon={ChevronUp} name="K" label="Previous endpoint" to={detail.previous} search={search} />
      <Step icon={ChevronDown} name="J" label="Next endpoint" to={detail.next} search={search} />
    </nav>
  );
}

type StepProps = { icon: LucideIcon; name: string; label: string; to: string | null; search: string };

function Step({ icon: Icon, name, label, to, search }: StepProps) {
  const face = (
    <>
      <Icon className="icon-s" />
      <Kbd>{name}</Kbd>
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
      href={rowHref(to, search)}
      aria-label={label}
      title={label}
      aria-keyshortcuts={name}
      className={`${shape} hover:bg-sel hover:text-text`}
    >
      {face}
    </Link>
  );
}
