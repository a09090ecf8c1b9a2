import { createConnection } from "@/lib/stages/connections/create-connection";
import { CreateConnection } from "@/lib/stages/connections/model/connection";
import { acmeRegistry, startAcme } from "./connections";
import { type TestContext, testContext } from "./context";

export const KEY = "ac-live-9f8e7d6c5b4a39281706c91f";
export const ADMIN_KEY = "ac-admin-0a1b2c3d4e5f60718293a7Qe";

/** A context that knows Acme, Acme's server, and an order for a connection to it. */
export async function openConnections() {
  const acme = await startAcme();
  const ctx = await testContext({ providers: acmeRegistry });
  let names = 0;
  const order = (change: object = {}) =>
    CreateConnection.parse({
      provider: "acme",
      name: `Project ${++names}`,
      credentials: { apiKey: KEY },
      settings: { baseUrl: acme.baseUrl },
      ...change,
    });
  return {
    acme,
    ctx,
    order,
    make: async (change: object = {}, who: TestContext = ctx) =>
      (await createConnection(who, order(change))).id,
    /** The server says yes again, and nobody has come. */
    calm() {
      acme.answer = () => ({ status: 200, text: "" });
      acme.keys.length = 0;
    },
    async close() {
      await acme.stop();
      await ctx.close();
    },
  };
}

/** The same installation without OFFPEAK_SANDBOX. */
export const outside = (ctx: TestContext): TestContext => ({
  ...ctx,
  installation: { sandbox: false, pollSeconds: null },
});
