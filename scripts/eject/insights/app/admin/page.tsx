import { redirect } from "next/navigation";
import { requireAdmin } from "@/lib/server/require-user";

/** The admin area begins with its users. */
export default async function AdminPage() {
  await requireAdmin();
  redirect("/admin/users");
}
