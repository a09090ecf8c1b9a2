import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { providers } from "@/lib/adapters/providers/index";
import type { Role } from "@/lib/core/access";
import type { Catalogue } from "@/lib/core/catalogue";
import type { FormatRegistry } from "@/lib/core/format";
import type { ProviderRegistry } from "@/lib/core/provider";
import type { Context } from "@/lib/platform/context";
import { openDatabase } from "@/lib/platform/db";
import type { Installation } from "@/lib/platform/env";
import { openFileStore } from "@/lib/platform/files";
import { openPost, type Post } from "@/lib/platform/outside/post";
import { type Job, openQueue, type Queue } from "@/lib/platform/queue";
import { openSeal } from "@/lib/platform/seal";
import { testDatabase } from "./database";

type Sent = { name: string; payload: object };

export type TestContext = Context & {
  /** Of its database, for what opens one by itself. */
  url: string;
  /** The same organisation and database, seen by another role or person. */
  as(role: Role, email?: string): TestContext;
  /** Another organisation in the same database. */
  elsewhere(): Promise<TestContext>;
  /** Jobs that were enqueued since the last call; tests run their verbs themselves. */
  sent(): Sent[];
  close(): Promise<void>;
};

type Options = {
  role?: Role;
  email?: string;
  formats?: FormatRegistry;
  catalogue?: Catalogue;
  now?: () => Date;
  /** The real ones unless told. */
  providers?: ProviderRegistry;
  /** In the sandbox, checking every 20 ms, unless told. */
  installation?: Partial<Installation>;
  /** No mail server unless told. */
  post?: Partial<Post>;
};

const nothing: Catalogue = {
  version: "none",
  normalise: (provider, model) => ({ provider: provider ?? "unknown", model }),
  ratesAt: () => null,
};

/** A real Postgres of its own, a real file store, a fixed clock (2025-12-02T16:42Z unless told). Close it when done. */
export async function testContext(options: Options = {}): Promise<TestContext> {
  const { url, drop } = await testDatabase();
  const database = openDatabase(url, 4);
  const folder = await mkdtemp(path.join(os.tmpdir(), "offpeak-test-"));
  const queue = await openQueue(url);
  const sent: Sent[] = [];
  const recording: Queue = {
    ...queue,
    async enqueue<T extends object>(...[db, job, payload, settings]: Parameters<typeof queue.enqueue<T>>) {
      sent.push({ name: (job as Job<T>).name, payload });
      await queue.enqueue(db, job, payload, settings);
    },
  };
  let organisations = 0;
  const build = async (): Promise<TestContext> => {
    organisations += 1;
    const slug = organisations === 1 ? "default" : `org-${organisations}`;
    const organisation = await database.db.organisation.upsert({
      where: { slug },
      create: { slug, name: `Organisation ${organisations}` },
      update: {},
    });
    const base: Context = {
      actor: actorOf(options.role ?? "admin", options.email),
      organisation: { id: organisation.id, slug, name: organisation.name, isSample: organisation.isSample },
      db: database.db,
      pool: database.pool,
      now: options.now ?? (() => new Date("2025-12-02T16:42:00Z")),
      formats: options.formats ?? { list: () => [], get: () => null, refusal: () => null },
      catalogue: options.catalogue ?? nothing,
      providers: options.providers ?? providers,
      installation: { sandbox: true, pollSeconds: 0.02, ...options.installation },
      files: openFileStore(path.join(folder, "files")),
      queue: recording,
      seal: openSeal("a secret for tests alone"),
      post: {
        ...openPost({
          address: "http://offpeak.test",
          smtpUrl: undefined,
          from: "Offpeak <offpeak@example.com>",
        }),
        ...options.post,
      },
    };
    return extend(base);
  };
  const extend = (base: Context): TestContext => ({
    ...base,
    url,
    as: (role, email) => extend({ ...base, actor: actorOf(role, email) }),
    elsewhere: build,
    sent: () => sent.splice(0),
    async close() {
      await queue.stop();
      await database.close();
      await drop();
      await rm(folder, { recursive: true, force: true });
    },
  });
  return build();
}

function actorOf(role: Role, email = `${role}@example.com`): Context["actor"] {
  return { kind: "user", id: `user-${role}`, name: role, email, role };
}
