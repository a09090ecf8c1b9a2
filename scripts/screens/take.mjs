import { mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { Refusal } from "../process/refusal.mjs";
import { makeBatches } from "./made-batches.mjs";
import { signedIn, withSampleApp } from "./sample-app.mjs";
import { screens } from "./screens.mjs";

const WIDTHS = [
  { width: 1440, height: 1000 },
  { width: 390, height: 844 },
];
const THEMES = ["light", "dark"];
/** A new batch needs a connection that leads somewhere. */
const SANDBOX = { OFFPEAK_SANDBOX: "1", OFFPEAK_POLL_SECONDS: "1" };
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
    const desk = { browser, url, states, target, made: {} };
    const missing = await takeAll(
      desk,
      chosen.filter(({ made }) => !made),
    );
    const last = chosen.filter(({ made }) => made);
    if (last.length > 0) desk.made = await makeBatches(app);
    missing.push(...(await takeAll(desk, last)));
    return missing.length === 0 ? 0 : 1;
  }, SANDBOX);
}

/** Names of what is not there. */
async function takeAll({ browser, url, states, target, made }, chosen) {
  const missing = [];
  for (const viewport of WIDTHS) {
    for (const theme of THEMES) {
      for (const screen of chosen) {
        if (screen.wide && viewport.width < WIDTHS[0].width) continue;
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
        const path = typeof screen.path === "function" ? screen.path(made) : screen.path;
        const shown = await take(await context.newPage(), { ...screen, path }, join(target, `${name}.png`));
        console.log(shown ? name : `${name}: not there`);
        if (!shown) missing.push(name);
        await context.close();
      }
    }
  }
  return missing;
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
