import { pageAccount } from "@/app/_server/context";

export const metadata = { title: "Nothing" };

/** An empty page of the same build: what `bench web` compares the others with. */
export default async function BlankPage() {
  await pageAccount();
  return (
    <main>
      <h1 className="sr-only">Nothing</h1>
    </main>
  );
}
