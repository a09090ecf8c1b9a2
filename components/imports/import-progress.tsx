import { formatBytes } from "@/lib/core/numbers";
import type { Import } from "@/lib/stages/imports/model/import";
import { rowsOf } from "./words";

/** How far the reading is, by bytes and rows. One may leave and come back. */
export function ImportProgress({ one }: { one: Import }) {
  const { bytesRead, bytesTotal, rowsRead } = one;
  const isPublishing = one.status === "running" && bytesRead >= bytesTotal;
  return (
    <section aria-label="Progress" className="max-w-[560px] pt-2">
      <div className="flex flex-wrap justify-between gap-x-3 text-small">
        <span className="mono text-text-2">{one.filename}</span>
        <span className="text-text-2" aria-live="polite">
          {one.status === "queued"
            ? "Waits for the worker"
            : isPublishing
              ? "Read; the figures are being added up"
              : `${formatBytes(bytesRead)} of ${formatBytes(bytesTotal)} read`}
          {rowsRead > 0n && `, about ${rowsOf(rowsRead)}`}
        </span>
      </div>
      <progress
        aria-label={`Reading ${one.filename}`}
        className="meter mt-2 w-full"
        value={Number(bytesRead)}
        max={Math.max(1, Number(bytesTotal))}
      />
      <p className="pt-2 text-small text-text-3">You can leave this page; the file is read on.</p>
    </section>
  );
}
