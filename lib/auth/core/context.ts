import type { Db } from "@/db/client";
import type { Config } from "@/lib/api/admin/admin-shapes";
import type { Asked } from "@/lib/api/safe-path";
import type { SocialProvider } from "@/lib/api/social";
import type { Actor } from "./audit";
import type { Hooks } from "./hooks";
import type { DeriveSecret, Secret, Visit } from "./secrets";

/** What a service knows of the request it serves. Who asks comes from here, never from the input. */
export type Context = {
  db: Db;
  clock: () => Date;
  /** SHA-256 of the session secret that the request brought, or null where it brought none. */
  tokenHash: string | null;
  /** The secret for a session that this request opens or renews: always the same one where the request has an Idempotency-Key. */
  newSecret: () => Secret;
  /** That key, for a form that makes its visitor a guest first; null for none. */
  idempotencyKey: string | null;
  userAgent: string | null;
  /** Roughly where the request comes from, in words; null where nobody says. */
  place: string | null;
  config: Config;
  /** Canonical addresses whose verified owners become admins. */
  adminEmails: readonly string[];
  // eject-start: passkeys
  /** This site as passkeys know it (WebAuthn Level 3, 5.4.2): `id` is its host, `origin` where its pages are. */
  relyingParty: { id: string; name: string; origin: string };
  // eject-end: passkeys
  /** Returns the path of this site that an address leads to, `otherwise` where none is given, "/" for another site's. */
  askedPath: (asked: Asked, otherwise?: string) => string;
  /** SHA-256 of a secret in a cookie that recognises a browser without a session; null for none. */
  browserHash: string | null;
  /** Whether the email that this request asks for counts under a limit of its browser's own, and not under that of the address. */
  isOwnMail: boolean;
  /** From the id of a token, the secret in its link, and the six digits beside it. */
  mailSecret: DeriveSecret;
  mailCode: DeriveSecret;
  /** Marks of where this request comes from, or null where its address cannot be told. */
  visit: () => Visit | null;
  /** The product's own code, called in the transaction of a change. */
  hooks: Hooks;
};

/** Providers by id, and whether each has credentials. */
export type Providers = Readonly<Partial<Record<SocialProvider, boolean>>>;

/** What a service of the admin knows: no session, and the actor whom the audit events name. */
export type AdminContext = {
  db: Db;
  clock: () => Date;
  actor: Actor;
  /** Every provider that there is, and whether it has credentials. */
  providers: Providers;
  hooks: Hooks;
};

/** The same for what sends an email on a page's behalf. */
export type AdminMailContext = AdminContext & Pick<Context, "config" | "mailSecret" | "isOwnMail">;
