/** A row of a disclosure's panel: for links and buttons alike. Apart from it, since server components use it too. */
export const disclosureItem =
  "flex min-h-7 w-full items-center gap-[9px] rounded-chip px-2 text-left text-body text-text hover:bg-sel max-md:min-h-11";
