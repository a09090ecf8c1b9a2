import { existsSync } from "node:fs";
import type { TestProject } from "vitest/node";
import { throwAwayDatabase } from "@/scripts/database.mjs";
import { generate } from "@/scripts/generate.mjs";
import { deploy } from "@/scripts/migrate.mjs";

declare module "vitest" {
  interface ProvidedContext {
    /** The migrated database from which every test file gets its own copy. */
    templateUrl: string;
  }
}

/** One real Postgres for the whole run. */
export default async function setup(project: TestProject) {
  if (!existsSync("prisma/generated/client.ts")) generate();
  const server = await throwAwayDatabase({ test: true });
  try {
    await deploy(server.url);
  } catch (error) {
    await server.stop();
    throw error;
  }
  project.provide("templateUrl", server.url);
  return () => server.stop();
}
