import type { Db } from "@/db/client";
import type { Config } from "../contract/wire";
import type { DeriveSecret } from "./secrets";

/** All that a verb knows of the world. Who acts comes from here, never from input. */
export type Ctx = {
  db: Db;
  clock: () => Date;
  arrivedAt: Date;
  /** SHA-256 of the session secret that the request brought, or null where it brought none. */
  tokenHash: string | null;
  userAgent: string | null;
  config: Config;
  mailSecret: DeriveSecret;
};
