import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { PersonDeletion } from "@/components/admin/person-deletion";
import { getPerson } from "@/lib/auth/person";
import { requireKeeper } from "@/lib/server/require-user";
import { removePerson } from "../../actions";

export const metadata: Metadata = { title: "Delete an account" };

/** Opening this page changes nothing. Its button does. */
export default async function DeletePersonPage({ params }: { params: Promise<{ id: string }> }) {
  const person = await getPerson(await requireKeeper(), await params);
  if (!person.ok) notFound();
  return <PersonDeletion person={person.data} remove={removePerson} />;
}
