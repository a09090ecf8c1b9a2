"use server";
import { z } from "zod";
import { action } from "@/app/_server/action";
import { changeConnection } from "@/lib/stages/connections/change-connection";
import { changeLimits } from "@/lib/stages/connections/change-limits";
import { createConnection } from "@/lib/stages/connections/create-connection";
import { readConnection } from "@/lib/stages/connections/list-connections";
import { ConnectionId, CreateConnection } from "@/lib/stages/connections/model/connection";
import { ChangeForm, ChangeLimits } from "@/lib/stages/connections/model/form";
import { removeConnection } from "@/lib/stages/connections/remove-connection";
import { testConnection, testConnections } from "@/lib/stages/connections/test-connection";

const refresh = "/settings";
const listed = () => "/settings?show=providers";
const secret = ["credentials"];

/** Tested at once, so that the row already says what it can do. */
export const connectAction = action(
  CreateConnection,
  async (ctx, input) => {
    const { id } = await createConnection(ctx, input);
    await testConnection(ctx, { id });
    return { id };
  },
  { refresh, next: listed, secret },
);

/** Tested again when it is reached in another way than before. */
export const changeConnectionAction = action(
  ChangeForm,
  async (ctx, input) => {
    const { id } = await changeConnection(ctx, input);
    const { test } = await readConnection(ctx, id);
    if (!test) await testConnection(ctx, { id });
    return { id };
  },
  { refresh, secret },
);

export const changeLimitsAction = action(ChangeLimits, changeLimits, { refresh });
export const removeConnectionAction = action(ConnectionId, removeConnection, { refresh, next: listed });
export const testAllAction = action(z.object({}), testConnections, { refresh });

export const testConnectionAction = action(
  ConnectionId,
  async (ctx, input) => {
    const { id } = await testConnection(ctx, input);
    return { id };
  },
  { refresh },
);
