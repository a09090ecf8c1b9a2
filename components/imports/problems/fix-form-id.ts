/** The form of the rows that are put right; its button stands with the other actions, at the head of the page. */
export const FIX_FORM = "fix";
