import { cardMailStep } from "@/app/(demo)/_lib/card/due-mails"; // eject: demo
import type { CronStep } from "@/lib/auth/cleanup/cron-steps";
import { guestDaysStep } from "./insights/guest-days"; // eject: insights
import { invitationPurgeStep } from "./organizations/invitations"; // eject: organizations
import { webhookPurgeStep } from "./webhooks/queue-deliveries"; // eject: webhooks

/** What the scheduler does for features: one line for each that has something. */
export const cronSteps: readonly CronStep[] = [
  cardMailStep, // eject: demo
  guestDaysStep, // eject: insights
  invitationPurgeStep, // eject: organizations
  webhookPurgeStep, // eject: webhooks
];
