import "server-only";
import { notFound, redirect } from "next/navigation";
import type { KeeperCtx } from "@/lib/auth/context";
import { withNext } from "@/lib/contract/safe-path";
import type { SignedIn } from "@/lib/contract/wire";
import { keeperContext } from "./keeper";
import { requestedPath } from "./requested-path";
import { getCurrent } from "./session";

/**
 * For a page that is for members: a visitor goes to sign in and a guest to create the account, and each comes back.
 * Throws where the database cannot tell.
 */
export async function requireFullUser(): Promise<SignedIn> {
  const current = await getCurrent();
  if (current === null) redirect(withNext("/sign-in", await requestedPath()));
  if (current.user.isAnonymous) redirect(withNext("/sign-up", await requestedPath()));
  return current;
}

/** For an owner's page: to anybody else who is signed in there is no such page. */
export async function requireAdmin(): Promise<SignedIn> {
  const current = await requireFullUser();
  if (current.user.role !== "admin") notFound();
  return current;
}

/** What an owner's page may ask, by the name of the admin who opens it. */
export async function requireKeeper(): Promise<KeeperCtx> {
  const { user } = await requireAdmin();
  return keeperContext(user.id);
}
