"use client";
import { SunMoon } from "lucide-react";
import { IconButton } from "@/components/ui/button";
import { switchTheme } from "./theme";

export function ThemeSwitch() {
  return (
    <IconButton
      label="Light or dark"
      aria-keyshortcuts="T"
      className="-mr-1.5 text-text lg:-mr-[7px]"
      onClick={switchTheme}
    >
      <SunMoon className="icon-s" />
    </IconButton>
  );
}
