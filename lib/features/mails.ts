import { writeCardMail } from "@/app/(demo)/_lib/card/card-mail"; // eject: demo
import type { Db } from "@/db/client";

/** What an email of the product says. Its link's secret is in `token=`. */
export type ProductMail = {
  subject: string;
  before: string;
  link: { href: string; label: string };
  after: string;
};

/** Writes an email from what is in the database when it is sent, by the id of what it is about. Null where that is not there (anymore). */
type MailWriter = (db: Db, aboutId: string) => Promise<ProductMail | null>;

/** One line for each kind of email that the product sends: the first that knows the id writes it. */
const writers: readonly MailWriter[] = [
  writeCardMail, // eject: demo
];

/** Returns what an email of the product says, or null where there is nothing to say anymore. */
export async function productMail(db: Db, aboutId: string): Promise<ProductMail | null> {
  for (const write of writers) {
    const mail = await write(db, aboutId);
    if (mail) return mail;
  }
  return null;
}
