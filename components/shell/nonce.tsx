"use client";
import { setNonce } from "get-nonce";

/** The scroll lock of dialogs adds a style element: it must carry the page's nonce, or the policy refuses it. */
export function Nonce({ value }: { value: string }) {
  setNonce(value);
  return null;
}
