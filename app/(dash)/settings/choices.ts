"use server";
import { cookies } from "next/headers";
import { z } from "zod";
import { action } from "@/app/_server/action";
import { THEME_COOKIE } from "@/components/shell/theme";
import { savePreferences } from "@/lib/stages/people/save-preferences";

const Choices = z.object({
  theme: z.enum(["system", "light", "dark"]),
  singleKeys: z.literal("on").optional(),
});

/** The theme is the browser's, the keys are the person's. */
export const saveChoicesAction = action(
  Choices,
  async (ctx, { theme, singleKeys }) => {
    await savePreferences(ctx, { singleKeys: singleKeys === "on" });
    const jar = await cookies();
    if (theme === "system") jar.delete(THEME_COOKIE);
    else jar.set(THEME_COOKIE, theme, { path: "/", sameSite: "lax", maxAge: 365 * 24 * 3600 });
    return { theme };
  },
  { refresh: "/" },
);
