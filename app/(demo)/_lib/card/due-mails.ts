import type { Db } from "@/db/client";
import { type CronStep, timeLeft } from "@/lib/auth/cleanup/cron-steps";
import { database } from "@/lib/server/db";
import { logFailure } from "@/lib/server/log";
import { deliverMail } from "@/lib/server/mail/mail";
import { purgeCardMails, queueDueCardMails } from "./card-mail";

/** A run of the timer begins no other email after this time; the next one goes on where it stopped (milliseconds). */
const budget = 20_000;

async function mailDueCards(db: Db, clock: () => Date, isTimeLeft: () => boolean): Promise<void> {
  if ((await queueDueCardMails(db, clock, isTimeLeft)) > 0) await deliverMail();
}

/** Emails the cards whose day has come. Never throws: what was not sent stays due. */
export async function mailDueCardsNow(): Promise<void> {
  try {
    await mailDueCards(await database(), () => new Date(), timeLeft(budget));
  } catch (error) {
    logFailure("card emails", error);
  }
}

/** The same for the scheduler, where no server stays up; and forgets emails that are long over. */
export const cardMailStep: CronStep = {
  name: "card emails",
  run: async ({ db, clock }, isTimeLeft) => {
    await mailDueCards(db, clock, isTimeLeft);
    await purgeCardMails(db, clock(), isTimeLeft);
  },
};
