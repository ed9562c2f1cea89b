import type { Adapter, AdapterUser } from "@auth/core/adapters";
import { findUserByAccount } from "@/lib/auth/accounts";
import type { Ctx } from "@/lib/auth/context";
import { hashSecret } from "@/lib/auth/secrets";
import { readSession } from "@/lib/auth/session-reading";
import { signOut } from "@/lib/auth/sessions";
import type { User } from "@/lib/contract/wire";

declare module "@auth/core/adapters" {
  interface AdapterUser {
    wire: User;
  }
}

/**
 * What Auth.js sees of users and sessions. It reads and ends sessions through the core, so there is one reader and
 * one way out; whatever else it would write, the core writes.
 */
export function authAdapter(context: () => Promise<Ctx>): Adapter {
  const withToken = async (token: string): Promise<Ctx> => ({
    ...(await context()),
    tokenHash: hashSecret(token),
  });
  return {
    async getSessionAndUser(sessionToken) {
      const presented = await readSession(await withToken(sessionToken));
      if (presented.state !== "live") return null;
      const { user, session } = presented;
      const expires = new Date(session.expiresAt);
      return { user: toAdapterUser(user), session: { sessionToken, userId: user.id, expires } };
    },
    async deleteSession(sessionToken) {
      await signOut(await withToken(sessionToken));
    },
    async getUserByAccount({ provider, providerAccountId }) {
      const user = await findUserByAccount(await context(), { provider, subject: providerAccountId });
      return user && toAdapterUser(user);
    },
    // Auth.js asks that these exist, and calls none of them: see lib/server/auth-js.ts.
    createUser: refuse,
    getUser: refuse,
    getUserByEmail: refuse,
    updateUser: refuse,
    linkAccount: refuse,
    createSession: refuse,
    updateSession: refuse,
  };
}

function refuse(): never {
  throw new Error("Auth.js neither looks up nor writes this: the core does");
}

/** Auth.js knows no user without an address, and asks of a verification only whether it was. */
function toAdapterUser(user: User): AdapterUser {
  return {
    id: user.id,
    name: user.name,
    email: user.email ?? "",
    emailVerified: user.emailVerified ? new Date(user.updatedAt) : null,
    image: user.image,
    wire: user,
  };
}
