import { Missing } from "@/components/states/missing";

export default function NotFound() {
  return (
    <main className="mx-auto max-w-[720px] py-14">
      <Missing />
    </main>
  );
}
