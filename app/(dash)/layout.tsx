import { headers } from "next/headers";
import type { ReactNode } from "react";
import { pageAccount } from "@/app/_server/context";
import { signOutAction, switchOrganisationAction } from "@/app/(auth)/actions";
import { wallClock } from "@/components/shell/clock";
import { ROLE_NAMES } from "@/components/shell/role-names";
import { Shell } from "@/components/shell/shell";
import { reachOf } from "@/lib/core/access";
import { installation } from "@/lib/platform/env";
import { removeSampleAction } from "./actions";
import { countTonight, readCounts } from "./counts";
import { searchAction } from "./search-action";

/** What stands around every page. It does not run again on the way between pages: each page asks for its own context. */
export default async function DashLayout({ children }: { children: ReactNode }) {
  const { user, role, organisation, organisations, preferences } = await pageAccount();
  const agent = (await headers()).get("user-agent") ?? "";
  return (
    <Shell
      person={{ name: user.name, email: user.email, role: ROLE_NAMES[role] }}
      organisation={organisation}
      organisations={organisations.map(({ slug, name }) => ({ slug, name }))}
      counts={await readCounts()}
      tonight={await countTonight()}
      serverClock={wallClock(new Date())}
      commandKey={/Mac|iPhone|iPad/.test(agent) ? "⌘" : "Ctrl"}
      singleKeys={preferences.singleKeys}
      may={{ startBatch: reachOf(role, "batches.write") !== null }}
      canRemoveSample={reachOf(role, "organisation.write") !== null}
      isSandbox={installation().sandbox}
      search={searchAction}
      onSwitch={switchOrganisationAction}
      onSignOut={signOutAction}
      onRemoveSample={removeSampleAction}
    >
      {children}
    </Shell>
  );
}
