import { expect, test } from "vitest";
import { readAddress } from "@/lib/stages/spend/model/query";
import { hrefWith, LIST, readLook, sortHref, toggled } from "./address";
import { arranged, readColumns, USUAL } from "./columns";
import { groupHref, rowHref } from "./links";

const NOW = "team=Search&from=2025-11-01&to=2025-11-30&cursor=abc&row=k1&expanded=x&menu=model&words=g";

test("a changed question keeps what narrows it and drops the place in the old list", () => {
  expect(hrefWith(NOW, { provider: ["openai", "vertex"] })).toBe(
    "/spend?team=Search&from=2025-11-01&to=2025-11-30&provider=openai&provider=vertex",
  );
  expect(hrefWith("team=Search", { team: null })).toBe("/spend");
  expect(hrefWith(NOW, { menu: "tier" }, LIST)).toBe(
    "/spend?team=Search&from=2025-11-01&to=2025-11-30&cursor=abc&row=k1&expanded=x&menu=tier",
  );
});

test("a second press on a heading turns the order around", () => {
  const query = (search: string) => readAddress(new URLSearchParams(search), 50);
  const press = (search: string, by: string, isText: boolean) => sortHref(search, query(search), by, isText);
  expect(press("", "requests", false)).toBe("/spend?sort=requests");
  expect(press("sort=requests", "requests", false)).toBe("/spend?sort=requests&order=asc");
  expect(press("", "owner", true)).toBe("/spend?sort=owner");
  expect(press("sort=owner", "owner", true)).toBe("/spend?sort=owner&order=desc");
  expect(press("sort=owner", "cost", false)).toBe("/spend");
  expect(press("", "cost", false)).toBe("/spend?order=asc");
});

test("a group leads to its endpoints, a day to that day, a row to its page with the list around it", () => {
  expect(groupHref("team", { key: "search", label: "Search" }, "groupBy=team&tier=sync")).toBe(
    "/spend?tier=sync&team=Search",
  );
  expect(groupHref("owner", { key: "unassigned", label: "Unassigned" }, "groupBy=owner")).toBe(
    "/spend?owner=unassigned",
  );
  expect(groupHref("day", { key: "2025-11-02", label: "" }, "groupBy=day")).toBe(
    "/spend?from=2025-11-02&to=2025-11-02",
  );
  expect(rowHref("k/1", "tier=sync&columns=cost&row=k9&groupBy=team")).toBe("/spend/k%2F1?tier=sync");
});

test("open groups come and go, and are bounded", () => {
  expect(toggled("expanded=a&expanded=b", "expanded", "a")).toEqual(["b"]);
  expect(toggled("expanded=a", "expanded", "b")).toEqual(["a", "b"]);
  const many = new URLSearchParams(Array.from({ length: 9 }, (_, index) => ["expanded", `k${index}`]));
  expect(readLook(many).expanded).toHaveLength(5);
  expect(readLook(new URLSearchParams("menu=drop-table&show=some"))).toMatchObject({
    menu: null,
    showAll: false,
  });
});

test("columns that are not known are left out, spend always stays", () => {
  expect(readColumns(["trend", "nonsense", "trend"])).toEqual(["cost", "trend"]);
  expect(readColumns([])).toBeNull();
  const { shown, all } = arranged(["cost", "fit", "requests"], ["models", "cost", "requests"]);
  expect(shown).toEqual(["cost", "requests"]);
  expect(all).toEqual(["cost", "requests", "models"]);
  expect(USUAL).not.toContain("requests");
});
