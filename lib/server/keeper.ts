import type { KeeperCtx } from "@/lib/auth/context";
import { hooks } from "../hooks";
import { availableProviders } from "./credentials";
import { database } from "./db";
import { env } from "./env";

/** The owner's side of this process; `actor` is the name in the trail. */
export async function keeperContext(actor: string): Promise<KeeperCtx> {
  return {
    db: await database(),
    clock: () => new Date(),
    actor,
    providers: availableProviders(),
    hooks,
    announces: env().webhook !== null,
  };
}
