-- CreateTable
CREATE TABLE "migration" (
    "organisation_id" INTEGER NOT NULL,
    "endpoint_id" INTEGER NOT NULL,
    "stage" TEXT,
    "since" TIMESTAMPTZ(6),
    "version" INTEGER NOT NULL DEFAULT 0,
    "deadline" TEXT,
    "late" TEXT,
    "cap_per_night" BIGINT,
    "retries" INTEGER,
    "policy_by" TEXT,
    "policy_at" TIMESTAMPTZ(6),
    "ask_again_at" TIMESTAMPTZ(6),
    "confirmed_saving" BIGINT,
    "ticks" JSONB NOT NULL DEFAULT '{}',
    "regression" JSONB,

    CONSTRAINT "migration_pkey" PRIMARY KEY ("organisation_id","endpoint_id")
);

-- CreateTable
CREATE TABLE "migration_move" (
    "id" BIGSERIAL NOT NULL,
    "organisation_id" INTEGER NOT NULL,
    "endpoint_id" INTEGER NOT NULL,
    "from_stage" TEXT NOT NULL,
    "to_stage" TEXT NOT NULL,
    "reason" TEXT NOT NULL DEFAULT '',
    "moved_by" TEXT NOT NULL,
    "moved_by_name" TEXT NOT NULL,
    "at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "migration_move_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "pilot_night" (
    "organisation_id" INTEGER NOT NULL,
    "endpoint_id" INTEGER NOT NULL,
    "night" DATE NOT NULL,
    "batch_id" TEXT,
    "started_at" TIMESTAMPTZ(6) NOT NULL,
    "ready_at" TIMESTAMPTZ(6),
    "deadline_at" TIMESTAMPTZ(6) NOT NULL,
    "requests" INTEGER NOT NULL,
    "accounted" INTEGER NOT NULL,
    "retried" INTEGER NOT NULL DEFAULT 0,
    "fallback_requests" INTEGER NOT NULL DEFAULT 0,
    "fallback_cost" BIGINT,
    "problems" TEXT[],

    CONSTRAINT "pilot_night_pkey" PRIMARY KEY ("organisation_id","endpoint_id","night")
);

-- CreateTable
CREATE TABLE "migration_settings" (
    "organisation_id" INTEGER NOT NULL,
    "pilot_limit" INTEGER NOT NULL,
    "nights" INTEGER NOT NULL,
    "ask_again_days" INTEGER NOT NULL,

    CONSTRAINT "migration_settings_pkey" PRIMARY KEY ("organisation_id")
);

-- CreateIndex
CREATE INDEX "migration_move_organisation_id_endpoint_id_id_idx" ON "migration_move"("organisation_id", "endpoint_id", "id" DESC);
