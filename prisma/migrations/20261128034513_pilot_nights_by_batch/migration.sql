-- AlterTable
ALTER TABLE "migration_move" ADD COLUMN     "placed_before" TEXT,
ADD COLUMN     "since_before" TIMESTAMPTZ(6);

-- What was told without a batch so far.
UPDATE "pilot_night" SET "batch_id" = '' WHERE "batch_id" IS NULL;

-- AlterTable
ALTER TABLE "pilot_night" DROP CONSTRAINT "pilot_night_pkey",
ALTER COLUMN "batch_id" SET NOT NULL,
ALTER COLUMN "batch_id" SET DEFAULT '',
ADD CONSTRAINT "pilot_night_pkey" PRIMARY KEY ("organisation_id", "endpoint_id", "night", "batch_id");
