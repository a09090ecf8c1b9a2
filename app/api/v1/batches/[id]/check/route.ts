import { batchOrder } from "@/app/_server/batch-order";
import { checkBatch } from "@/lib/stages/batches/monitoring/check-batch";

export const { GET, POST, PUT, PATCH, DELETE } = batchOrder("Asks the provider now", checkBatch);
