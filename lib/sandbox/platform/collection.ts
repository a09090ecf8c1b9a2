import type { Journal } from "./journal";

/** Records of one kind, in memory, every change in the journal. */
export type Collection<T> = {
  get(id: string): T | undefined;
  /** Seen at once; the promise is kept when it would survive a crash. */
  put(value: T): Promise<void>;
  remove(id: string): Promise<void>;
  /** Oldest first. */
  all(): IterableIterator<T>;
  newestFirst(options: {
    after: string | null;
    before?: string | null;
    limit: number;
    where: (value: T) => boolean;
  }): {
    rows: T[];
    more: boolean;
  };
  readonly size: number;
};

type Wanted<T> = { limit: number; where: (value: T) => boolean };
type State = Map<string, Map<string, unknown>>;

export function createCollection<T extends { id: string }>(
  name: string,
  journal: Journal,
  saved: State,
): Collection<T> {
  // The journal holds only what put() wrote under this name.
  const records = new Map((saved.get(name) ?? new Map()) as Map<string, T>);
  const order = [...records.keys()];
  const places = new Map(order.map((id, place) => [id, place]));

  function page(from: number, step: 1 | -1, { limit, where }: Wanted<T>) {
    const rows: T[] = [];
    for (let place = from; place >= 0 && place < order.length; place += step) {
      const value = records.get(order[place] ?? "");
      if (!value || !where(value)) continue;
      if (rows.length === limit) return { rows, more: true };
      rows.push(value);
    }
    return { rows, more: false };
  }

  return {
    get: (id) => records.get(id),
    all: () => records.values(),
    get size() {
      return records.size;
    },
    put(value) {
      if (!places.has(value.id)) {
        places.set(value.id, order.length);
        order.push(value.id);
      }
      records.set(value.id, value);
      return journal.append({ in: name, id: value.id, value });
    },
    remove(id) {
      records.delete(id);
      return journal.append({ in: name, id });
    },
    newestFirst({ after, before, limit, where }) {
      if (before) {
        const found = page((places.get(before) ?? order.length) + 1, 1, { limit, where });
        return { rows: found.rows.reverse(), more: found.more };
      }
      return page(after === null ? order.length - 1 : (places.get(after) ?? 0) - 1, -1, { limit, where });
    },
  };
}
