import { AppError } from "@/lib/core/errors";

/** A name is taken while its connection stands: the table refuses a second, also of two that come at once. */
export async function refusingTakenName<T>(name: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if ((error as { code?: unknown } | null)?.code !== "P2002") throw error;
    const message = `A connection named “${name}” is already here for this provider. Use another name.`;
    throw new AppError("conflict", message, { fields: { name: message } });
  }
}
