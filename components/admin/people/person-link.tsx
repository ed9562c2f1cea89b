import Link from "next/link";
import { link } from "@/components/ui/button";

/** A user by name, with a link to their page; anything else by its id. */
export function PersonLink({ id, names }: { id: string; names: Record<string, string> }) {
  const name = names[id];
  if (name === undefined) return <bdi className="font-mono text-sm">{id}</bdi>;
  return (
    <Link href={`/admin/users/${id}`} className={`${link} wrap-anywhere`}>
      <bdi>{name}</bdi>
    </Link>
  );
}
