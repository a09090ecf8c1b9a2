import type { Browser, BrowserContextOptions } from "@playwright/test";
import type { RunningApp } from "../checks/running-app.mjs";

export type SampleApp = { app: RunningApp; browser: Browser; url: string };

export function withSampleApp<T>(
  work: (sample: SampleApp) => Promise<T>,
  env?: Record<string, string>,
): Promise<T>;
export function signedIn(
  app: RunningApp,
  browser: Browser,
  email?: string,
): Promise<NonNullable<BrowserContextOptions["storageState"]>>;
