import "server-only";
import { redirect } from "next/navigation";
import { withNext } from "@/lib/api/safe-path";
import type { SignedIn } from "@/lib/api/shapes";
import { byUser } from "@/lib/auth/core/audit";
import type { AdminContext } from "@/lib/auth/core/context";
import { missingPage, requestedPath } from "@/lib/server/request/requested-path";
import { adminContext } from "./admin-context";
import { getCurrent } from "./session";

/**
 * Returns the registered user of this page's request. A visitor is sent to sign in and a guest to create an account, and each comes back.
 * Throws when the database is unavailable.
 */
export async function requireFullAccount(): Promise<SignedIn> {
  const current = await getCurrent();
  if (current === null) redirect(withNext("/sign-in", await requestedPath()));
  if (current.user.isAnonymous) redirect(withNext("/sign-up", await requestedPath()));
  return current;
}

/** Returns the admin of this page's request. For everyone else who is signed in the page does not exist. */
export async function requireAdmin(): Promise<SignedIn> {
  const current = await requireFullAccount();
  if (current.user.role !== "admin") return missingPage();
  return current;
}

/** Returns what services of the admin area need, with the current admin as the actor. */
export async function requireAdminContext(): Promise<AdminContext> {
  const { user } = await requireAdmin();
  return adminContext(byUser(user.id));
}
