import * as attribution from "../attribution/route";
import * as audit from "../audit/route";
import * as batchCancel from "../batches/[id]/cancel/route";
import * as batchCheck from "../batches/[id]/check/route";
import * as batchFixes from "../batches/[id]/fixes/route";
import * as batchRelease from "../batches/[id]/release/route";
import * as batchRequests from "../batches/[id]/requests/route";
import * as batchResolve from "../batches/[id]/resolve/route";
import * as batchResults from "../batches/[id]/results/route";
import * as batchRetry from "../batches/[id]/retry/route";
import * as batch from "../batches/[id]/route";
import * as batchRunRemaining from "../batches/[id]/run-remaining-sync/route";
import * as batchStart from "../batches/[id]/start/route";
import * as batches from "../batches/route";
import * as connection from "../connections/[id]/route";
import * as connectionTest from "../connections/[id]/test/route";
import * as connections from "../connections/route";
import * as endpoint from "../endpoints/[key]/route";
import * as health from "../health/route";
import * as mapping from "../imports/[id]/mapping/route";
import * as problems from "../imports/[id]/problems/route";
import * as oneImport from "../imports/[id]/route";
import * as imports from "../imports/route";
import * as migrationMoves from "../migrations/[key]/moves/route";
import * as migrations from "../migrations/route";
import * as prices from "../prices/route";
import * as answer from "../questions/[id]/answer/route";
import * as questions from "../questions/route";
import * as spend from "../spend/route";

/** Every path of the API with the file that answers it. A test compares the list with the folders. */
export const CALLS: Record<string, Partial<Record<string, unknown>>> = {
  "/attribution": attribution,
  "/audit": audit,
  "/batches": batches,
  "/batches/{id}": batch,
  "/batches/{id}/cancel": batchCancel,
  "/batches/{id}/check": batchCheck,
  "/batches/{id}/fixes": batchFixes,
  "/batches/{id}/release": batchRelease,
  "/batches/{id}/requests": batchRequests,
  "/batches/{id}/resolve": batchResolve,
  "/batches/{id}/results": batchResults,
  "/batches/{id}/retry": batchRetry,
  "/batches/{id}/run-remaining-sync": batchRunRemaining,
  "/batches/{id}/start": batchStart,
  "/connections": connections,
  "/connections/{id}": connection,
  "/connections/{id}/test": connectionTest,
  "/endpoints/{key}": endpoint,
  "/health": health,
  "/imports": imports,
  "/imports/{id}": oneImport,
  "/imports/{id}/mapping": mapping,
  "/imports/{id}/problems": problems,
  "/migrations": migrations,
  "/migrations/{key}/moves": migrationMoves,
  "/prices": prices,
  "/questions": questions,
  "/questions/{id}/answer": answer,
  "/spend": spend,
};
