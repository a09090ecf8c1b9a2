import { pageContext } from "@/app/_server/context";
import { ConnectionScreen } from "@/components/settings/providers/connection-screen";
import * as actions from "../actions";
import { readProvider } from "../load";

export const metadata = { title: "Connection" };

type Props = { params: Promise<{ id: string }> };

export default async function ConnectionPage({ params }: Props) {
  const { id } = await params;
  const ctx = await pageContext("connections.write");
  return <ConnectionScreen {...(await readProvider(ctx, id))} actions={actions} />;
}
