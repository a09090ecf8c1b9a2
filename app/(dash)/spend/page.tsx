import { pageContext } from "@/app/_server/context";
import { NothingYet } from "@/components/spend/empty/nothing-yet";
import { WrongAddress } from "@/components/spend/empty/wrong-address";
import { SpendPageView } from "@/components/spend/spend-page";
import { AppError } from "@/lib/core/errors";
import { type Asked, addressOf } from "./address";
import { readView } from "./read-view";

export const metadata = { title: "Spend" };

export default async function Page({ searchParams }: { searchParams: Promise<Asked> }) {
  const ctx = await pageContext("spend.read");
  const search = addressOf(await searchParams);
  try {
    const view = await readView(ctx, search);
    return view.page.lastDay === null ? <NothingYet /> : <SpendPageView view={view} />;
  } catch (error) {
    if (error instanceof AppError && error.code === "invalid") return <WrongAddress error={error} />;
    throw error;
  }
}
