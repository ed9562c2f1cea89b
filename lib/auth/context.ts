import type { Db } from "@/db/client";
import type { SocialProvider } from "../contract/social";
import type { Config } from "../contract/wire";
import type { Hooks } from "./hooks";
import type { DeriveSecret } from "./secrets";
import type { Visit } from "./visits";

/** All that a verb knows of the world. Who acts comes from here, never from input. */
export type Ctx = {
  db: Db;
  clock: () => Date;
  arrivedAt: Date;
  /** SHA-256 of the session secret that the request brought, or null where it brought none. */
  tokenHash: string | null;
  /** What makes this request the same as an earlier one: its `Idempotency-Key`, or null. */
  requestKey: string | null;
  userAgent: string | null;
  config: Config;
  /** Canonical addresses whose verified owners are admins. */
  adminEmails: readonly string[];
  /** This site as passkeys know it (WebAuthn Level 3, 5.4.2): `id` is its host, `origin` where its pages are. */
  relyingParty: { id: string; name: string; origin: string };
  /** SHA-256 of a secret in a cookie of its own, by which a browser without a session is known again; else null. */
  browserHash: string | null;
  /** From the id of a token, the secret in its link, and the six digits beside it. */
  mailSecret: DeriveSecret;
  mailCode: DeriveSecret;
  /** Marks of where this request comes from, or null where its address cannot be told. */
  visit: () => Visit | null;
  /** From a request's key, the secret of the session that it makes. */
  sessionSecret: DeriveSecret;
  /** The product's own code, called in the transaction of a change. */
  hooks: Hooks;
  /** Whether the owner's own server is told of what becomes of users: see lib/auth/announcements.ts. */
  announces: boolean;
};

/** The world of the owner's side: nobody's session, and an actor by whose name the trail is kept. */
export type KeeperCtx = {
  db: Db;
  clock: () => Date;
  /** `key_…`, `root key`, `cron`, `command line`, or the id of an admin. */
  actor: string;
  /** The providers that have credentials. */
  providers: readonly SocialProvider[];
  hooks: Hooks;
  announces: boolean;
};
