import { Button, buttonClass } from "@/components/ui/button";

type Props = { label: string; question: string; confirm: string };

/** Asks before it sends the form it stands in; opens without scripts. */
export function RemoveDetails({ label, question, confirm }: Props) {
  return (
    <details className="text-right">
      <summary
        aria-label={label}
        className={buttonClass(
          { variant: "ghost", size: "sm" },
          "list-none [&::-webkit-details-marker]:hidden",
        )}
      >
        {confirm}
      </summary>
      <div className="mt-1.5 flex w-[230px] flex-wrap items-center justify-end gap-2">
        <p className="whitespace-normal">{question}</p>
        <Button type="submit" variant="danger" size="sm">
          {confirm}
        </Button>
      </div>
    </details>
  );
}
