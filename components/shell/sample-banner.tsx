import { buttonClass } from "@/components/ui/button";
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
    <aside
      aria-label="Sample organisation"
      className={cx("flex items-center gap-2 border border-dashed border-line-2 bg-bg", className)}
    >
      <p className="min-w-0 flex-1 text-small text-text-2">
        <b className="text-text">Sample organisation.</b> Made-up figures.
      </p>
      {canRemove && (
        <form action={onRemove}>
          <button type="submit" className={buttonClass({ size: "sm" })}>
            Remove
          </button>
        </form>
      )}
    </aside>
  );
}
