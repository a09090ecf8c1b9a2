import { z } from "zod";

/**
 * What a person lets Offpeak change between the upload and what is sent, in one click, undone in one click. The upload
 * itself stays as it came; preflight is a function of the upload and the fixes.
 */
export const Fix = z.discriminatedUnion("kind", [
  /** Takes a parameter out of every body that has it. `at` is its place: `stream`, `stream_options`. */
  z.object({ kind: z.literal("remove"), at: z.string().min(1).max(200) }),
  /** Sets an output limit where there is none, or where it is above. */
  z.object({ kind: z.literal("limit-output"), tokens: z.int().positive() }),
  /** Of lines with one id the first is sent. */
  z.object({ kind: z.literal("keep-first") }),
  /** Lines with an id that another line has get one of their own: `id~2`. */
  z.object({ kind: z.literal("rename-duplicates") }),
  /** Leaves out the lines that a finding names: broken ones, too long ones, ids that were paid for before. */
  z.object({ kind: z.literal("leave-out"), code: z.string().min(1).max(60) }),
  /** Sends lines of several models or paths as files of their own. */
  z.object({ kind: z.literal("split-by-model") }),
]);
export type Fix = z.infer<typeof Fix>;

/** Two fixes that exclude each other, or say the same, stand in one place: the later replaces the earlier. */
export function slotOf(fix: Fix): string {
  switch (fix.kind) {
    case "remove":
      return `remove:${fix.at}`;
    case "leave-out":
      return `leave-out:${fix.code}`;
    case "keep-first":
    case "rename-duplicates":
      return "duplicates";
    default:
      return fix.kind;
  }
}

export function withFix(fixes: readonly Fix[], fix: Fix): Fix[] {
  return [...fixes.filter((other) => slotOf(other) !== slotOf(fix)), fix];
}

export function withoutFix(fixes: readonly Fix[], fix: Fix): Fix[] {
  return fixes.filter((other) => slotOf(other) !== slotOf(fix));
}
