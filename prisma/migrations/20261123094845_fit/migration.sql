-- CreateTable
CREATE TABLE "price_override" (
    "id" SERIAL NOT NULL,
    "organisation_id" INTEGER NOT NULL,
    "provider" TEXT NOT NULL,
    "model" TEXT NOT NULL,
    "tier" TEXT NOT NULL,
    "rate_class" TEXT NOT NULL,
    "per_million" TEXT NOT NULL,
    "from_day" DATE NOT NULL,
    "note" TEXT NOT NULL,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "price_override_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "endpoint_fit" (
    "organisation_id" INTEGER NOT NULL,
    "endpoint_id" INTEGER NOT NULL,
    "from_day" DATE NOT NULL,
    "to_day" DATE NOT NULL,
    "fingerprint" TEXT NOT NULL,
    "evidence" JSONB NOT NULL,
    "fit" JSONB NOT NULL,
    "forecast" JSONB NOT NULL,
    "measured_at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "endpoint_fit_pkey" PRIMARY KEY ("organisation_id","endpoint_id")
);

-- CreateTable
CREATE TABLE "fit_override" (
    "id" SERIAL NOT NULL,
    "organisation_id" INTEGER NOT NULL,
    "endpoint_id" INTEGER NOT NULL,
    "verdict" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL,
    "withdrawn_at" TIMESTAMPTZ(6),

    CONSTRAINT "fit_override_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "forecast_assumption" (
    "organisation_id" INTEGER NOT NULL,
    "endpoint_id" INTEGER NOT NULL,
    "hit_rate" TEXT,
    "tail" TEXT,
    "fit" TEXT,
    "changed_by" TEXT NOT NULL,
    "changed_at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "forecast_assumption_pkey" PRIMARY KEY ("organisation_id","endpoint_id")
);

-- CreateIndex
CREATE INDEX "price_override_organisation_id_provider_idx" ON "price_override"("organisation_id", "provider");

-- CreateIndex
CREATE INDEX "fit_override_organisation_id_endpoint_id_idx" ON "fit_override"("organisation_id", "endpoint_id");
