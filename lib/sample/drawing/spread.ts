/** Whole parts in proportion to the weights whose sum is exactly `total`: each is the step of the rounded running sum. */
export function spread(total: number, weights: readonly number[]): number[] {
  const whole = sum(weights);
  if (whole <= 0) {
    if (total !== 0) throw new Error("nothing to spread over");
    return weights.map(() => 0);
  }
  let running = 0;
  let given = 0;
  return weights.map((weight) => {
    running += weight;
    const upTo = Math.round(total * (running / whole));
    const part = upTo - given;
    given = upTo;
    return part;
  });
}

/** As `spread`, but nobody gets less than one. */
export function spreadFromOne(total: number, weights: readonly number[]): number[] {
  return spread(total - weights.length, weights).map((part) => part + 1);
}

export function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

/**
 * Whole numbers in the shape of `shape` whose rows and columns add up to exactly the given sums.
 * Rows and columns are scaled in turn until both agree, then the last units are handed out one by one.
 */
export function fitSums(
  shape: readonly (readonly number[])[],
  rows: readonly number[],
  columns: readonly number[],
) {
  let cells = shape.map((row) => [...row]);
  for (let round = 0; round < 400; round++) {
    cells = cells.map((row, i) => scaled(row, rows[i] ?? 0));
    const totals = columns.map((_, j) => sum(cells.map((row) => row[j] ?? 0)));
    cells = cells.map((row) => row.map((cell, j) => cell * ratio(columns[j] ?? 0, totals[j] ?? 0)));
  }
  return handOut(cells, rows, columns);
}

function handOut(cells: number[][], rows: readonly number[], columns: readonly number[]): number[][] {
  const whole = cells.map((row) => row.map((cell) => Math.floor(cell + 1e-6)));
  const short = columns.map((column, j) => column - sum(whole.map((row) => row[j] ?? 0)));
  // A row with few days has the least choice, so it chooses first.
  const order = cells.map((row, i) => ({ i, days: row.filter((cell) => cell > 0).length }));
  for (const { i } of order.sort((a, b) => a.days - b.days)) {
    const row = whole[i] ?? [];
    let missing = (rows[i] ?? 0) - sum(row);
    while (missing > 0) {
      const j = neediest(cells[i] ?? [], short);
      row[j] = (row[j] ?? 0) + 1;
      short[j] = (short[j] ?? 0) - 1;
      missing -= 1;
    }
  }
  return whole;
}

function neediest(row: number[], short: number[]): number {
  let best = -1;
  for (const [j, cell] of row.entries())
    if (cell > 0 && (best < 0 || (short[j] ?? 0) > (short[best] ?? 0))) best = j;
  return best;
}

function scaled(row: number[], total: number): number[] {
  const factor = ratio(total, sum(row));
  return row.map((cell) => cell * factor);
}

function ratio(wanted: number, found: number): number {
  return found > 0 ? wanted / found : 0;
}
