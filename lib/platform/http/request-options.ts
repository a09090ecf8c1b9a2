/**
 * For every call to a provider. Redirects are not followed: a key and a prompt go to the connection's own address and
 * nowhere else. It also keeps fetch from holding a copy of the body in case it has to be sent again, which would be all
 * of a 200 MB upload (measured on Node 20, 22 and 24: 45 MB instead of 215 MB, and no more for 1 GB).
 */
export const STRICT_FETCH = { redirect: "error" } as const;

const PATIENCE_MS = 30 * 60_000;
const GLOBAL_DISPATCHER = Symbol.for("undici.globalDispatcher.1");

let patient: unknown;

/**
 * The same for calls whose answer takes its time. Node's fetch gives up after five minutes without headers, whatever
 * the caller's own limit; only a dispatcher can say otherwise, and its class is reached through the global one.
 */
export function patientFetch(): Record<string, unknown> {
  patient ??= createPatientDispatcher();
  return patient === null ? { ...STRICT_FETCH } : { ...STRICT_FETCH, dispatcher: patient };
}

function createPatientDispatcher(): unknown {
  const shared: unknown = Reflect.get(globalThis, GLOBAL_DISPATCHER);
  const Dispatcher = typeof shared === "object" && shared !== null ? shared.constructor : null;
  if (typeof Dispatcher !== "function" || Dispatcher.name !== "Agent") return null;
  return Reflect.construct(Dispatcher, [{ headersTimeout: PATIENCE_MS, bodyTimeout: PATIENCE_MS }]);
}
