import { Button, buttonClass } from "@/components/ui/button";

type Props = { label: string; question: string; confirm: string };

/** Asks before it sends the form it stands in; opens without scripts. */
export function RemoveDetails({ label, question, confirm }: Props) {
  return (
    <details className="relative text-left">
      <summary
        aria-label={label}
        className={buttonClass(
          { variant: "ghost", size: "sm" },
          "list-none [&::-webkit-details-marker]:hidden",
        )}
      >
        {confirm}
      </summary>
      <div className="absolute top-full right-0 z-30 mt-1.5 w-[230px] rounded-notice border border-line-2 bg-raised p-3 shadow-2">
        <p className="mb-2 whitespace-normal">{question}</p>
        <Button type="submit" variant="danger" size="sm">
          {confirm}
        </Button>
      </div>
    </details>
  );
}
