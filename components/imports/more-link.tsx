import Link from "next/link";
import { LINK } from "@/components/ui/button";

/** To the rest of a long list; nothing when there is none. */
export function MoreLink({ href, children = "Show older" }: { href: string | null; children?: string }) {
  if (!href) return null;
  return (
    <p className="pt-3 text-small">
      <Link href={href} className={LINK}>
        {children}
      </Link>
    </p>
  );
}
