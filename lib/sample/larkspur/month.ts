// The organisation's November as its overview draws it, in cents per day. Everything else is fitted to these sums.

/** 149,019.00 dollars. */
export const SYNC_DAYS = [
  389495, 394699, 657707, 590698, 636577, 585673, 580783, 373287, 347898, 578824, 594014, 595201, 580656,
  612158, 354919, 351591, 547986, 515345, 548180, 534207, 555674, 344709, 323518, 499165, 530077, 513404,
  547494, 540870, 326245, 350846,
];

/** 28,258.00 dollars. */
export const BATCH_DAYS = [
  55230, 55891, 61465, 61373, 60395, 94995, 91913, 74572, 76417, 86700, 82265, 90248, 95008, 93666, 81969,
  72899, 129839, 110138, 114895, 120334, 110060, 113498, 96541, 126607, 119136, 118564, 108772, 107734,
  109541, 105135,
];

/** support/ticket-summaries, 24,316.00 dollars: its own page draws its days. */
export const TICKET_DAYS = [
  69096, 72625, 88821, 84799, 85500, 87254, 87977, 72262, 69697, 89710, 86676, 88338, 85009, 81890, 72664,
  69766, 86823, 84592, 87664, 87936, 85539, 68996, 72038, 87417, 81687, 84400, 85237, 89715, 70487, 66985,
];

/** Nothing of the organisation's world is later than this: results that would be read after it are unread. */
export const NOW = Date.UTC(2025, 11, 2, 16, 42);
