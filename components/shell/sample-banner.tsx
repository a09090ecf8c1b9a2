import { cx } from "@/components/ui/class-names";

type SampleBannerProps = {
  onRemove: () => void | Promise<void>;
  /** May this person remove it? */
  canRemove: boolean;
  className?: string;
};

/** Stands on every page of the sample organisation, so that nobody takes its figures for their own. */
export function SampleBanner({ onRemove, canRemove, className }: SampleBannerProps) {
  return (
    <section
      aria-label="Sample organisation"
      className={cx("flex items-center gap-2 border border-dashed border-line-2 bg-bg text-small", className)}
    >
      <p className="min-w-0 flex-1 font-medium whitespace-nowrap">
        Sample organisation<span className="font-normal text-text-2 lg:hidden">, made-up figures</span>
      </p>
      {canRemove && (
        <form action={onRemove}>
          <button
            type="submit"
            className="underlined min-h-6 text-text-2 decoration-line-2 hover:text-text max-md:min-h-11"
          >
            Remove
          </button>
        </form>
      )}
    </section>
  );
}
