import { ImportProgress } from "@/components/imports/import-progress";
import { ImportSummary } from "@/components/imports/import-summary";
import { MappingForm } from "@/components/imports/mapping-form";
import { TakeBackQuestion } from "@/components/imports/take-back";
import { rowsOf } from "@/components/imports/words";
import { EmptyState, FailureState } from "@/components/ui/empty-state";
import { TARGETS } from "@/lib/stages/imports/model/suggest";
import { mapAction, takeBackAction } from "../actions";
import type { ImportSearch, Shown } from "./load";
import { Problems } from "./problems";

type Props = { shown: Shown; mayWrite: boolean; search: ImportSearch };

const NEEDED = new Set(["timestamp", "provider", "model", "endpoint"]);
const FIELDS = TARGETS.map(({ name, label, hint }) => ({
  name,
  label: hint ? `${label} (${hint})` : label,
  required: NEEDED.has(name),
}));

/** What there is to see and do depends on how far the import is. */
export function ImportState({ shown, mayWrite, search }: Props) {
  const { import: one, standing } = shown.seen;
  return (
    <>
      {search.confirm && mayWrite && one.status !== "taken-back" && (
        <TakeBackQuestion
          importId={one.id}
          filename={one.filename}
          loses={
            standing.rows > 0n
              ? `${rowsOf(standing.rows)} ${standing.rows === 1n ? "leaves" : "leave"} every figure.`
              : "Nothing of it counts yet."
          }
          takeBack={takeBackAction}
        />
      )}
      <Body shown={shown} mayWrite={mayWrite} search={search} />
    </>
  );
}

function Body({ shown, mayWrite, search }: Props) {
  const { import: one, standing } = shown.seen;
  if (one.status === "queued" || one.status === "running") return <ImportProgress one={one} />;
  if (one.status === "taken-back")
    return (
      <EmptyState title="This import was taken back.">
        None of its rows count, and the file is gone from this server.
      </EmptyState>
    );
  if (one.status === "failed")
    return (
      <FailureState title={one.failure?.message ?? "The file could not be read."}>
        <span className="mono">{one.filename}</span>. No figure was touched.
      </FailureState>
    );
  if (one.status === "needs-mapping")
    return one.preview && mayWrite ? (
      <MappingForm importId={one.id} preview={one.preview} fields={FIELDS} map={mapAction} />
    ) : (
      <EmptyState title="No known format.">
        An admin or an engineering manager says which column is which.
      </EmptyState>
    );
  return (
    <>
      <ImportSummary one={one} standing={standing} />
      {shown.problems.total > 0 && <Problems shown={shown} mayWrite={mayWrite} search={search} />}
    </>
  );
}
