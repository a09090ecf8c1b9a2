import { createHash } from "node:crypto";
import { LINKS_SQL, LOOPS_SQL, SESSIONS_SQL } from "./sessions";
import { CAUSES_SQL, SEEN_SQL, SUMMARY_SQL, SYNC_FIT_SQL, shapeSql } from "./sql";

/** Changes with the way in which calls are read: what was measured in another way is measured again. */
export const EVIDENCE_READING = createHash("sha256")
  .update(
    [SEEN_SQL, LINKS_SQL, SESSIONS_SQL, LOOPS_SQL, shapeSql(1), CAUSES_SQL, SUMMARY_SQL, SYNC_FIT_SQL].join(
      ";",
    ),
  )
  .digest("hex")
  .slice(0, 12);
