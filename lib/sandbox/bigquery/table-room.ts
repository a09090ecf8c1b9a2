import { rmSync } from "node:fs";
import type { Collection } from "@/lib/sandbox/platform/collection";
import type { World } from "@/lib/sandbox/platform/world";
import type { Field } from "./fields";
import { openRowWriter, type Row, readRows, type StoredRow } from "./rows";

export type TableName = { project: string; dataset: string; table: string };

export type TableRecord = TableName & {
  /** `project.dataset.table` */
  id: string;
  fields: Field[];
  file: string;
  bytes: number;
  rows: number;
  createdAt: number;
  changedAt: number;
};

/** Tables: rows on disk, what is known of them in the journal. */
export type TableRoom = {
  find(name: TableName): TableRecord | undefined;
  within(project: string, dataset: string): TableRecord[];
  create(name: TableName, fields: Field[]): Promise<TableRecord>;
  /** Keeps the rows all together or, when reading them throws, none. */
  append(table: TableRecord, rows: Iterable<Row> | AsyncIterable<Row>): Promise<number>;
  empty(table: TableRecord): Promise<void>;
  read(table: TableRecord, start?: number): AsyncGenerator<StoredRow>;
  remove(table: TableRecord): Promise<void>;
  all(): Iterable<TableRecord>;
};

export const tableId = ({ project, dataset, table }: TableName) => `${project}.${dataset}.${table}`;

/** `bq://project.dataset.table`, or without the table. */
export function readTableUri(uri: string): { project: string; dataset: string; table: string | null } | null {
  const match = /^bq:\/\/([^.]+)\.([A-Za-z0-9_]+)(?:\.([^.]+))?$/.exec(uri);
  if (!match) return null;
  return { project: match[1] ?? "", dataset: match[2] ?? "", table: match[3] ?? null };
}

export function createTableRoom(world: World): TableRoom {
  const tables: Collection<TableRecord> = world.collection("bigquery-tables");
  const pathOf = (table: TableRecord) => world.path("files", table.file);

  return {
    find: (name) => tables.get(tableId(name)),
    all: () => tables.all(),
    within(project, dataset) {
      const found = [...tables.all()].filter((one) => one.project === project && one.dataset === dataset);
      return found.sort((a, b) => (a.table < b.table ? -1 : 1));
    },
    async create(name, fields) {
      const now = world.clock.now();
      const table = {
        ...name,
        id: tableId(name),
        fields,
        file: world.nextId("table-"),
        bytes: 0,
        rows: 0,
        createdAt: now,
        changedAt: now,
      };
      await tables.put(table);
      return table;
    },
    async append(table, rows) {
      const writer = openRowWriter(pathOf(table), table.bytes);
      let written: ReturnType<typeof writer.close> | null = null;
      try {
        for await (const row of rows) writer.add(row);
      } finally {
        written = writer.close();
      }
      table.bytes = written.bytes;
      table.rows += written.rows;
      table.changedAt = world.clock.now();
      await tables.put(table);
      return written.rows;
    },
    async empty(table) {
      table.bytes = 0;
      table.rows = 0;
      await tables.put(table);
    },
    read: (table, start = 0) => readRows(pathOf(table), start, table.bytes),
    async remove(table) {
      await tables.remove(table.id);
      rmSync(pathOf(table), { force: true });
    },
  };
}
