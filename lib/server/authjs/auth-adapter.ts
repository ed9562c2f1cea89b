import type { Adapter } from "@auth/core/adapters";
import { DrizzleAdapter } from "@auth/drizzle-adapter";
import { pgTable, text } from "drizzle-orm/pg-core";
import { time } from "@/db/columns";
import { accounts } from "@/db/schema";
import type { User } from "@/lib/api/shapes";
import type { Context } from "@/lib/auth/core/context";
import { hashSecret } from "@/lib/auth/core/secrets";
import { readSession, signOut } from "@/lib/auth/session/session";

declare module "@auth/core/adapters" {
  interface AdapterUser {
    /** The user as the wire has it, where it was read with its session. */
    own?: User;
  }
}

/** The table of users under the names that the base has for its columns; migrations know it from db/schema alone. */
const usersTable = pgTable("users", {
  id: text("id").primaryKey(),
  name: text("name"),
  email: text("email"),
  emailVerified: time("email_verified_at"),
  image: text("image"),
});

/**
 * The adapter of Auth.js: @auth/drizzle-adapter reads users and accounts. What it would do otherwise than this project wants is
 * overridden, each with its reason, and an update of the library is to be read against them.
 */
export function authAdapter(context: () => Promise<Context>): Adapter {
  // Asked for by a method that needs it: Auth.js also answers where the database is away.
  const base = async () => DrizzleAdapter((await context()).db, { usersTable, accountsTable: accounts });
  const withToken = async (token: string): Promise<Context> => ({
    ...(await context()),
    tokenHash: hashSecret(token),
  });
  return {
    getUser: async (id) => (await (await base()).getUser?.(id)) ?? null,
    getUserByAccount: async (account) => (await (await base()).getUserByAccount?.(account)) ?? null,

    // Overridden: only the hash of a session's secret is stored, and a session ends by its own rules.
    async getSessionAndUser(sessionToken) {
      const lookup = await readSession(await withToken(sessionToken));
      if (lookup.state !== "live") return null;
      const { user, session } = lookup;
      return {
        user: {
          id: user.id,
          name: user.name,
          // Auth.js's type knows no user without an email.
          email: user.email ?? "",
          emailVerified: user.emailVerified ? user.updatedAt : null,
          image: user.image,
          own: user,
        },
        session: { sessionToken, userId: user.id, expires: session.expiresAt },
      };
    },
    // Overridden: a sign-out is an audit event, too.
    async deleteSession(sessionToken) {
      await signOut(await withToken(sessionToken));
    },

    // Overridden: an email matches nobody, because a claim that nobody has proven is stored as well.
    getUserByEmail: refuse,
    // Overridden: the core is the one writer of users; a guest becomes a registered user in place, in one transaction with its events.
    createUser: refuse,
    updateUser: refuse,
    // Overridden: the core is the one writer of accounts, too, and the base would store the provider's tokens in clear.
    linkAccount: refuse,
    // Overridden: the core opens, renews and slides sessions; the base would store their secrets in clear.
    createSession: refuse,
    updateSession: refuse,
  };
}

function refuse(): never {
  throw new Error("Auth.js neither looks up nor writes this: the core does");
}
