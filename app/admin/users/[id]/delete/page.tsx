import type { Metadata } from "next";
import { removePerson } from "@/app/admin/actions";
import { PersonDeletion } from "@/components/admin/people/person-deletion";
import { getPerson } from "@/lib/auth/admin/people";
import { missingPage } from "@/lib/server/request/requested-path";
import { requireAdminContext } from "@/lib/server/require-user";

export const metadata: Metadata = { title: "Delete an account" };

/** Opening this page changes nothing. Its button does. */
export default async function DeletePersonPage({ params }: { params: Promise<{ id: string }> }) {
  const person = await getPerson(await requireAdminContext(), await params);
  if (!person.ok) return missingPage();
  return <PersonDeletion person={person.data} remove={removePerson} />;
}
