import { meetRequests } from "./arrival";
import { connection } from "./db";
import { env } from "./env";
import { deliverMail } from "./mail";
import { processWide } from "./process-wide";

/** How often a server that stays up looks for mail whose time has come again (milliseconds). */
const mailEvery = 30_000;

/**
 * Checks the environment, opens and migrates the embedded database, meets every request, and sends mail that an earlier process left. Ends the process, naming the cause, where it cannot serve.
 */
export async function boot(): Promise<void> {
  try {
    const { onVercel } = env();
    processWide("arrival", meetRequests);
    await connection();
    void deliverMail();
    if (!onVercel) processWide("mail timer", () => setInterval(deliverMail, mailEvery).unref());
  } catch (error) {
    console.error(error instanceof Error ? `\nGuestbook cannot start: ${error.message}\n` : error);
    process.exit(1);
  }
}
