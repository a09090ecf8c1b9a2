import { formatShare } from "@/lib/core/numbers";
import type { BatchShare } from "@/lib/stages/spend/model/overview";

/** The grey line beside "Daily spend": the answer that the bars show. */
export function batchAnswer(share: BatchShare): string {
  switch (share.kind) {
    case "no-spend":
      return "Nothing was billed in these days";
    case "all-sync":
      return "Billed; all of it sync";
    case "whole":
      return `Billed; batch was ${formatShare(share.share)}`;
    case "weeks":
      return `Billed; batch was ${formatShare(share.first)} of the first week and ${formatShare(share.last)} of the last`;
  }
}
