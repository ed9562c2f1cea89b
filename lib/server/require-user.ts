import "server-only";
import { notFound, redirect } from "next/navigation";
import type { SignedIn } from "@/lib/contract/wire";
import { getCurrent } from "./session";

/** For a page that is for members: a visitor goes to sign in, a guest to create the account. Throws where the database cannot tell. */
export async function requireFullUser(): Promise<SignedIn> {
  const current = await getCurrent();
  if (current === null) redirect("/sign-in");
  if (current.user.isAnonymous) redirect("/sign-up");
  return current;
}

/** For an owner's page: to anybody else who is signed in there is no such page. */
export async function requireAdmin(): Promise<SignedIn> {
  const current = await requireFullUser();
  if (current.user.role !== "admin") notFound();
  return current;
}
