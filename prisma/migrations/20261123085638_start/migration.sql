-- CreateTable
CREATE TABLE "organisation" (
    "id" SERIAL NOT NULL,
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "is_sample" BOOLEAN NOT NULL DEFAULT false,
    "settings" JSONB NOT NULL DEFAULT '{}',
    "ledger_version" BIGINT NOT NULL DEFAULT 0,
    "summary_version" BIGINT NOT NULL DEFAULT -1,
    "prices_version" TEXT,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "organisation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "app_user" (
    "id" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "name" TEXT,
    "email_verified" TIMESTAMPTZ(6),
    "image" TEXT,
    "preferences" JSONB NOT NULL DEFAULT '{}',
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "app_user_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "account" (
    "id" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "provider" TEXT NOT NULL,
    "provider_account_id" TEXT NOT NULL,
    "refresh_token" TEXT,
    "access_token" TEXT,
    "expires_at" INTEGER,
    "token_type" TEXT,
    "scope" TEXT,
    "id_token" TEXT,
    "session_state" TEXT,

    CONSTRAINT "account_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "verification_token" (
    "identifier" TEXT NOT NULL,
    "token" TEXT NOT NULL,
    "expires" TIMESTAMPTZ(6) NOT NULL
);

-- CreateTable
CREATE TABLE "membership" (
    "organisation_id" INTEGER NOT NULL,
    "user_id" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "membership_pkey" PRIMARY KEY ("organisation_id","user_id")
);

-- CreateTable
CREATE TABLE "sign_in_link" (
    "token_hash" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(6) NOT NULL,
    "used_at" TIMESTAMPTZ(6),
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "sign_in_link_pkey" PRIMARY KEY ("token_hash")
);

-- CreateTable
CREATE TABLE "api_token" (
    "id" TEXT NOT NULL,
    "organisation_id" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "user_id" TEXT,
    "token_hash" TEXT NOT NULL,
    "hint" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_used_at" TIMESTAMPTZ(6),
    "revoked_at" TIMESTAMPTZ(6),

    CONSTRAINT "api_token_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "audit_entry" (
    "id" BIGSERIAL NOT NULL,
    "organisation_id" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(6) NOT NULL,
    "actor" TEXT NOT NULL,
    "event" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "detail" JSONB NOT NULL DEFAULT '{}',

    CONSTRAINT "audit_entry_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "idempotent_answer" (
    "organisation_id" INTEGER NOT NULL,
    "key" TEXT NOT NULL,
    "route" TEXT NOT NULL,
    "request_hash" TEXT NOT NULL,
    "status" INTEGER,
    "body" JSONB,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "idempotent_answer_pkey" PRIMARY KEY ("organisation_id","route","key")
);

-- CreateTable
CREATE TABLE "saved_view" (
    "id" TEXT NOT NULL,
    "organisation_id" INTEGER NOT NULL,
    "user_id" TEXT NOT NULL,
    "page" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "query" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "saved_view_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "source" (
    "id" SERIAL NOT NULL,
    "organisation_id" INTEGER NOT NULL,
    "format" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "kind" TEXT NOT NULL,

    CONSTRAINT "source_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "import" (
    "id" TEXT NOT NULL,
    "organisation_id" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "format" TEXT NOT NULL,
    "source_id" INTEGER,
    "source_name" TEXT,
    "filename" TEXT NOT NULL,
    "sha256" TEXT,
    "status" TEXT NOT NULL,
    "captured_at" TIMESTAMPTZ(6) NOT NULL,
    "received_at" TIMESTAMPTZ(6) NOT NULL,
    "finished_at" TIMESTAMPTZ(6),
    "taken_back_at" TIMESTAMPTZ(6),
    "created_by" TEXT NOT NULL,
    "bytes_read" BIGINT NOT NULL DEFAULT 0,
    "bytes_total" BIGINT NOT NULL DEFAULT 0,
    "rows_read" BIGINT NOT NULL DEFAULT 0,
    "rows_accepted" BIGINT NOT NULL DEFAULT 0,
    "rows_rejected" BIGINT NOT NULL DEFAULT 0,
    "rows_skipped" BIGINT NOT NULL DEFAULT 0,
    "period_from" DATE,
    "period_to" DATE,
    "mapping" JSONB,
    "preview" JSONB,
    "problem_groups" JSONB NOT NULL DEFAULT '[]',
    "failure" JSONB,

    CONSTRAINT "import_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "import_day" (
    "import_id" TEXT NOT NULL,
    "day" DATE NOT NULL,
    "rows" BIGINT NOT NULL,
    "rows_standing" BIGINT NOT NULL,
    "requests" BIGINT,
    "requests_unknown" BIGINT NOT NULL,
    "fresh_input" BIGINT,
    "cached_input" BIGINT,
    "cache_write" BIGINT,
    "output" BIGINT,
    "cost_reported" BIGINT,
    "cost_list" BIGINT,
    "unpriced_rows" BIGINT NOT NULL,

    CONSTRAINT "import_day_pkey" PRIMARY KEY ("import_id","day")
);

-- CreateTable
CREATE TABLE "import_dimension" (
    "import_id" TEXT NOT NULL,
    "dimension_id" INTEGER NOT NULL,
    "last_seen" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "import_dimension_pkey" PRIMARY KEY ("import_id","dimension_id")
);

-- CreateTable
CREATE TABLE "import_shape" (
    "import_id" TEXT NOT NULL,
    "keyed" BIGINT NOT NULL,
    "keyless" BIGINT NOT NULL,
    "aggregated" BIGINT NOT NULL,
    "dropped_tags" TEXT[],
    "groupings" JSONB NOT NULL DEFAULT '[]',

    CONSTRAINT "import_shape_pkey" PRIMARY KEY ("import_id")
);

-- CreateTable
CREATE TABLE "endpoint" (
    "id" SERIAL NOT NULL,
    "organisation_id" INTEGER NOT NULL,
    "key" TEXT NOT NULL,
    "label" TEXT NOT NULL,
    "folded" TEXT NOT NULL,
    "kind" TEXT NOT NULL DEFAULT 'endpoint',
    "owner_edit" TEXT,
    "team_edit" TEXT,
    "cost_center_edit" TEXT,
    "kind_edit" TEXT,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "endpoint_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "dimension" (
    "id" SERIAL NOT NULL,
    "organisation_id" INTEGER NOT NULL,
    "source_id" INTEGER NOT NULL,
    "hash" TEXT NOT NULL,
    "endpoint_raw" TEXT,
    "kind_raw" TEXT,
    "job" TEXT,
    "provider" TEXT NOT NULL,
    "provider_raw" TEXT,
    "model" TEXT,
    "model_raw" TEXT,
    "tier" TEXT NOT NULL,
    "tier_raw" TEXT,
    "project" TEXT,
    "api_key" TEXT,
    "owner_raw" TEXT,
    "team_raw" TEXT,
    "cost_center_raw" TEXT,
    "tags" TEXT,
    "remainder" BOOLEAN NOT NULL DEFAULT false,
    "endpoint_id" INTEGER,
    "owner" TEXT,
    "team" TEXT,
    "cost_center" TEXT,

    CONSTRAINT "dimension_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "usage_hour" (
    "organisation_id" INTEGER NOT NULL,
    "source_id" INTEGER NOT NULL,
    "day" DATE NOT NULL,
    "dimension_id" INTEGER NOT NULL,
    "bucket_start" TIMESTAMPTZ(0) NOT NULL,
    "bucket_seconds" INTEGER NOT NULL,
    "reported" BOOLEAN NOT NULL,
    "rows" BIGINT NOT NULL,
    "unmeasured_rows" BIGINT NOT NULL DEFAULT 0,
    "requests" BIGINT,
    "requests_unknown" BIGINT NOT NULL DEFAULT 0,
    "fresh_input" BIGINT,
    "cached_input" BIGINT,
    "cache_write_5m" BIGINT,
    "cache_write_1h" BIGINT,
    "cache_write_other" BIGINT,
    "output" BIGINT,
    "reasoning" BIGINT,
    "cost_reported" BIGINT,
    "cost_list" BIGINT,
    "streamed" BIGINT,
    "with_tool_calls" BIGINT,
    "from_webhook" BIGINT,
    "client_browser" BIGINT,
    "client_server" BIGINT,
    "client_cron" BIGINT,
    "client_workflow" BIGINT,

    CONSTRAINT "usage_hour_pkey" PRIMARY KEY ("organisation_id","source_id","day","dimension_id","bucket_start","bucket_seconds","reported")
);

-- CreateTable
CREATE TABLE "usage_unit" (
    "organisation_id" INTEGER NOT NULL,
    "source_id" INTEGER NOT NULL,
    "day" DATE NOT NULL,
    "dimension_id" INTEGER NOT NULL,
    "unit" TEXT NOT NULL,
    "quantity" DECIMAL(30,6) NOT NULL,

    CONSTRAINT "usage_unit_pkey" PRIMARY KEY ("organisation_id","source_id","day","dimension_id","unit")
);

-- CreateTable
CREATE TABLE "usage_day" (
    "organisation_id" INTEGER NOT NULL,
    "day" DATE NOT NULL,
    "dimension_id" INTEGER NOT NULL,
    "remainder" BOOLEAN NOT NULL DEFAULT false,
    "rows" BIGINT NOT NULL,
    "requests" BIGINT,
    "requests_unknown" BIGINT NOT NULL DEFAULT 0,
    "fresh_input" BIGINT,
    "cached_input" BIGINT,
    "cache_write_5m" BIGINT,
    "cache_write_1h" BIGINT,
    "cache_write_other" BIGINT,
    "output" BIGINT,
    "reasoning" BIGINT,
    "cost_reported" BIGINT,
    "cost_listed" BIGINT,
    "cost_list" BIGINT,
    "unpriced_rows" BIGINT NOT NULL DEFAULT 0,
    "streamed" BIGINT,
    "with_tool_calls" BIGINT,
    "from_webhook" BIGINT,
    "client_browser" BIGINT,
    "client_server" BIGINT,
    "client_cron" BIGINT,
    "client_workflow" BIGINT,

    CONSTRAINT "usage_day_pkey" PRIMARY KEY ("organisation_id","day","dimension_id","remainder")
);

-- CreateTable
CREATE TABLE "record_day" (
    "organisation_id" INTEGER NOT NULL,
    "provider" TEXT NOT NULL,
    "day" DATE NOT NULL,
    "rule" TEXT NOT NULL,
    "source_ids" INTEGER[],
    "findings" JSONB NOT NULL DEFAULT '[]',

    CONSTRAINT "record_day_pkey" PRIMARY KEY ("organisation_id","provider","day")
);

-- CreateTable
CREATE TABLE "record_choice" (
    "id" SERIAL NOT NULL,
    "organisation_id" INTEGER NOT NULL,
    "provider" TEXT NOT NULL,
    "from_day" DATE NOT NULL,
    "to_day" DATE NOT NULL,
    "source_id" INTEGER NOT NULL,
    "reason" TEXT NOT NULL,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "record_choice_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "attribution_rule" (
    "id" SERIAL NOT NULL,
    "organisation_id" INTEGER NOT NULL,
    "position" INTEGER NOT NULL,
    "match" JSONB NOT NULL,
    "assign" JSONB NOT NULL,

    CONSTRAINT "attribution_rule_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "endpoint_summary" (
    "organisation_id" INTEGER NOT NULL,
    "period" TEXT NOT NULL,
    "endpoint_id" INTEGER NOT NULL,
    "rank" INTEGER NOT NULL,
    "from_day" DATE NOT NULL,
    "to_day" DATE NOT NULL,
    "key" TEXT NOT NULL,
    "label" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "owner" TEXT,
    "team" TEXT,
    "cost_center" TEXT,
    "providers" TEXT[],
    "models" TEXT[],
    "cost" BIGINT,
    "cost_reported" BIGINT,
    "cost_listed" BIGINT,
    "cost_sync" BIGINT,
    "cost_batch" BIGINT,
    "cost_other" BIGINT,
    "cumulative" DECIMAL(38,0),
    "rows" BIGINT NOT NULL,
    "requests" BIGINT,
    "requests_unknown" BIGINT NOT NULL,
    "fresh_input" BIGINT,
    "cached_input" BIGINT,
    "cache_write" BIGINT,
    "output" BIGINT,
    "unpriced_rows" BIGINT NOT NULL,
    "trend" JSONB NOT NULL,
    "verdict" TEXT,
    "score" DOUBLE PRECISION,
    "fit_reasons" JSONB,
    "answer" TEXT,
    "forecast_saving" BIGINT,
    "realised_saving" BIGINT,
    "stage" TEXT,

    CONSTRAINT "endpoint_summary_pkey" PRIMARY KEY ("organisation_id","period","endpoint_id")
);

-- CreateIndex
CREATE UNIQUE INDEX "organisation_slug_key" ON "organisation"("slug");

-- CreateIndex
CREATE UNIQUE INDEX "app_user_email_key" ON "app_user"("email");

-- CreateIndex
CREATE UNIQUE INDEX "account_provider_provider_account_id_key" ON "account"("provider", "provider_account_id");

-- CreateIndex
CREATE UNIQUE INDEX "verification_token_token_key" ON "verification_token"("token");

-- CreateIndex
CREATE UNIQUE INDEX "verification_token_identifier_token_key" ON "verification_token"("identifier", "token");

-- CreateIndex
CREATE INDEX "membership_user_id_idx" ON "membership"("user_id");

-- CreateIndex
CREATE INDEX "sign_in_link_user_id_idx" ON "sign_in_link"("user_id");

-- CreateIndex
CREATE UNIQUE INDEX "api_token_token_hash_key" ON "api_token"("token_hash");

-- CreateIndex
CREATE INDEX "api_token_organisation_id_name_idx" ON "api_token"("organisation_id", "name");

-- CreateIndex
CREATE INDEX "audit_entry_organisation_id_at_idx" ON "audit_entry"("organisation_id", "at" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "saved_view_organisation_id_user_id_page_name_key" ON "saved_view"("organisation_id", "user_id", "page", "name");

-- CreateIndex
CREATE UNIQUE INDEX "source_organisation_id_format_name_key" ON "source"("organisation_id", "format", "name");

-- CreateIndex
CREATE INDEX "import_organisation_id_received_at_idx" ON "import"("organisation_id", "received_at" DESC);

-- CreateIndex
CREATE INDEX "import_organisation_id_status_idx" ON "import"("organisation_id", "status");

-- CreateIndex
CREATE INDEX "import_dimension_dimension_id_idx" ON "import_dimension"("dimension_id");

-- CreateIndex
CREATE UNIQUE INDEX "endpoint_organisation_id_folded_key" ON "endpoint"("organisation_id", "folded");

-- CreateIndex
CREATE UNIQUE INDEX "endpoint_organisation_id_key_key" ON "endpoint"("organisation_id", "key");

-- CreateIndex
CREATE INDEX "dimension_organisation_id_endpoint_id_idx" ON "dimension"("organisation_id", "endpoint_id");

-- CreateIndex
CREATE UNIQUE INDEX "dimension_organisation_id_hash_key" ON "dimension"("organisation_id", "hash");

-- CreateIndex
CREATE INDEX "record_choice_organisation_id_provider_idx" ON "record_choice"("organisation_id", "provider");

-- CreateIndex
CREATE UNIQUE INDEX "attribution_rule_organisation_id_position_key" ON "attribution_rule"("organisation_id", "position");

-- CreateIndex
CREATE INDEX "endpoint_summary_organisation_id_period_rank_idx" ON "endpoint_summary"("organisation_id", "period", "rank");

-- AddForeignKey
ALTER TABLE "account" ADD CONSTRAINT "account_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "app_user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "membership" ADD CONSTRAINT "membership_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisation"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "membership" ADD CONSTRAINT "membership_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "app_user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sign_in_link" ADD CONSTRAINT "sign_in_link_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "app_user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "import_day" ADD CONSTRAINT "import_day_import_id_fkey" FOREIGN KEY ("import_id") REFERENCES "import"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "import_dimension" ADD CONSTRAINT "import_dimension_import_id_fkey" FOREIGN KEY ("import_id") REFERENCES "import"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "import_shape" ADD CONSTRAINT "import_shape_import_id_fkey" FOREIGN KEY ("import_id") REFERENCES "import"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What Prisma cannot model: the promised words, and facts that cannot be negative.
ALTER TABLE "membership" ADD CONSTRAINT "membership_role" CHECK ("role" IN ('admin', 'manager', 'owner', 'finance'));
ALTER TABLE "api_token" ADD CONSTRAINT "api_token_role" CHECK ("role" IN ('admin', 'manager', 'owner', 'finance'));
ALTER TABLE "source" ADD CONSTRAINT "source_kind" CHECK ("kind" IN ('gateway', 'provider', 'settlement'));
ALTER TABLE "import" ADD CONSTRAINT "import_kind" CHECK ("kind" IN ('usage', 'invoice'));
ALTER TABLE "import" ADD CONSTRAINT "import_status"
  CHECK ("status" IN ('queued', 'running', 'needs-mapping', 'done', 'failed', 'taken-back'));
ALTER TABLE "import_day" ADD CONSTRAINT "import_day_standing" CHECK ("rows_standing" BETWEEN 0 AND "rows");
ALTER TABLE "endpoint" ADD CONSTRAINT "endpoint_kind"
  CHECK ("kind" IN ('endpoint', 'job') AND "kind_edit" IN ('endpoint', 'job'));
ALTER TABLE "dimension" ADD CONSTRAINT "dimension_tier"
  CHECK ("tier" IN ('sync', 'batch', 'flex', 'priority', 'unknown'));
ALTER TABLE "usage_hour" ADD CONSTRAINT "usage_hour_bucket" CHECK ("bucket_seconds" IN (3600, 86400));
ALTER TABLE "usage_hour" ADD CONSTRAINT "usage_hour_rows"
  CHECK ("rows" > 0 AND "unmeasured_rows" BETWEEN 0 AND "rows" AND "reported" = ("cost_reported" IS NOT NULL));
ALTER TABLE "record_day" ADD CONSTRAINT "record_day_rule"
  CHECK ("rule" IN ('settled', 'gateway', 'provider', 'remainder', 'chosen'));
ALTER TABLE "record_choice" ADD CONSTRAINT "record_choice_period" CHECK ("from_day" <= "to_day");
