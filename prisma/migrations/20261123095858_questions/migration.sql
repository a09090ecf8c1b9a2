-- CreateTable
CREATE TABLE "question" (
    "id" TEXT NOT NULL,
    "organisation_id" INTEGER NOT NULL,
    "endpoint_id" INTEGER NOT NULL,
    "status" TEXT NOT NULL,
    "cause" TEXT NOT NULL DEFAULT 'asked',
    "owner_email" TEXT NOT NULL,
    "owner_then" TEXT NOT NULL,
    "asked_by_email" TEXT,
    "asked_by_name" TEXT NOT NULL,
    "asked_at" TIMESTAMPTZ(6) NOT NULL,
    "due_at" TIMESTAMPTZ(6),
    "link_version" INTEGER NOT NULL DEFAULT 1,
    "link_expires_at" TIMESTAMPTZ(6) NOT NULL,
    "forwarded_by" TEXT,
    "reminders_sent" INTEGER NOT NULL DEFAULT 0,
    "next_reminder_at" TIMESTAMPTZ(6),
    "version" INTEGER NOT NULL DEFAULT 0,
    "closed_at" TIMESTAMPTZ(6),

    CONSTRAINT "question_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "answer" (
    "id" BIGSERIAL NOT NULL,
    "organisation_id" INTEGER NOT NULL,
    "endpoint_id" INTEGER NOT NULL,
    "question_id" TEXT,
    "answer" TEXT NOT NULL,
    "share" DOUBLE PRECISION NOT NULL,
    "scope" JSONB,
    "longest_wait_hours" INTEGER,
    "checks" JSONB NOT NULL,
    "who_waits" TEXT,
    "real_time_reason" TEXT NOT NULL DEFAULT '',
    "note" TEXT NOT NULL DEFAULT '',
    "verdict_then" TEXT,
    "fit_share_then" DOUBLE PRECISION,
    "answered_by" TEXT NOT NULL,
    "via" TEXT NOT NULL,
    "answered_at" TIMESTAMPTZ(6) NOT NULL,
    "expires_at" TIMESTAMPTZ(6) NOT NULL,
    "ended_at" TIMESTAMPTZ(6),
    "ended_by" TEXT,

    CONSTRAINT "answer_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "outbox_message" (
    "id" TEXT NOT NULL,
    "organisation_id" INTEGER NOT NULL,
    "question_id" TEXT NOT NULL,
    "channel" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "recipient" TEXT NOT NULL,
    "link_version" INTEGER NOT NULL,
    "state" TEXT NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "next_try_at" TIMESTAMPTZ(6),
    "problem" TEXT,
    "created_at" TIMESTAMPTZ(6) NOT NULL,
    "sent_at" TIMESTAMPTZ(6),

    CONSTRAINT "outbox_message_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "question_settings" (
    "organisation_id" INTEGER NOT NULL,
    "reminder_days" INTEGER[],
    "manager_after_days" INTEGER,
    "quiet_weekends" BOOLEAN NOT NULL,
    "answer_days" INTEGER NOT NULL,
    "slack_sealed" TEXT,
    "slack_allows_private" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "question_settings_pkey" PRIMARY KEY ("organisation_id")
);

-- CreateIndex
CREATE INDEX "question_organisation_id_asked_at_id_idx" ON "question"("organisation_id", "asked_at" DESC, "id");

-- CreateIndex
CREATE INDEX "question_organisation_id_endpoint_id_idx" ON "question"("organisation_id", "endpoint_id");

-- CreateIndex
CREATE INDEX "question_status_next_reminder_at_idx" ON "question"("status", "next_reminder_at");

-- CreateIndex
CREATE INDEX "answer_organisation_id_endpoint_id_id_idx" ON "answer"("organisation_id", "endpoint_id", "id" DESC);

-- CreateIndex
CREATE INDEX "outbox_message_organisation_id_created_at_id_idx" ON "outbox_message"("organisation_id", "created_at" DESC, "id");

-- CreateIndex
CREATE INDEX "outbox_message_question_id_idx" ON "outbox_message"("question_id");


-- By hand: of an endpoint at most one question is open, so that two who ask at once ask once.
CREATE UNIQUE INDEX "question_open" ON "question"("organisation_id", "endpoint_id") WHERE "status" = 'open';
-- What is still to be sent.
CREATE INDEX "outbox_queued" ON "outbox_message"("organisation_id", "next_try_at") WHERE "state" = 'queued';
