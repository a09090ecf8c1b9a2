import { createServer } from "node:net";
import { Refusal } from "./refusal.mjs";

/** Resolves with the port when it can be listened on, rejects with the system's error otherwise. */
export function tryPort(port, host = "127.0.0.1") {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen({ port, host, exclusive: true }, () => {
      const taken = server.address().port;
      server.close(() => resolve(taken));
    });
  });
}

/** The preferred port when it is free, else any free one. */
export async function freePort(preferred = 0) {
  if (preferred > 0) {
    try {
      return await tryPort(preferred);
    } catch {
      // taken meanwhile: any other serves
    }
  }
  return tryPort(0);
}

/** Reads PORT; 0 means any free port. */
export function readPort(text) {
  if (text === undefined || text === "") return 3000;
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new Refusal(`PORT is "${text}", but a port is a whole number from 0 to 65535.`);
  }
  return port;
}

/** Refuses at once when the port is taken, instead of letting an old app answer in our name. */
export async function claimPort(port, host) {
  try {
    return await tryPort(port, host);
  } catch (error) {
    throw portRefusal(error, port, host);
  }
}

export function portRefusal(error, port, host) {
  if (error.code === "EADDRINUSE") {
    return new Refusal(
      `Port ${port} is already in use. Stop the program that uses it, or choose another: PORT=${port < 65_000 ? port + 1 : 3000} npm start`,
    );
  }
  if (error.code === "EACCES")
    return new Refusal(`Port ${port} needs more rights than we have. Choose one above 1023 with PORT.`);
  if (error.code === "EADDRNOTAVAIL" || error.code === "ENOTFOUND") {
    return new Refusal(`HOST is "${host}", which is not an address of this machine.`);
  }
  return error;
}
