import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { controlRoutes } from "./control/routes";
import { createServerForBoth } from "./http/both-versions";
import { listenAs } from "./http/listener";
import { listenPlainly } from "./http/plain";
import { type ServerName, serverNames } from "./platform/providers";
import { openSandbox, type Sandbox, type SandboxOptions } from "./sandbox";

type Server = ReturnType<typeof createServer | typeof createServerForBoth>;

export type Urls = Record<ServerName, string>;

export type RunningSandbox = {
  /** Base URLs as the vendors' SDKs want them. */
  urls: Urls;
  /** The same controls as the control server's, without the way over HTTP. */
  control: Sandbox;
  stop(): Promise<void>;
};

// Longer than any client keeps an idle connection: one that we close first looks like a fault nobody switched on.
const patience = 120_000;

/** Starts all simulators on loopback: on free ports, or on as many in a row from `portBase` as there are servers. */
export async function startSandbox(
  options: SandboxOptions & { portBase?: number } = {},
): Promise<RunningSandbox> {
  const control = await openSandbox(options);
  const running: Server[] = [];
  const urls: Partial<Urls> = {};
  for (const [place, name] of serverNames.entries()) {
    const { listener, base, speaksHttp2 } = answering(control, name);
    const create = speaksHttp2 ? createServerForBoth : createServer;
    const server = create({ requestTimeout: 0, keepAliveTimeout: patience }, listener);
    running.push(server);
    urls[name] = (await listen(server, options.portBase === undefined ? 0 : options.portBase + place)) + base;
  }
  return {
    urls: whole(urls),
    control,
    async stop() {
      await Promise.all(running.map(close));
      await control.close();
    },
  };
}

type Answering = { listener: RequestListener; base: string; speaksHttp2: boolean };

/** Who answers at the server of that name, and what follows the origin in its base URL. */
function answering(control: Sandbox, name: ServerName): Answering {
  if (name === "control")
    return { listener: listenPlainly(controlRoutes(control)), base: "", speaksHttp2: false };
  const { world, traffic, plays } = control;
  const played = plays.flatMap((play) => play.servers).find((server) => server.name === name);
  if (!played) throw new Error(`nobody plays the server '${name}'`);
  const { base = "", speaksHttp2 = false } = played;
  return { listener: listenAs({ world, traffic, ...played }), base, speaksHttp2 };
}

/** Every server was started, so every name has its URL. */
function whole(urls: Partial<Urls>): Urls {
  return urls as Urls;
}

function listen(server: Server, port: number): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () =>
      resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`),
    );
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
