import type { Metadata } from "next";
import { SignOut } from "@/components/sign-out";
import { signOutForm } from "../actions";

export const metadata: Metadata = { title: "Sign out" };

export default function SignOutPage() {
  return <SignOut signOut={signOutForm} />;
}
