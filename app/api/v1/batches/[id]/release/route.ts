import { batchOrder } from "@/app/_server/batch-order";
import { releaseCanary } from "@/lib/stages/batches/submitting/release-canary";

export const { GET, POST, PUT, PATCH, DELETE } = batchOrder("Sends the rest after its canary", releaseCanary);
