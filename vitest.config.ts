import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const everywhere = ["lib", "app", "components", "bench", "chaos"];
const database = everywhere.map((folder) => `${folder}/**/*.db.test.{ts,tsx}`);

export default defineConfig({
  resolve: {
    alias: [
      // It throws outside the bundler of Next by design.
      { find: /^server-only$/, replacement: here("./node_modules/server-only/empty.js") },
      { find: /^@\//, replacement: `${here("./")}` },
    ],
  },
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: "model",
          // Machines that run checks are often busy; a limit is there to end what hangs, not to measure.
          testTimeout: 30_000,
          include: [
            ...everywhere.map((folder) => `${folder}/**/*.test.{ts,tsx}`),
            "scripts/**/*.test.{ts,mjs}",
          ],
          exclude: ["node_modules/**", ...database],
        },
      },
      {
        extends: true,
        test: {
          name: "verb",
          include: database,
          globalSetup: ["lib/testing/global-setup.ts"],
          // Several databases at work beside each other on a busy machine: what hangs hangs longer than this.
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
