import { batchOrder } from "@/app/_server/batch-order";
import { startBatch } from "@/lib/stages/batches/submitting/start-batch";

export const { GET, POST, PUT, PATCH, DELETE } = batchOrder("Lets a held batch go", startBatch);
