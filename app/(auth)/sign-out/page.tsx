import type { Metadata } from "next";
import { currentWork } from "@/app/current-work";
import { SignOut } from "@/components/sign-out";
import { signOutForm } from "../actions";

export const metadata: Metadata = { title: "Sign out" };

export default async function SignOutPage() {
  return <SignOut signOut={signOutForm} work={await currentWork()} />;
}
