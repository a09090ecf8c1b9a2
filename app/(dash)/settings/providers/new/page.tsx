import { pageContext } from "@/app/_server/context";
import { ConnectScreen } from "@/components/settings/providers/connect-screen";
import { planOf } from "@/lib/stages/connections/model/plan";
import { connectAction } from "../actions";

export const metadata = { title: "Connect a provider" };

type Props = { searchParams: Promise<{ provider?: string }> };

export default async function ConnectPage({ searchParams }: Props) {
  const { provider } = await searchParams;
  const ctx = await pageContext("connections.write");
  const plans = ctx.providers.list().map((definition) => planOf(definition));
  return <ConnectScreen plans={plans} chosen={provider} connect={connectAction} />;
}
