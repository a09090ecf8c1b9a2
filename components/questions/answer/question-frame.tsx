import type { ReactNode } from "react";
import { BrandMark } from "@/components/ui/icons";

/** Around what an owner sees without an account. */
export function QuestionFrame({ organisation, children }: { organisation?: string; children: ReactNode }) {
  return (
    <>
      <header className="flex h-14 items-center gap-3 border-b border-line px-10 max-md:h-[52px] max-md:px-5">
        <span className="flex items-center gap-2 text-[15px] font-semibold tracking-[-.02em]">
          <BrandMark size={18} />
          Offpeak
        </span>
        {organisation && <span className="ml-auto truncate text-small text-text-3">{organisation}</span>}
      </header>
      <main>{children}</main>
    </>
  );
}
