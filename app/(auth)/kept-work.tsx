import { inWords, type Work } from "@/components/work-text";

/** What becoming a member keeps; nothing for somebody who has made nothing yet. */
export function KeptWork({ work }: { work: Work }) {
  const words = inWords(work);
  if (words === null) return null;
  return (
    <p>
      As a guest you made <strong className="font-semibold">{words}</strong>. All of it stays where it is, and
      with an account you get back to it from anywhere.
    </p>
  );
}
