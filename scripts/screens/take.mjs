import { mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { Refusal } from "../process/refusal.mjs";
import { signedIn, withSampleApp } from "./sample-app.mjs";
import { screens } from "./screens.mjs";

const WIDTHS = [
  { width: 1440, height: 1000 },
  { width: 390, height: 844 },
];
const THEMES = ["light", "dark"];
const MANAGER = "lena@larkspur.example";

/** Every screen of the sample organisation, light and dark, wide and narrow, as NAME-WIDTH-THEME.png; or those named. */
export async function takeScreens(folder, names = []) {
  if (!folder) throw new Refusal("Say where the pictures go: npm run screens -- DIR.");
  const chosen = names.length === 0 ? screens : screens.filter((screen) => names.includes(screen.name));
  const target = resolve(folder);
  mkdirSync(target, { recursive: true });
  return withSampleApp(async ({ app, browser, url }) => {
    const states = {
      manager: await signedIn(app, browser, MANAGER),
      admin: await signedIn(app, browser, "sam@larkspur.example"),
      newcomer: await signedIn(app, browser),
      nobody: { cookies: [], origins: [] },
    };
    const missing = [];
    for (const viewport of WIDTHS) {
      for (const theme of THEMES) {
        for (const screen of chosen) {
          const context = await browser.newContext({
            baseURL: url,
            viewport,
            deviceScaleFactor: 1.5,
            colorScheme: theme,
            locale: "en-US",
            timezoneId: "UTC",
            reducedMotion: "reduce",
            storageState: states[screen.who ?? "manager"],
          });
          const name = `${screen.name}-${viewport.width}-${theme}`;
          const shown = await take(await context.newPage(), screen, join(target, `${name}.png`));
          console.log(shown ? name : `${name}: not there`);
          if (!shown) missing.push(name);
          await context.close();
        }
      }
    }
    return missing.length === 0 ? 0 : 1;
  });
}

async function take(page, screen, path) {
  const answer = await page.goto(screen.path);
  if (answer.status() >= 400 && !screen.refused) return false;
  await screen.prepare?.(page);
  // A page that follows something live is never idle: what it shows by then is what it is.
  await page.waitForLoadState("networkidle", { timeout: 10_000 }).catch(() => {});
  if (screen.fullPage !== false) await showWhole(page);
  await page.screenshot({ path });
  return true;
}

/** The window as tall as the page, so that what stands at its foot is at the foot of the picture. */
async function showWhole(page) {
  const { width, height } = page.viewportSize();
  const whole = await page.evaluate(() => document.documentElement.scrollHeight);
  if (whole > height) await page.setViewportSize({ width, height: whole });
}
