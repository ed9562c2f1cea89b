import Link from "next/link";
import { button } from "../ui/button";

/** Links to the next and the first page of a list. `query` is what the list was asked for. */
export function Pager({
  path,
  query,
  after,
  isFirst,
}: {
  path: string;
  query: Record<string, string>;
  after: string | null;
  isFirst: boolean;
}) {
  if (isFirst && after === null) return null;
  const asked = Object.entries(query).filter(([, value]) => value !== "");
  const at = (more: [string, string][]) => {
    const search = new URLSearchParams([...asked, ...more]);
    return search.size === 0 ? path : `${path}?${search}`;
  };
  return (
    <nav aria-label="Pages" className="flex flex-wrap gap-3">
      {!isFirst && (
        <Link href={at([])} className={button.secondary}>
          First page
        </Link>
      )}
      {after !== null && (
        <Link href={at([["after", after]])} className={button.secondary}>
          Next page
        </Link>
      )}
    </nav>
  );
}
