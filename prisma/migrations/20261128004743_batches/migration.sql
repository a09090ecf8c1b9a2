-- CreateTable
CREATE TABLE "connection" (
    "id" TEXT NOT NULL,
    "organisation_id" INTEGER NOT NULL,
    "provider" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "cost_center" TEXT,
    "settings" JSONB NOT NULL DEFAULT '{}',
    "sealed" TEXT NOT NULL,
    "sealed_with" TEXT NOT NULL,
    "masks" JSONB NOT NULL DEFAULT '{}',
    "limits" JSONB NOT NULL DEFAULT '{}',
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL,
    "changed_at" TIMESTAMPTZ(6) NOT NULL,
    "removed_at" TIMESTAMPTZ(6),
    "tested_at" TIMESTAMPTZ(6),
    "report" JSONB,
    "paused_until" TIMESTAMPTZ(3),

    CONSTRAINT "connection_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "batch" (
    "id" TEXT NOT NULL,
    "organisation_id" INTEGER NOT NULL,
    "endpoint_id" INTEGER NOT NULL,
    "cost_center" TEXT NOT NULL,
    "team" TEXT,
    "label" TEXT,
    "provider" TEXT NOT NULL,
    "connection_id" TEXT NOT NULL,
    "model" TEXT,
    "path" TEXT,
    "state" TEXT NOT NULL,
    "reason" JSONB,
    "start" TEXT NOT NULL,
    "filename" TEXT NOT NULL,
    "bytes" BIGINT NOT NULL,
    "sha256" TEXT NOT NULL,
    "retry_of" TEXT,
    "fixes" JSONB NOT NULL DEFAULT '[]',
    "canary" INTEGER,
    "answer_schema" JSONB,
    "preflight" JSONB,
    "policy" JSONB,
    "rates" JSONB,
    "created_by" TEXT NOT NULL,
    "created_by_name" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL,
    "started_at" TIMESTAMPTZ(6),
    "deadline_at" TIMESTAMPTZ(6),
    "ended_at" TIMESTAMPTZ(6),
    "requests" INTEGER NOT NULL DEFAULT 0,
    "succeeded" INTEGER NOT NULL DEFAULT 0,
    "failed" INTEGER NOT NULL DEFAULT 0,
    "expired" INTEGER NOT NULL DEFAULT 0,
    "cancelled" INTEGER NOT NULL DEFAULT 0,
    "sync_done" INTEGER NOT NULL DEFAULT 0,
    "estimate" BIGINT,
    "estimate_high" BIGINT,
    "estimate_sync" BIGINT,
    "settled" BIGINT,
    "settled_sync" BIGINT,
    "unpriced" INTEGER NOT NULL DEFAULT 0,
    "rest" JSONB,
    "files_until" TIMESTAMPTZ(6) NOT NULL,
    "files_removed_at" TIMESTAMPTZ(6),
    "version" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "batch_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "batch_part" (
    "id" SERIAL NOT NULL,
    "batch_id" TEXT NOT NULL,
    "organisation_id" INTEGER NOT NULL,
    "connection_id" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "is_canary" BOOLEAN NOT NULL DEFAULT false,
    "state" TEXT NOT NULL,
    "raw_state" TEXT,
    "reason" JSONB,
    "nonce" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "attempt" INTEGER NOT NULL DEFAULT 0,
    "model" TEXT,
    "path" TEXT NOT NULL,
    "requests" INTEGER NOT NULL,
    "bytes" BIGINT NOT NULL,
    "input_tokens" BIGINT NOT NULL,
    "intent_at" TIMESTAMPTZ(6),
    "provider_batch_id" TEXT,
    "candidates" JSONB,
    "counts" JSONB,
    "remote_created_at" TIMESTAMPTZ(6),
    "expires_at" TIMESTAMPTZ(6),
    "remote_ended_at" TIMESTAMPTZ(6),
    "settled_at" TIMESTAMPTZ(6),
    "cancel_asked_at" TIMESTAMPTZ(6),
    "next_check_at" TIMESTAMPTZ(3),
    "checks" INTEGER NOT NULL DEFAULT 0,
    "troubles" INTEGER NOT NULL DEFAULT 0,
    "lease_until" TIMESTAMPTZ(3),
    "fence" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "batch_part_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "batch_request" (
    "batch_id" TEXT NOT NULL,
    "n" INTEGER NOT NULL,
    "part" INTEGER NOT NULL,
    "custom_id" TEXT NOT NULL,
    "offset" BIGINT NOT NULL,
    "length" INTEGER NOT NULL,
    "input_tokens" INTEGER NOT NULL,
    "output_tokens" INTEGER NOT NULL,
    "estimate" BIGINT,

    CONSTRAINT "batch_request_pkey" PRIMARY KEY ("batch_id","n")
);

-- CreateTable
CREATE TABLE "request_outcome" (
    "batch_id" TEXT NOT NULL,
    "n" INTEGER NOT NULL,
    "attempt" INTEGER NOT NULL,
    "lane" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "code" TEXT,
    "message" TEXT,
    "remedy" TEXT,
    "model" TEXT,
    "tier" TEXT,
    "band" TEXT,
    "fresh_input" BIGINT,
    "cached_input" BIGINT,
    "cache_write_5m" BIGINT,
    "cache_write_1h" BIGINT,
    "cache_write_other" BIGINT,
    "output" BIGINT,
    "reasoning" BIGINT,
    "cost" BIGINT,
    "sync_cost" BIGINT,
    "fits_schema" BOOLEAN,
    "file" INTEGER,
    "offset" BIGINT,
    "length" INTEGER,
    "ended_at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "request_outcome_pkey" PRIMARY KEY ("batch_id","n","attempt")
);

-- CreateTable
CREATE TABLE "request_call" (
    "batch_id" TEXT NOT NULL,
    "n" INTEGER NOT NULL,
    "attempt" INTEGER NOT NULL,
    "lane" TEXT NOT NULL,
    "begun_at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "request_call_pkey" PRIMARY KEY ("batch_id","n","attempt")
);

-- CreateTable
CREATE TABLE "batch_event" (
    "id" BIGSERIAL NOT NULL,
    "batch_id" TEXT NOT NULL,
    "at" TIMESTAMPTZ(6) NOT NULL,
    "event" TEXT NOT NULL,
    "detail" JSONB NOT NULL DEFAULT '{}',

    CONSTRAINT "batch_event_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "connection_organisation_id_provider_idx" ON "connection"("organisation_id", "provider");

-- CreateIndex
CREATE INDEX "batch_organisation_id_created_at_id_idx" ON "batch"("organisation_id", "created_at" DESC, "id");

-- CreateIndex
CREATE INDEX "batch_organisation_id_state_idx" ON "batch"("organisation_id", "state");

-- CreateIndex
CREATE INDEX "batch_organisation_id_endpoint_id_idx" ON "batch"("organisation_id", "endpoint_id");

-- CreateIndex
CREATE UNIQUE INDEX "batch_part_key_key" ON "batch_part"("key");

-- CreateIndex
CREATE INDEX "batch_part_connection_id_provider_batch_id_idx" ON "batch_part"("connection_id", "provider_batch_id");

-- CreateIndex
CREATE UNIQUE INDEX "batch_part_batch_id_number_key" ON "batch_part"("batch_id", "number");

-- CreateIndex
CREATE INDEX "batch_request_batch_id_custom_id_idx" ON "batch_request"("batch_id", "custom_id");

-- CreateIndex
CREATE INDEX "batch_event_batch_id_id_idx" ON "batch_event"("batch_id", "id");

-- AddForeignKey
ALTER TABLE "batch_part" ADD CONSTRAINT "batch_part_batch_id_fkey" FOREIGN KEY ("batch_id") REFERENCES "batch"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "batch_event" ADD CONSTRAINT "batch_event_batch_id_fkey" FOREIGN KEY ("batch_id") REFERENCES "batch"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- By hand: what Prisma cannot say.

-- A name is taken while its connection stands.
CREATE UNIQUE INDEX "connection_name" ON "connection" ("organisation_id", "provider", lower("name")) WHERE "removed_at" IS NULL;

-- A batch of a provider belongs to one part.
CREATE UNIQUE INDEX "batch_part_remote" ON "batch_part" ("connection_id", "provider_batch_id") WHERE "provider_batch_id" IS NOT NULL;

-- What is due is found without looking at what is over.
CREATE INDEX "batch_part_due" ON "batch_part" ("next_check_at") WHERE "next_check_at" IS NOT NULL;

-- Outcomes are a ledger: added, never changed. They go only after their batch has gone.
CREATE FUNCTION "keep_outcome"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' AND NOT EXISTS (SELECT 1 FROM "batch" WHERE "id" = OLD."batch_id") THEN
    RETURN OLD;
  END IF;
  RAISE EXCEPTION 'request_outcome is append-only';
END $$;
CREATE TRIGGER "keep_outcome" BEFORE UPDATE OR DELETE ON "request_outcome" FOR EACH ROW EXECUTE FUNCTION "keep_outcome"();
