"use client";
import { Button } from "@/components/ui/button";
import { Kbd } from "@/components/ui/kbd";
import { Dialog, DialogClose, DialogContent } from "@/components/ui/overlay/dialog";
import { KEYS } from "./keymap";

/** All shortcuts, by `?`. */
export function ShortcutSheet({ singleKeys, onClose }: { singleKeys: boolean; onClose: () => void }) {
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent
        title="Shortcuts"
        description={
          singleKeys
            ? "They rest while you type. Single keys can be switched off in Settings."
            : "Single keys are switched off in Settings; ⌘K works."
        }
        footer={
          <DialogClose>
            <Button>Close</Button>
          </DialogClose>
        }
      >
        <dl>
          {KEYS.map((row) => (
            <div
              key={row.does}
              className="flex items-center justify-between gap-4 border-t border-line py-1.5"
            >
              <dt className="text-text-2">{row.does}</dt>
              <dd className="flex gap-1">
                {row.keys.map((key) => (
                  <Kbd key={key}>{key}</Kbd>
                ))}
              </dd>
            </div>
          ))}
        </dl>
      </DialogContent>
    </Dialog>
  );
}
