import type { ReactNode } from "react";
import { SandboxLine } from "@/components/shell/sandbox-line";
import { BrandMark } from "@/components/ui/icons";
import { installation } from "@/lib/platform/env";

/** Before anybody has said who they are: one column, no shell. */
export default function SignInLayout({ children }: { children: ReactNode }) {
  return (
    <main className="mx-auto flex min-h-dvh w-full max-w-[400px] flex-col justify-center gap-6 px-4 py-10">
      <p className="flex items-center gap-2 text-prose font-semibold">
        <BrandMark />
        Offpeak
      </p>
      {children}
      {installation().sandbox && <SandboxLine />}
    </main>
  );
}
