-- The row as it is shown takes the place of the columns that nothing is ordered or found by.
ALTER TABLE "endpoint_summary" ADD COLUMN "shown" JSON, ADD COLUMN "provider" TEXT, ADD COLUMN "model" TEXT;

UPDATE "endpoint_summary" SET
  "provider" = "providers"[1],
  "model" = "models"[1],
  "shown" = CASE WHEN "rank" = 0 THEN json_build_object(
      'cost', "trend"->'total'->'money'->'cost',
      'costReported', "trend"->'total'->'money'->'costReported',
      'costListed', "trend"->'total'->'money'->'costListed',
      'costSync', "trend"->'total'->'money'->'costSync',
      'costBatch', "trend"->'total'->'money'->'costBatch',
      'costOther', "trend"->'total'->'money'->'costOther',
      'requests', "requests"::text, 'requestsUnknown', "requests_unknown"::text,
      'inputTokens', "fresh_input"::text, 'cachedInputTokens', "cached_input"::text,
      'cacheWriteTokens', "cache_write"::text, 'outputTokens', "output"::text,
      'rows', "rows"::text, 'unpricedRows', "unpriced_rows"::text,
      'period', json_build_object('from', "from_day", 'to', "to_day"),
      'groups', "trend"->'total'->'groups',
      'withoutOwner', "trend"->'total'->'withoutOwner',
      'unpricedModels', "trend"->'total'->'unpricedModels')
    ELSE json_build_object(
      'cost', "cost"::text, 'costReported', "cost_reported"::text, 'costListed', "cost_listed"::text,
      'costSync', "cost_sync"::text, 'costBatch', "cost_batch"::text, 'costOther', "cost_other"::text,
      'requests', "requests"::text, 'requestsUnknown', "requests_unknown"::text,
      'inputTokens', "fresh_input"::text, 'cachedInputTokens', "cached_input"::text,
      'cacheWriteTokens', "cache_write"::text, 'outputTokens', "output"::text,
      'rows', "rows"::text, 'unpricedRows', "unpriced_rows"::text, 'cumulative', "cumulative"::text,
      'key', "key", 'label', "label", 'kind', "kind", 'owner', "owner",
      'owners', coalesce("trend"->'owners', '0'), 'team', "team", 'costCenter', "cost_center",
      'providers', "providers", 'models', "models",
      'trend', "trend" - 'owners') END;

ALTER TABLE "endpoint_summary" ALTER COLUMN "shown" SET NOT NULL,
  DROP COLUMN "from_day", DROP COLUMN "to_day", DROP COLUMN "kind", DROP COLUMN "providers", DROP COLUMN "models",
  DROP COLUMN "cost_reported", DROP COLUMN "cost_listed", DROP COLUMN "cost_other", DROP COLUMN "cumulative",
  DROP COLUMN "rows", DROP COLUMN "requests_unknown", DROP COLUMN "unpriced_rows", DROP COLUMN "trend";
