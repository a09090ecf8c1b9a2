/** Somebody who owns several endpoints is one owner, however many questions they get. */
export function countOwners(asked: readonly { owner: string | null }[]): number {
  return new Set(asked.map(({ owner }) => owner)).size;
}

/** `1 owner`, `10 owners` */
export function countedOwners(asked: readonly { owner: string | null }[]): string {
  const count = countOwners(asked);
  return count === 1 ? "1 owner" : `${count} owners`;
}
