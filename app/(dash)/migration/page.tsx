import { pageContext } from "@/app/_server/context";
import type { MigrationAddress } from "@/components/migration/address";
import { MigrationScreen } from "@/components/migration/migration-screen";
import { storyNow } from "@/lib/sample/story-now";
import * as actions from "./actions";
import { readMigrationPage } from "./view";

export const metadata = { title: "Migration" };

export default async function MigrationPage({ searchParams }: { searchParams: Promise<MigrationAddress> }) {
  const asked = await searchParams;
  const ctx = await pageContext("migrations.read");
  const view = await readMigrationPage(ctx, asked);
  return <MigrationScreen {...view} asked={asked} now={storyNow(ctx)} actions={actions} />;
}
