import type { Metadata } from "next";
import { headers } from "next/headers";
import { Moment } from "@/components/ui/local-time";
import { keptMails } from "@/lib/server/mail/mail";
import { missingPage } from "@/lib/server/request/requested-path";

export const metadata: Metadata = { title: "Mailbox", robots: { index: false }, referrer: "no-referrer" };

/** The emails that are kept because no mail server is configured. */
export default async function MailboxPage() {
  const mails = await keptMails(await headers());
  if (mails === null) return missingPage();
  return (
    <main id="content" tabIndex={-1} className="column grid gap-5 pt-10">
      <h1 className="text-3xl">Mailbox</h1>
      <p className="max-w-prose text-muted">
        No mail server is configured, so emails are kept here instead of being sent.
      </p>
      {mails.length === 0 && <p>No emails yet.</p>}
      <ol className="grid gap-4">
        {mails.map((mail) => (
          <li key={mail.id} className="sheet p-5">
            <article>
              <h2 className="text-xl">{mail.subject}</h2>
              <p className="mb-3 text-muted text-sm">
                To <bdi>{mail.to}</bdi>, <Moment at={mail.createdAt} />
              </p>
              <p className="whitespace-pre-wrap">{linked(mail.text)}</p>
            </article>
          </li>
        ))}
      </ol>
    </main>
  );
}

function linked(text: string) {
  return text.split(/(https?:\/\/\S+)/).map((part) =>
    part.startsWith("http") ? (
      <a key={part} href={part} className="text-accent underline">
        {part}
      </a>
    ) : (
      part
    ),
  );
}
