import type { Reading } from "../reading";

const DETAILS = {
  cached_tokens: "VARCHAR",
  cache_creation_tokens: "VARCHAR",
  cache_creation_token_details: {
    ephemeral_5m_input_tokens: "VARCHAR",
    ephemeral_1h_input_tokens: "VARCHAR",
  },
};

const SHAPE = {
  user_api_key_alias: "VARCHAR",
  user_api_key_team_alias: "VARCHAR",
  spend_logs_metadata: "JSON",
  usage_object: {
    cache_read_input_tokens: "VARCHAR",
    cache_creation_input_tokens: "VARCHAR",
    prompt_tokens_details: DETAILS,
    // The Responses API calls the same thing by another name.
    input_tokens_details: DETAILS,
    completion_tokens_details: { reasoning_tokens: "VARCHAR" },
    output_tokens_details: { reasoning_tokens: "VARCHAR" },
  },
};

/** The metadata column parsed once a row; NULL when it is absent or no JSON. */
export function metadata(reading: Reading): string | null {
  if (!reading.has("metadata")) return null;
  return reading.layer(`TRY(from_json(${reading.cell("metadata")}, '${JSON.stringify(SHAPE)}'))`);
}
