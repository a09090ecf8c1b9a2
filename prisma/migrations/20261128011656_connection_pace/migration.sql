-- CreateTable
CREATE TABLE "connection_pace" (
    "connection_id" TEXT NOT NULL,
    "minute" TIMESTAMPTZ(3) NOT NULL,
    "calls" INTEGER NOT NULL,

    CONSTRAINT "connection_pace_pkey" PRIMARY KEY ("connection_id")
);

-- By hand: what Prisma cannot say.

-- What stands in a provider's queue is counted without looking at what is over.
CREATE INDEX "batch_part_sent" ON "batch_part" ("connection_id") WHERE "state" IN ('submitting', 'unsure', 'running', 'finishing', 'cancelling');

-- How long earlier batches of a model took.
CREATE INDEX "batch_part_history" ON "batch_part" ("organisation_id", "model", "remote_ended_at") WHERE "remote_ended_at" IS NOT NULL;
