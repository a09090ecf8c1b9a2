import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { controlRoutes } from "./control/routes";
import { listenAs } from "./http/listener";
import { listenPlainly } from "./http/plain";
import { openSandbox, type Sandbox, type SandboxOptions } from "./sandbox";

export type Urls = { openai: string; anthropic: string; control: string };

export type RunningSandbox = {
  /** Base URLs as the vendors' SDKs want them. */
  urls: Urls;
  /** The same controls as the control server's, without the way over HTTP. */
  control: Sandbox;
  stop(): Promise<void>;
};

// Longer than any client keeps an idle connection: one that we close first looks like a fault nobody switched on.
const patience = 120_000;

/** Starts all simulators on loopback: on free ports, or on three in a row from `portBase`. */
export async function startSandbox(
  options: SandboxOptions & { portBase?: number } = {},
): Promise<RunningSandbox> {
  const control = await openSandbox(options);
  const { world, plays, traffic } = control;
  const port = (place: number) => (options.portBase === undefined ? 0 : options.portBase + place);
  const servers: Server[] = [];
  const serve = async (listener: RequestListener, place: number) => {
    const server = createServer({ requestTimeout: 0, keepAliveTimeout: patience }, listener);
    servers.push(server);
    return listen(server, port(place));
  };
  const openai = await serve(listenAs({ world, traffic, ...plays.openai }), 0);
  const anthropic = await serve(listenAs({ world, traffic, ...plays.anthropic }), 1);
  const controlUrl = await serve(listenPlainly(controlRoutes(control)), 2);
  return {
    urls: { openai: `${openai}/v1`, anthropic, control: controlUrl },
    control,
    async stop() {
      await Promise.all(servers.map(close));
      await control.close();
    },
  };
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
