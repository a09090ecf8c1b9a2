import { batchOrder } from "@/app/_server/batch-order";
import { cancelBatch } from "@/lib/stages/batches/monitoring/cancel-batch";

export const { GET, POST, PUT, PATCH, DELETE } = batchOrder(
  "Stops a batch; what is worked by then is kept and paid for",
  cancelBatch,
);
