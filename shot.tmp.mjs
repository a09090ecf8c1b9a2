// node shot.tmp.mjs BASE LINK OUT theme width path...
import { chromium } from "@playwright/test";
import sparticuz from "@sparticuz/chromium";
const [base, link, out, theme, width, ...paths] = process.argv.slice(2);
const executablePath = process.env.CHROMIUM_PATH ?? (await sparticuz.executablePath());
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox","--disable-background-networking","--disable-component-update","--disable-sync","--no-first-run","--disable-quic"] });
const state = process.env.STATE ?? "/tmp/shot-state.json";
import fs from "node:fs";
const ctx = await browser.newContext({ viewport: { width: Number(width), height: 930 }, colorScheme: theme, deviceScaleFactor: 1.5, ...(fs.existsSync(state) ? { storageState: state } : {}) });
const page = await ctx.newPage();
page.on("console", (m) => { if (m.type() === "error") console.log("console:", m.text().slice(0, 300)); });
page.on("pageerror", (e) => console.log("pageerror:", e.message.slice(0, 300)));
if (link !== "-") { await page.goto(link, {timeout:60000}); await page.getByRole("button").first().click(); await page.waitForURL((u) => !u.pathname.startsWith("/sign-in")); await ctx.storageState({ path: state }); if (process.env.FIRST) { await page.goto(base + "/spend"); const h = await page.getByRole("link", { name: process.env.FIRST }).first().getAttribute("href"); paths.push(h.split("?")[0] + "=endpoint"); }; }
for (const p of paths) { const [path, name] = p.split("="); const r = await page.goto(base + path, { waitUntil: "load" }); console.log(path, r.status()); await page.waitForTimeout(400); await page.screenshot({ path: `${out}/${name}-${theme}-${width}.png`, fullPage: true }); }
await browser.close();
