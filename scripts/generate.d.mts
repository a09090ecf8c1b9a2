/** Writes the Prisma client to prisma/generated, without any download. */
export function generate(): void;
