const ORDER = /^fixes-(\d+)\.(json|done)$/;

/** What persons asked to be done with bad rows lies beside the upload, numbered; done, its name says so. */
export const orderName = (number: number) => `fixes-${number}.json`;
export const doneName = (number: number) => `fixes-${number}.done`;

export function nextOrder(files: string[]): number {
  return Math.max(0, ...files.map((file) => Number(ORDER.exec(file)?.[1] ?? 0))) + 1;
}

/** Numbers of the orders that nobody has worked off. */
export function openOrders(files: string[]): number[] {
  return files
    .filter((file) => file.endsWith(".json") && ORDER.test(file))
    .map((file) => Number(ORDER.exec(file)?.[1]))
    .sort((a, b) => a - b);
}
