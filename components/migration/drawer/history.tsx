import { cx } from "@/components/ui/class-names";
import { dayOf, formatDay } from "@/lib/core/period";
import type { HistoryLine } from "@/lib/stages/migration/model/history";

export function History({ lines }: { lines: HistoryLine[] }) {
  return (
    <section aria-labelledby="history" className="mt-5">
      <h3 id="history" className="text-h2">
        History
      </h3>
      {lines.length === 0 && <p className="mt-1 text-text-3">Nothing happened yet.</p>}
      <ul className="mt-1">
        {lines.map((line) => (
          <li key={`${line.at.toISOString()} ${line.says}`} className="flex gap-3 py-1">
            <time dateTime={line.at.toISOString()} className="w-11 flex-none text-text-3">
              {formatDay(dayOf(line.at))}
            </time>
            <span className={cx("min-w-0 [overflow-wrap:anywhere]", line.tone === "bad" && "text-bad")}>
              {line.says}
              {line.why && <span className="block text-small text-text-2">“{line.why}”</span>}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
