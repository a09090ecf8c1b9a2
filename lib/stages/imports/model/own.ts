/** Rows that Offpeak itself brings: no file was uploaded and no format reads them. */
export const OWN_FORMATS = {
  "offpeak-batches": { label: "Batches run by Offpeak", kind: "settlement" },
} as const;
export type OwnFormat = keyof typeof OWN_FORMATS;

export function ownLabel(format: string): string | null {
  return format in OWN_FORMATS ? OWN_FORMATS[format as OwnFormat].label : null;
}
